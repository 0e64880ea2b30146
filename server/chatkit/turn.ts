import { ChatError } from '../errors.ts'
import { createId } from './ids.ts'
import { applyUpdate } from './item-update.ts'
import { eventOnWire, threadOnWire } from './outgoing.ts'
import type { ThreadStore } from './store.ts'
import type { AssistantMessageItem, ThreadItem, ThreadMetadata, ThreadStreamEvent } from './wire.ts'

/** Told to the assistant in its next turn; the sentence is the reference's own. */
const CANCELLED = 'The user cancelled the stream. Stop responding to the prior request.'

export interface Turn {
  userId: string
  /** The responder may change it (title, status, metadata); what changed is saved and sent. */
  thread: ThreadMetadata
  store: ThreadStore
  /** Aborts when the reader leaves or presses Stop: over HTTP the two look the same. */
  signal: AbortSignal
  now: () => Date
  /** Told what failed, whole; the reader is told only that something did. */
  onError: (error: unknown) => void
}

/**
 * Runs one streamed turn: forwards what the responder yields, and saves it before it is sent.
 * Ends cleanly whatever happens: a failure becomes one `error` event, and when the reader leaves,
 * what was said so far is kept. Reference: `server.py: _process_events`.
 */
export async function* runTurn(
  turn: Turn,
  respond: () => AsyncIterable<ThreadStreamEvent>,
): AsyncGenerator<ThreadStreamEvent, void> {
  const { userId, thread, store, signal } = turn
  const pending = new Map<string, ThreadItem>()
  let saved = JSON.stringify(thread)
  let finished = false
  let events: ReturnType<typeof abortable<ThreadStreamEvent>> | undefined

  /** Saves what the responder has changed of the thread, and tells of it. What others changed meanwhile stays. */
  async function* threadChanges(): AsyncGenerator<ThreadStreamEvent, void> {
    const before = JSON.parse(saved) as ThreadMetadata
    const kept = (await store.loadThread(userId, thread.id)) ?? before
    for (const name of Object.keys({ ...kept, ...before }) as (keyof ThreadMetadata)[]) {
      const isOurs = JSON.stringify(thread[name]) !== JSON.stringify(before[name])
      if (!isOurs) Object.assign(thread, { [name]: kept[name] })
    }
    await store.updateThread(userId, thread)
    saved = JSON.stringify(thread)
    yield { type: 'thread.updated', thread: threadOnWire(thread) }
  }
  const hasChanged = () => JSON.stringify(thread) !== saved

  try {
    yield { type: 'stream_options', stream_options: { allow_cancel: true } }
    events = abortable(respond, signal)
    for (let next = await events.next(); !next.done; next = await events.next()) {
      const event = next.value
      // Most events mean nothing for the store, and need not wait for it.
      if (!follow(pending, event)) await keep(turn, event)
      const outgoing = eventOnWire(event)
      if (outgoing) yield outgoing
      if (hasChanged()) yield* threadChanges()
    }
    if (hasChanged()) yield* threadChanges()
    finished = true
  } catch (error) {
    if (!signal.aborted) {
      turn.onError(error)
      yield errorEvent(error)
      if (hasChanged()) yield* threadChanges()
      finished = true
    }
  } finally {
    events?.leave()
    if (!finished) await keepCancelled(turn, pending)
  }
}

/** What a reader is told of a failure. Only a `ChatError` has words for readers. */
export function errorEvent(error: unknown): ThreadStreamEvent {
  if (!(error instanceof ChatError)) return { type: 'error', code: 'stream.error', allow_retry: true }
  return { type: 'error', code: 'custom', message: error.message, allow_retry: error.allowRetry }
}

/** Follows the items that are being streamed. False for what is to be written to the store. */
function follow(pending: Map<string, ThreadItem>, event: ThreadStreamEvent): boolean {
  switch (event.type) {
    case 'thread.item.added':
      // A copy: the responder goes on changing its own object.
      pending.set(event.item.id, structuredClone(event.item))
      return true
    case 'thread.item.updated': {
      const item = pending.get(event.item_id)
      if (item) applyUpdate(item, event.update)
      return true
    }
    case 'thread.item.done':
    case 'thread.item.replaced':
      pending.delete(event.item.id)
      return false
    case 'thread.item.removed':
      pending.delete(event.item_id)
      return false
    default:
      return true
  }
}

/** Writes to the store what an event means for it, before the event is sent. */
async function keep({ userId, thread, store }: Turn, event: ThreadStreamEvent): Promise<void> {
  if (event.type === 'thread.item.removed') await store.deleteItem(userId, thread.id, event.item_id)
  if (event.type === 'thread.item.done' || event.type === 'thread.item.replaced') {
    await store.saveItem(userId, thread.id, event.item)
  }
}

/** The reader left: what was said stays, half-drawn things go, and the next turn is told. */
async function keepCancelled({ userId, thread, store, now }: Turn, pending: Map<string, ThreadItem>) {
  for (const item of pending.values()) {
    if (item.type === 'assistant_message' && hasText(item)) await store.saveItem(userId, thread.id, item)
  }
  await store.saveItem(userId, thread.id, {
    id: createId('shcx'),
    thread_id: thread.id,
    created_at: now().toISOString(),
    type: 'sdk_hidden_context',
    content: CANCELLED,
  })
}

const hasText = (item: AssistantMessageItem) => item.content.some((part) => part.text.trim() !== '')

/** The responder's events until the signal aborts, also when the responder does not listen to the signal. */
function abortable<T>(start: () => AsyncIterable<T>, signal: AbortSignal) {
  signal.throwIfAborted()
  const events = start()[Symbol.asyncIterator]()
  let fail = (_reason: unknown) => {}
  // One listener for all events: a race for each would keep them all in memory until the end.
  const abort = () => fail(signal.reason)
  signal.addEventListener('abort', abort)
  return {
    next: () =>
      new Promise<IteratorResult<T>>((resolve, reject) => {
        fail = reject
        if (signal.aborted) reject(signal.reason)
        else events.next().then(resolve, reject)
      }),
    leave() {
      signal.removeEventListener('abort', abort)
      // Not awaited: a responder that is stuck must not keep the turn.
      Promise.resolve(events.return?.()).catch(() => {})
    },
  }
}
