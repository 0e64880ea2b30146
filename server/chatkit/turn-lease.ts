import { ChatError } from '../errors.ts'
import { hashText } from '../hash.ts'
import { createId } from './ids.ts'
import type { ChatKitRequest } from './protocol.ts'
import type { ThreadStore, TurnChanges, TurnEnd, TurnRecord } from './store.ts'

/** How long turns hold a thread and wait for it, in milliseconds. */
export interface TurnTiming {
  /**
   * A running turn holds its thread for this long, and goes on prolonging that; so long it lasts after a crash. One
   * that could not prolong it in time loses its thread only when another wants it, and then writes no more.
   */
  holdMs: number
  /** How long a turn waits for the one before it. */
  waitMs: number
}

export const TURN_TIMING: TurnTiming = { holdMs: 3_000, waitMs: 10_000 }
const LOOK_MS = 50
/** ChatKit.js posts a request again up to five times, within about 35 seconds. */
const REPOST_MS = 60_000

/** The right to be the one turn of a thread. Runs out by itself unless the turn is run. */
export interface TurnLease {
  readonly record: TurnRecord
  /**
   * From now on the hold is prolonged until the end.
   * @param lose Called when another turn has taken the thread all the same, or the thread is deleted.
   */
  keep(lose: () => void): void
  /**
   * Writes a step of the turn.
   * @throws ChatError `conflict` when it has lost its thread; then nothing is written.
   */
  write(changes: TurnChanges): Promise<void>
  /** Frees the thread. */
  end(how: TurnEnd): Promise<void>
}

/** What a turn is taken for. */
export type TurnPurpose = Pick<TurnRecord, 'threadId' | 'requestHash' | 'itemId' | 'cause'>

/**
 * Takes a thread for one turn, after the turn that holds it has ended: two at once would answer past each
 * other. The reference has no such lock.
 * @param first What is written with the taking.
 * @param look Called before every attempt to take it.
 * @throws ChatError `conflict` when the other turn does not end in time.
 */
export async function takeTurn(
  store: ThreadStore,
  userId: string,
  purpose: TurnPurpose,
  timing: TurnTiming,
  { first, look = async () => {} }: { first?: TurnChanges; look?: () => Promise<void> } = {},
): Promise<TurnLease> {
  const giveUp = Date.now() + timing.waitMs
  const id = createId('turn')
  for (;;) {
    await look()
    const now = Date.now()
    const hold = { startedAt: now, heldUntil: now + timing.holdMs }
    const record: TurnRecord = { ...purpose, id, state: 'running', ...hold }
    if (await store.beginTurn(userId, record, now, first)) return createLease(store, userId, record, timing)
    if (now > giveUp) {
      throw new ChatError(
        'conflict',
        'The assistant is still answering here. Try again when it has finished.',
      )
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function createLease(
  store: ThreadStore,
  userId: string,
  record: TurnRecord,
  { holdMs }: TurnTiming,
): TurnLease {
  let prolonging: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  const every = holdMs / 3
  return {
    record,
    keep(lose) {
      const prolong = () =>
        store.holdTurn(userId, record, Date.now() + holdMs).then(
          (held) => (held ? later() : lose()),
          // One that is missed is made up for by the next.
          later,
        )
      const later = () => {
        // All turns of a process at the same moments, so that they share one commit.
        if (!isOver) prolonging = setTimeout(prolong, every - (Date.now() % every))
      }
      later()
    },
    async write(changes) {
      if (!(await store.writeTurn(userId, record, changes))) throw new LostTurn()
    },
    async end(how) {
      clearTimeout(prolonging)
      isOver = true
      await store.writeTurn(userId, record, { end: how })
    },
  }
}

/** The turn has lost its thread, and must not write into it any more. */
export class LostTurn extends ChatError {
  constructor() {
    super('conflict', 'This conversation was deleted, or goes on elsewhere. Load it again.')
  }
}

/** A request as it is recognized when it is posted again. */
export interface RequestKey {
  hash: string
  /** Whether its client gave it a name: then no other request has the same hash. */
  isNamed: boolean
}

/**
 * The turn that a request was already posted for, when this is the same request again. One with a name always is.
 * One without is when nothing was answered to the one before, or its process ended: ChatKit.js posts again what was
 * refused with a 5xx, so when it has had no stream. A stream that its reader left is not posted again (that was Stop,
 * and the same words are a new message), and neither is one that came to its end: people do say "yes" twice.
 */
export async function findRepost(
  store: ThreadStore,
  userId: string,
  { hash, isNamed }: RequestKey,
): Promise<TurnRecord | undefined> {
  const turn = await store.findTurn(userId, hash)
  if (!turn) return undefined
  const isLeft = turn.state === 'running' || turn.state === 'cut'
  // Counted from its last sign of life: a long turn may lose its reader at its very end.
  return (isLeft || isNamed) && Date.now() - turn.heldUntil < REPOST_MS ? turn : undefined
}

/** The longest name of a request, in characters. */
const MAX_NAME = 200

/**
 * What is asked, as a hash, and whether the client named it: by `request_id` in the request's metadata, another for
 * each request, and the same for one that it posts again.
 */
export async function keyOf({ type, params, metadata }: ChatKitRequest): Promise<RequestKey> {
  const { request_id } = metadata
  const isNamed = typeof request_id === 'string' && request_id !== '' && request_id.length <= MAX_NAME
  return { hash: await hashText(JSON.stringify([type, params, ...(isNamed ? [request_id] : [])])), isNamed }
}
