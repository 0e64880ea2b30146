import type { Caller, ChatKitOptions } from './options.ts'
import { itemOnWire, threadOnWire } from './outgoing.ts'
import { presentItem } from './presented.ts'
import type { TurnChanges, TurnRecord } from './store.ts'
import { type Opening, runTurn } from './turn.ts'
import { turnContext } from './turn-context.ts'
import { findRepost, type RequestKey, TURN_TIMING, type TurnLease, takeTurn } from './turn-lease.ts'
import type { ThreadItem, ThreadMetadata, ThreadStreamEvent, UserMessageItem } from './wire.ts'

/** More items than one turn adds. */
const MAX_SAID = 100

export type Events = AsyncGenerator<ThreadStreamEvent, void>
/** The events of a turn, for as long as somebody listens. */
export type Start = (signal: AbortSignal) => AsyncIterable<ThreadStreamEvent>

/** An attempt at a request. */
export interface Attempt {
  lease: TurnLease
  /** The attempt before it at the same request, as it was left; `undefined` for a request that is new. */
  earlier: TurnRecord | undefined
}

/** Two of the same request came at once, and the other was first: this one is to go on from it. */
export class PostedAgain extends Error {}

/** Takes, runs and resumes the turns of one request. */
export class TurnRunner {
  readonly caller: Caller
  readonly options: ChatKitOptions
  readonly #key: RequestKey

  constructor(caller: Caller, options: ChatKitOptions, key: RequestKey) {
    this.caller = caller
    this.options = options
    this.#key = key
  }

  /**
   * Takes the thread for a new request.
   * @param itemId What the turn answers.
   * @param cause What the application keys its changes by. Default: the id of the item.
   * @param first What is written with the taking.
   * @throws PostedAgain when the same request has been taken meanwhile.
   */
  async take(
    threadId: string,
    itemId: string,
    { cause = itemId, first }: { cause?: string; first?: TurnChanges } = {},
  ): Promise<Attempt> {
    const purpose = { threadId, itemId, cause, requestHash: this.#key.hash }
    const { store, timing } = this.options
    const { userId } = this.caller
    const look = async () => {
      if (await findRepost(store, userId, this.#key)) throw new PostedAgain()
    }
    const more = { look, ...(first ? { first } : {}) }
    const lease = await takeTurn(store, userId, purpose, { ...TURN_TIMING, ...timing }, more)
    return { lease, earlier: undefined }
  }

  /**
   * Takes the thread for a request that is posted again, once the earlier attempt at it is over: under the same
   * ids and the same cause, so that nothing is added twice. `undefined` when the request is new.
   */
  async takeOver(): Promise<Attempt | undefined> {
    const { store, timing } = this.options
    const { userId } = this.caller
    let earlier = await findRepost(store, userId, this.#key)
    if (!earlier) return undefined
    const { threadId, itemId, cause } = earlier
    const purpose = { threadId, itemId, cause, requestHash: this.#key.hash }
    const look = async () => {
      // Gone when another turn has followed it: then it had come to its end.
      const latest = await store.findTurn(userId, this.#key.hash)
      if (earlier) earlier = latest?.threadId === threadId ? latest : { ...earlier, state: 'done' }
    }
    const lease = await takeTurn(store, userId, purpose, { ...TURN_TIMING, ...timing }, { look })
    return { lease, earlier }
  }

  /** @param open What is done before the turn, once somebody listens, and what is sent. */
  stream({ lease }: Attempt, open: () => Promise<Opening>): Start {
    const { onError = () => {} } = this.options
    const { now } = this.caller
    const context = (threadId: string, signal: AbortSignal) =>
      turnContext(this.caller, this.options, threadId, signal, lease.record.cause)
    return (reader) => runTurn({ lease, context, now, onError }, reader, open)
  }

  /**
   * The application's answer to a message, or to what came instead of one. When an earlier attempt has come to
   * its end for a reader who was gone, what it said is told again; what one that was cut had reached is removed.
   */
  async answer(
    { earlier, lease }: Attempt,
    thread: ThreadMetadata,
    message: UserMessageItem | null,
    first?: ThreadStreamEvent,
  ): Promise<Opening> {
    const { respond } = this.options
    const { record } = lease
    const said = earlier ? await this.#itemsSaid(record) : []
    const isOver = earlier?.state === 'done' && said.length > 0
    if (said.length > 0 && !isOver) await lease.write({ deleteAfter: record.itemId })
    return {
      thread,
      respond(context) {
        const answer = isOver ? tellAgain(said) : respond(thread, message, context)
        return first ? after(first, answer) : answer
      },
    }
  }

  /** Tells of the message, as the client may see it. */
  async tell(message: UserMessageItem): Promise<ThreadStreamEvent> {
    const item = await presentItem(message, this.caller.userId, this.options)
    return { type: 'thread.item.done', item: itemOnWire(item) }
  }

  /** What was added after the item that a turn answers, up to the visitor's next word. */
  async #itemsSaid({ threadId, itemId }: TurnRecord): Promise<ThreadItem[]> {
    const query = { limit: MAX_SAID, order: 'asc' as const, after: itemId }
    const items = (await this.options.store.listItems(this.caller.userId, threadId, query))?.data ?? []
    const next = items.findIndex(({ type }) => type === 'user_message')
    return next < 0 ? items : items.slice(0, next)
  }
}

async function* tellAgain(items: ThreadItem[]): Events {
  for (const item of items) yield { type: 'thread.item.done', item }
}

async function* after(first: ThreadStreamEvent, events: AsyncIterable<ThreadStreamEvent>): Events {
  yield first
  yield* events
}

export const created = (thread: ThreadMetadata): ThreadStreamEvent => ({
  type: 'thread.created',
  thread: threadOnWire(thread),
})
