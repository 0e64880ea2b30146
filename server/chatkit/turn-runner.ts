import type { TurnContext } from './hooks.ts'
import { threadOnWire } from './outgoing.ts'
import { presentItem } from './presented.ts'
import type { Caller, ChatKitOptions } from './process.ts'
import type { TurnRecord } from './store.ts'
import { errorEvent, runTurn } from './turn.ts'
import { turnContext } from './turn-context.ts'
import { findRepost, type TurnLease, takeTurn } from './turn-lease.ts'
import type { ThreadItem, ThreadMetadata, ThreadStreamEvent, UserMessageItem } from './wire.ts'

export type Events = AsyncGenerator<ThreadStreamEvent, void>
/** The events of a turn, for as long as somebody listens. */
export type Start = (signal: AbortSignal) => AsyncIterable<ThreadStreamEvent>

/** Takes, runs and resumes the turns of one request. */
export class TurnRunner {
  readonly caller: Caller
  readonly options: ChatKitOptions
  readonly #hash: string

  /** @param hash What is asked, the same for a request that is posted again. */
  constructor(caller: Caller, options: ChatKitOptions, hash: string) {
    this.caller = caller
    this.options = options
    this.#hash = hash
  }

  take(threadId: string, itemId: string): Promise<TurnLease> {
    return takeTurn(this.options.store, this.caller.userId, { threadId, itemId, requestHash: this.#hash })
  }

  /** The attempt at this same request that was not answered to its end. */
  earlierAttempt(): Promise<TurnRecord | undefined> {
    return findRepost(this.options.store, this.caller.userId, this.#hash)
  }

  /** A stream in which every failure, the ones before the turn too, ends as one `error` event. */
  stream(lease: TurnLease, events: (signal: AbortSignal) => Events): Start {
    const { onError } = this.options
    return async function* (signal) {
      lease.keep()
      let finished = false
      try {
        yield* events(signal)
        finished = !signal.aborted
      } catch (error) {
        if (signal.aborted) return
        onError?.(error)
        yield errorEvent(error)
        finished = true
      } finally {
        await lease.end(finished ? 'done' : 'cut')
      }
    }
  }

  /** The application's answer to a message, or to what came instead of one. */
  answer(
    thread: ThreadMetadata,
    message: UserMessageItem | null,
    cause: string,
    signal: AbortSignal,
    first?: ThreadStreamEvent,
  ): Events {
    const { respond } = this.options
    return this.run(thread, cause, signal, async function* (context) {
      if (first) yield first
      yield* respond(thread, message, context)
    })
  }

  run(
    thread: ThreadMetadata,
    cause: string,
    signal: AbortSignal,
    respond: (context: TurnContext) => AsyncIterable<ThreadStreamEvent>,
  ): Events {
    const { store, onError = () => {} } = this.options
    const { userId, now } = this.caller
    const context = turnContext(this.caller, this.options, thread.id, signal, cause)
    return runTurn({ userId, thread, store, signal, now, onError }, () => respond(context))
  }

  /** The message as the client may see it. */
  async *tell(message: UserMessageItem): Events {
    yield { type: 'thread.item.done', item: await presentItem(message, this.caller.userId, this.options) }
  }

  /**
   * Goes on from what an earlier attempt had reached, so that nothing is added twice. When that attempt has
   * come to its end by itself meanwhile, what it said is told again. Nothing when there is no such attempt.
   */
  async resume(opening: (thread: ThreadMetadata, item: ThreadItem) => Events): Promise<Start | undefined> {
    const { store } = this.options
    const { userId } = this.caller
    const earlier = await this.earlierAttempt()
    if (!earlier) return undefined
    const { threadId, itemId } = earlier
    const lease = await this.take(threadId, itemId)
    const thread = await store.loadThread(userId, threadId)
    const item = await store.loadItem(userId, threadId, itemId)
    if (!thread || !item) {
      await lease.end('done')
      return undefined
    }
    const said = await this.#itemsAfter(threadId, itemId)
    const cut = earlier.state === 'cut' || said.length === 0 || said.at(-1)?.type === 'sdk_hidden_context'
    const answer = (signal: AbortSignal): Events => {
      if (cut) return this.answer(thread, item.type === 'user_message' ? item : null, itemId, signal)
      return this.run(thread, itemId, signal, () => tellAgain(said))
    }
    return this.stream(lease, async function* (signal) {
      yield* opening(thread, item)
      if (cut) await store.deleteItemsAfter(userId, threadId, itemId)
      yield* answer(signal)
    })
  }

  async #itemsAfter(threadId: string, itemId: string): Promise<ThreadItem[]> {
    const query = { limit: 100, order: 'asc' as const, after: itemId }
    return (await this.options.store.listItems(this.caller.userId, threadId, query))?.data ?? []
  }
}

async function* tellAgain(items: ThreadItem[]): Events {
  for (const item of items) yield { type: 'thread.item.done', item }
}

export const created = (thread: ThreadMetadata): ThreadStreamEvent => ({
  type: 'thread.created',
  thread: threadOnWire(thread),
})
