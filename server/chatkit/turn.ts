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

  async function* threadChanges(): AsyncGenerator<ThreadStreamEvent, void> {
    const current = JSON.stringify(thread)
    if (current === saved) return
    await store.updateThread(userId, thread)
    saved = current
    yield { type: 'thread.updated', thread: threadOnWire(thread) }
  }

  try {
    yield { type: 'stream_options', stream_options: { allow_cancel: true } }
    for await (const event of untilAborted(respond, signal)) {
      await keep(turn, pending, event)
      const outgoing = eventOnWire(event)
      if (outgoing) yield outgoing
      yield* threadChanges()
    }
    yield* threadChanges()
    finished = true
  } catch (error) {
    if (!signal.aborted) {
      turn.onError(error)
      yield errorEvent(error)
      yield* threadChanges()
      finished = true
    }
  } finally {
    if (!finished) await keepCancelled(turn, pending)
  }
}

/** What a reader is told of a failure. Only a `ChatError` has words for readers. */
export function errorEvent(error: unknown): ThreadStreamEvent {
  if (!(error instanceof ChatError)) return { type: 'error', code: 'stream.error', allow_retry: true }
  return { type: 'error', code: 'custom', message: error.message, allow_retry: error.allowRetry }
}

/** Writes to the store what an event means for it, before the event is sent. */
async function keep(turn: Turn, pending: Map<string, ThreadItem>, event: ThreadStreamEvent): Promise<void> {
  const { userId, thread, store } = turn
  switch (event.type) {
    case 'thread.item.added':
      // A copy: the responder goes on changing its own object.
      pending.set(event.item.id, structuredClone(event.item))
      break
    case 'thread.item.updated': {
      const item = pending.get(event.item_id)
      if (item) applyUpdate(item, event.update)
      break
    }
    case 'thread.item.done':
    case 'thread.item.replaced':
      pending.delete(event.item.id)
      await store.saveItem(userId, thread.id, event.item)
      break
    case 'thread.item.removed':
      pending.delete(event.item_id)
      await store.deleteItem(userId, thread.id, event.item_id)
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
async function* untilAborted<T>(start: () => AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void> {
  const aborted = Promise.withResolvers<never>()
  // Nobody may be waiting when it rejects.
  aborted.promise.catch(() => {})
  const abort = () => aborted.reject(signal.reason)
  signal.throwIfAborted()
  signal.addEventListener('abort', abort, { once: true })
  const events = start()[Symbol.asyncIterator]()
  let done = false
  try {
    while (true) {
      const next = await Promise.race([events.next(), aborted.promise])
      if (next.done) {
        done = true
        return
      }
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', abort)
    // Not awaited: a responder that is stuck must not keep the turn.
    if (!done) Promise.resolve(events.return?.()).catch(() => {})
  }
}
