import type {
  AssistantMessageContent,
  AssistantMessageItem,
  ThreadItem,
  ThreadItemUpdate,
  ThreadMetadata,
  ThreadStreamEvent,
  Workflow,
  WorkflowItem,
} from '../../server/chatkit/wire.ts'
import type { UserMessageInput } from './client.ts'
import { updateWidget } from './widgets/update-widget.ts'

type EventOf<T extends ThreadStreamEvent['type']> = Extract<ThreadStreamEvent, { type: T }>

/** A thread as the visitor sees it. Never changed, only replaced; what an event does not touch stays the same object. */
export interface ThreadState {
  /** Undefined until the server has made the thread. */
  readonly thread: ThreadMetadata | undefined
  /** Oldest first. */
  readonly items: readonly ThreadItem[]
  /** Items that were added and are not done. */
  readonly pending: ReadonlySet<string>
  /** The message that the server has not confirmed. */
  readonly outgoing: UserMessageInput | undefined
  readonly canStop: boolean
  readonly progress: { text: string; icon?: string } | undefined
  readonly notices: readonly EventOf<'notice'>[]
  /** How far each image is, from 0 to 1, by item id. */
  readonly imageProgress: Readonly<Record<string, number>>
  readonly error: EventOf<'error'> | undefined
}

export const EMPTY_THREAD: ThreadState = {
  thread: undefined,
  items: [],
  pending: new Set(),
  outgoing: undefined,
  canStop: false,
  progress: undefined,
  notices: [],
  imageProgress: {},
  error: undefined,
}

/** Applies one event of a stream. An unknown event changes nothing. */
export function reduceThread(state: ThreadState, event: ThreadStreamEvent): ThreadState {
  switch (event.type) {
    case 'thread.created':
    case 'thread.updated':
      return { ...state, thread: event.thread }
    case 'thread.item.added':
      return { ...putItem(state, event.item), pending: new Set(state.pending).add(event.item.id) }
    case 'thread.item.updated':
      return updateItem(state, event.item_id, event.update)
    case 'thread.item.done':
    case 'thread.item.replaced':
      return finishItem(putItem(state, event.item), event.item.id)
    case 'thread.item.removed':
      return finishItem(removeItem(state, event.item_id), event.item_id)
    case 'stream_options':
      return { ...state, canStop: event.stream_options.allow_cancel }
    case 'progress_update':
      return { ...state, progress: event }
    case 'notice':
      return { ...state, notices: [...state.notices, event] }
    case 'error':
      return { ...state, error: event }
    default:
      // Effects are for the page, and change nothing here.
      return state
  }
}

/** Starts a turn: what the last one said in passing is gone. */
export function beginTurn(state: ThreadState, outgoing?: UserMessageInput): ThreadState {
  return { ...state, outgoing, notices: [], error: undefined, progress: undefined }
}

/** Ends a turn that reached its end. */
export function endTurn(state: ThreadState): ThreadState {
  return { ...state, pending: new Set(), outgoing: undefined, canStop: false, progress: undefined }
}

/** Ends a turn that broke off. Only text is kept of what was under way, which is what the server keeps too. */
export function breakTurn(state: ThreadState): ThreadState {
  const items = state.items.filter((item) => !state.pending.has(item.id) || hasText(item))
  return { ...endTurn(state), items }
}

/** Drops what came after an item, as the server does before it answers again. */
export function dropAfter(state: ThreadState, itemId: string): ThreadState {
  const index = state.items.findLastIndex((item) => item.id === itemId)
  return index < 0 ? state : { ...state, items: state.items.slice(0, index + 1) }
}

/** Adds an item, or puts it in the place of the one with its id. */
export function putItem(state: ThreadState, item: ThreadItem): ThreadState {
  if (item.type === 'hidden_context_item' || item.type === 'sdk_hidden_context')
    return removeItem(state, item.id)
  const index = state.items.findLastIndex(({ id }) => id === item.id)
  const items = index < 0 ? [...state.items, item] : state.items.with(index, item)
  const isOwn = item.type === 'user_message'
  return { ...state, items, progress: undefined, outgoing: isOwn ? undefined : state.outgoing }
}

