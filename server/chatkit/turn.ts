import { ChatError } from '../errors.ts'
import type { TurnContext } from './hooks.ts'
import { createId } from './ids.ts'
import { applyUpdate } from './item-update.ts'
import { eventOnWire } from './outgoing.ts'
import { ThreadChanges } from './thread-changes.ts'
import { LostTurn, type TurnLease } from './turn-lease.ts'
import type { AssistantMessageItem, ThreadItem, ThreadMetadata, ThreadStreamEvent } from './wire.ts'

/** Told to the assistant in its next turn; the sentence is the reference's own. */
const CANCELLED = 'The user cancelled the stream. Stop responding to the prior request.'

/** What a turn begins with, once its thread is taken. */
export interface Opening {
  /** Sent before the turn. */
  first?: ThreadStreamEvent[]
  /** The responder may change it (title, status, metadata); what changed is saved and sent. */
  thread: ThreadMetadata
  respond: (context: TurnContext) => AsyncIterable<ThreadStreamEvent>
}

export interface Turn {
  lease: TurnLease
  context: (threadId: string, signal: AbortSignal) => TurnContext
  now: () => Date
  /** Told what failed, whole; the reader is told only that something did. */
  onError: (error: unknown) => void
}

/**
 * Runs one streamed turn: forwards what the responder yields, and saves it before it is sent.
 * Ends cleanly whatever happens: a failure, one before the turn too, becomes one `error` event, and when the reader
 * leaves, what was said so far is kept. Reference: `server.py: _process_events`. It is one generator, because each
 * that an event passes through costs time.
 * @param reader Aborts when the reader leaves or presses Stop: over HTTP the two look the same.
 */
export async function* runTurn(
  turn: Turn,
  reader: AbortSignal,
  open: () => Promise<Opening>,
): AsyncGenerator<ThreadStreamEvent, void> {
  const { lease, onError } = turn
  const ending = new AbortController()
  const { signal } = ending
  const leave = () => ending.abort(reader.reason)
  reader.addEventListener('abort', leave)
  lease.keep(() => ending.abort(new LostTurn()))
  const pending = new Map<string, ThreadItem>()
  let changes: ThreadChanges | undefined
  let events: ReturnType<typeof abortable<ThreadStreamEvent>> | undefined
  let finished = false
  let heard = false

  try {
    const { first = [], thread, respond } = await open()
    for (const event of first) yield event
    changes = new ThreadChanges(thread, lease)
    yield { type: 'stream_options', stream_options: { allow_cancel: true } }
    if (reader.aborted) leave()
    events = abortable(() => respond(turn.context(thread.id, signal)), signal)
    for (let next = await events.next(); !next.done; next = await events.next()) {
      const event = next.value
      // Most events mean nothing for the store, and need not wait for it.
      if (!follow(pending, event)) await keep(lease, event)
      const outgoing = eventOnWire(event)
      if (outgoing) {
        heard = true
        yield outgoing
      }
      if (changes.hasAny()) yield await changes.save()
    }
    if (changes.hasAny()) yield await changes.save()
    finished = true
  } catch (error) {
    if (!reader.aborted) {
      finished = !signal.aborted
      onError(error)
      yield errorEvent(error)
      const updated = error instanceof LostTurn ? undefined : await saveAfter(changes, onError)
      if (updated) yield updated
    }
  } finally {
    reader.removeEventListener('abort', leave)
    events?.leave()
    if (!finished && events) await keepCancelled(turn, pending, changes).catch(onError)
    const left = heard ? 'stopped' : 'cut'
    await lease.end(finished ? 'done' : left).catch(onError)
  }
}

/** What a turn changed of its thread before it failed. That this fails as well must not break the stream. */
async function saveAfter(
  changes: ThreadChanges | undefined,
  onError: Turn['onError'],
): Promise<ThreadStreamEvent | undefined> {
  try {
    return changes?.hasAny() ? await changes.save() : undefined
  } catch (error) {
    onError(error)
    return undefined
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
      // A copy: the responder goes on changing its own object. As JSON, which is what it is, and quicker.
      pending.set(event.item.id, JSON.parse(JSON.stringify(event.item)))
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
async function keep({ write }: TurnLease, event: ThreadStreamEvent): Promise<void> {
  if (event.type === 'thread.item.removed') await write({ deleteItems: [event.item_id] })
  if (event.type === 'thread.item.done' || event.type === 'thread.item.replaced') {
    await write({ saveItems: [event.item] })
  }
}

/**
 * The reader left: what was said stays, half-drawn things go, and the next turn is told. The reference loses what was
 * changed of the thread and not saved yet; here it is kept, or a conversation that was stopped would have no title.
 */
async function keepCancelled(
  { lease, now }: Turn,
  pending: Map<string, ThreadItem>,
  changes: ThreadChanges | undefined,
): Promise<void> {
  const said = [...pending.values()].filter((item) => item.type === 'assistant_message' && hasText(item))
  const { threadId } = lease.record
  const note = { id: createId('shcx'), thread_id: threadId, created_at: now().toISOString() }
  await lease.write({
    ...(changes?.hasAny() ? { changeThread: changes.change } : {}),
    saveItems: [...said, { ...note, type: 'sdk_hidden_context', content: CANCELLED }],
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
