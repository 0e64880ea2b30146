import type { AnswerAction, RespondToAction, TurnContext } from '../chatkit/hooks.ts'
import type { Action } from '../chatkit/protocol.ts'
import type { ThreadStore } from '../chatkit/store.ts'
import type { ThreadMetadata, WidgetItem, WidgetRoot } from '../chatkit/wire.ts'
import { ChatError } from '../errors.ts'
import { COMPLETE_ACTION, changeCard, taskList, UNDO_ACTION } from './cards.ts'
import { tasksChanged } from './reply.ts'
import type { TaskStore } from './store.ts'
import { isStatus, type TaskStatus } from './task.ts'

/** How many tasks one card can tell of. */
const MAX_CHANGES = 100

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
    const completed = typeof values.completed === 'boolean' ? values.completed : !task.completed
    const key = `${context.cause}/${COMPLETE_ACTION}/${id}`
    await tasks.updateTask(userId, id, { completed }, now(), { threadId: thread.id, key })
    return taskList(await listedIn(sender, tasks, userId), statusOf(sender), context)
  }
  if (type === UNDO_ACTION) {
    const ids = Array.isArray(values.changes) ? values.changes.filter(Number.isSafeInteger) : []
    const wanted = ids.slice(0, MAX_CHANGES) as number[]
    const named = async () =>
      (await tasks.listChanges(userId, thread.id, 1000)).filter(({ id }) => wanted.includes(id)).reverse()
    // Only what was done in this conversation: the numbers come from outside.
    const own = (await named()).map(({ id }) => id)
    await tasks.undoChanges(userId, own, `${sender?.id ?? thread.id}/undo`)
    const changes = await named()
    if (changes.length === 0) throw new ChatError('not_found', 'There is nothing left to undo here.')
    return changeCard(changes, context)
  }
  throw new ChatError('bad_request', `This assistant knows no action "${type.slice(0, 60)}".`)
}

/** The tasks that the list was made of, as they are now: a row stays where it is when its box is checked. */
async function listedIn(sender: WidgetItem | null, tasks: TaskStore, userId: string) {
  const rows = Array.isArray(sender?.widget.children) ? sender.widget.children : []
  const ids = new Set(rows.map((row: { id?: unknown }) => row?.id))
  return (await tasks.listTasks(userId, 'all')).filter(({ id }) => ids.has(`task.${id}`))
}

function statusOf(sender: WidgetItem | null): TaskStatus {
  const status = String(sender?.widget.id ?? '').split('.')[1]
  return isStatus(status) ? status : 'all'
}
