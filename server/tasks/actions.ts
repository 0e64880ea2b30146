import type { AnswerAction, RespondToAction, TurnContext } from '../chatkit/hooks.ts'
import type { Action } from '../chatkit/protocol.ts'
import type { ThreadStore } from '../chatkit/store.ts'
import type { ThreadMetadata, WidgetItem, WidgetRoot } from '../chatkit/wire.ts'
import { ChatError } from '../errors.ts'
import { COMPLETE_ACTION, changeCard, listId, taskList, UNDO_ACTION } from './cards.ts'
import { madeLast, withRequest } from './changes.ts'
import { tasksChanged } from './reply.ts'
import type { TaskStore } from './store.ts'

/** What the widgets of the assistant do: a checkbox completes its task, a card takes back what it tells of. */
export function taskActions(threads: ThreadStore, tasks: TaskStore) {
  const answerAction: AnswerAction = async (thread, action, sender, context) => {
    const widget = await act(action, sender, thread, context, tasks)
    if (!sender) return undefined
    const item: WidgetItem = { ...sender, widget }
    await threads.saveItem(context.userId, thread.id, item)
    return item
  }

  // For chats that know no actions answered at once, and post them as a turn.
  const respondToAction: RespondToAction = async function* (thread, action, sender, context) {
    const widget = await act(action, sender, thread, context, tasks)
    if (sender) yield { type: 'thread.item.replaced', item: { ...sender, widget } }
    yield tasksChanged()
  }
  return { answerAction, respondToAction }
}

/** Does what the action asks, and returns the widget as it is now. The payload comes from outside. */
async function act(
  { type, payload }: Action,
  sender: WidgetItem | null,
  thread: ThreadMetadata,
  context: TurnContext,
  tasks: TaskStore,
): Promise<WidgetRoot> {
  const { userId, now } = context
  const values = (typeof payload === 'object' && payload !== null ? payload : {}) as Record<string, unknown>
  if (type === COMPLETE_ACTION) {
    const id = Number(values.id)
    const listed = Number.isSafeInteger(id) && (await tasks.listTasks(userId, 'all'))
    const task = listed ? listed.find((one) => one.id === id) : undefined
    if (!task) throw new ChatError('not_found', 'This task is not on your list any more.')
    // Without a word on what it is to be, the same request posted again must not turn it back.
    const [made] = await tasks.listChanges(userId, thread.id, { request: context.cause, limit: 1 })
    const before = made?.before ?? task
    const completed = typeof values.completed === 'boolean' ? values.completed : !before.completed
    const key = `${context.cause}/${COMPLETE_ACTION}/${id}`
    await tasks.updateTask(userId, id, { completed }, now(), { threadId: thread.id, key })
    return taskList(await listedIn(sender, tasks, userId), idOf(sender), context)
  }
  if (type === UNDO_ACTION) {
    // One leads to the others. Only what was done in this conversation: the number comes from outside.
    const id = Number(Array.isArray(values.changes) ? values.changes[0] : undefined)
    const [named] = Number.isSafeInteger(id) ? await tasks.listChanges(userId, thread.id, { id }) : []
    if (!named) throw new ChatError('not_found', 'There is nothing left to undo here.')
    const together = () => withRequest(tasks, userId, named)
    const ids = (await together()).map((change) => change.id)
    await tasks.undoChanges(userId, ids, `${sender?.id ?? thread.id}/undo`)
    return changeCard(madeLast(await together()), context)
  }
  throw new ChatError('bad_request', `This assistant knows no action "${type.slice(0, 60)}".`)
}

/** The tasks that the list was made of, as they are now: a row stays where it is when its box is checked. */
async function listedIn(sender: WidgetItem | null, tasks: TaskStore, userId: string) {
  const rows = Array.isArray(sender?.widget.children) ? sender.widget.children : []
  const ids = new Set(rows.map((row: { id?: unknown }) => row?.id))
  return (await tasks.listTasks(userId, 'all')).filter(({ id }) => ids.has(`task.${id}`))
}

/** The id that the list has; a widget that is no list of ours becomes one. */
function idOf(sender: WidgetItem | null): string {
  const id = String(sender?.widget.id ?? '')
  return id.startsWith('tasks.') ? id : listId({ status: 'all' })
}