/** Puts an item in the place of the one with its id, if there is one. */
export function replaceItem(state: ThreadState, item: ThreadItem): ThreadState {
  const index = state.items.findLastIndex(({ id }) => id === item.id)
  return index < 0 ? state : { ...state, items: state.items.with(index, item) }
}

/** Puts older items before the first one. */
export function prependItems(state: ThreadState, older: readonly ThreadItem[]): ThreadState {
  const known = new Set(state.items.map(({ id }) => id))
  return { ...state, items: [...older.filter(({ id }) => !known.has(id)), ...state.items] }
}

function removeItem(state: ThreadState, itemId: string): ThreadState {
  return { ...state, items: state.items.filter(({ id }) => id !== itemId) }
}

function finishItem(state: ThreadState, itemId: string): ThreadState {
  if (!state.pending.has(itemId)) return state
  const pending = new Set(state.pending)
  pending.delete(itemId)
  return { ...state, pending }
}

function updateItem(state: ThreadState, itemId: string, update: ThreadItemUpdate): ThreadState {
  const index = state.items.findLastIndex(({ id }) => id === itemId)
  const item = state.items[index]
  if (!item) return state
  const changed = applyUpdate(item, update)
  if (changed === item) return state
  const next = { ...state, items: state.items.with(index, changed) }
  if (update.type !== 'generated_image.updated' || update.progress === undefined) return next
  return { ...next, imageProgress: { ...state.imageProgress, [itemId]: update.progress } }
}

/** Applies an update to the item it is for. One that does not fit the type of its item changes nothing. */
function applyUpdate(item: ThreadItem, update: ThreadItemUpdate): ThreadItem {
  switch (update.type) {
    case 'assistant_message.content_part.added':
    case 'assistant_message.content_part.done':
      return item.type === 'assistant_message'
        ? changePart(item, update.content_index, () => update.content)
        : item
    case 'assistant_message.content_part.text_delta':
      return item.type === 'assistant_message'
        ? changePart(item, update.content_index, (part) => ({ ...part, text: part.text + update.delta }))
        : item
    case 'assistant_message.content_part.annotation_added':
      return item.type === 'assistant_message'
        ? changePart(item, update.content_index, (part) => ({
            ...part,
            annotations: (part.annotations ?? []).toSpliced(update.annotation_index, 0, update.annotation),
          }))
        : item
    case 'widget.root.updated':
    case 'widget.component.updated':
    case 'widget.streaming_text.value_delta':
      return item.type === 'widget' ? updateWidget(item, update) : item
    case 'workflow.task.added':
      // Appended whatever its index: the reference server counts on it.
      return changeTasks(item, (tasks) => [...tasks, update.task])
    case 'workflow.task.updated':
      return changeTasks(item, (tasks) =>
        update.task_index < tasks.length
          ? tasks.with(update.task_index, update.task)
          : [...tasks, update.task],
      )
    case 'generated_image.updated':
      return item.type === 'generated_image' ? { ...item, image: update.image } : item
    default:
      return item
  }
}

function changePart(
  item: AssistantMessageItem,
  index: number,
  change: (part: AssistantMessageContent) => AssistantMessageContent,
): AssistantMessageItem {
  const content = [...item.content]
  while (content.length <= index) content.push({ type: 'output_text', text: '', annotations: [] })
  const part = content[index]
  if (part) content[index] = change(part)
  return { ...item, content }
}

function changeTasks(item: ThreadItem, change: (tasks: Workflow['tasks']) => Workflow['tasks']): ThreadItem {
  if (item.type !== 'workflow') return item
  const workflow: WorkflowItem['workflow'] = { ...item.workflow, tasks: change(item.workflow.tasks) }
  return { ...item, workflow }
}

function hasText(item: ThreadItem): boolean {
  return item.type === 'assistant_message' && item.content.some(({ text }) => text.trim() !== '')
}
