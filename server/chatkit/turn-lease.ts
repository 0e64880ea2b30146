import { ChatError } from '../errors.ts'
import { hashText } from '../hash.ts'
import { createId } from './ids.ts'
import type { ThreadStore, TurnRecord } from './store.ts'

/** How long turns hold a thread and wait for it, in milliseconds. */
export interface TurnTiming {
  /** A running turn holds its thread for this long, and goes on prolonging that; so long it lasts after a crash. */
  holdMs: number
  /** How long a turn waits for the one before it. */
  waitMs: number
}

export const TURN_TIMING: TurnTiming = { holdMs: 6_000, waitMs: 10_000 }
const LOOK_MS = 50
/** ChatKit.js posts a request again up to five times, within about 35 seconds. */
const REPOST_MS = 60_000

/** The right to be the one turn of a thread. Runs out by itself unless the turn is run. */
export interface TurnLease {
  readonly record: TurnRecord
  /** From now on the hold is prolonged until the end. */
  keep(): void
  /** Frees the thread. `cut`: the reader left before the end. */
  end(state: 'done' | 'cut'): Promise<void>
}

/** What a turn is taken for. */
export type TurnPurpose = Pick<TurnRecord, 'threadId' | 'requestHash' | 'itemId' | 'cause'>

/**
 * Takes a thread for one turn, after the turn that holds it has ended: two at once would answer past each
 * other. The reference has no such lock.
 * @param look Called before every attempt to take it.
 * @throws ChatError `conflict` when the other turn does not end in time.
 */
export async function takeTurn(
  store: ThreadStore,
  userId: string,
  purpose: TurnPurpose,
  timing: TurnTiming,
  look: () => Promise<void> = async () => {},
): Promise<TurnLease> {
  const giveUp = Date.now() + timing.waitMs
  const id = createId('turn')
  for (;;) {
    await look()
    const now = Date.now()
    const hold = { startedAt: now, heldUntil: now + timing.holdMs }
    const record: TurnRecord = { ...purpose, id, state: 'running', ...hold }
    if (await store.beginTurn(userId, record, now)) return createLease(store, userId, record, timing)
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
  let prolonging: ReturnType<typeof setInterval> | undefined
  return {
    record,
    keep() {
      prolonging = setInterval(() => {
        // One that is missed is made up for by the next.
        store.holdTurn(userId, record, Date.now() + holdMs).catch(() => {})
      }, holdMs / 3)
    },
    async end(state) {
      clearInterval(prolonging)
      await store.endTurn(userId, record, state)
    },
  }
}

/**
 * The turn that a request was already posted for, when this is the same request again: the one before was cut,
 * or is still running for a reader who is gone. A request that was answered to its end is new when it is
 * repeated: people do say "yes" twice.
 */
export async function findRepost(
  store: ThreadStore,
  userId: string,
  requestHash: string,
): Promise<TurnRecord | undefined> {
  const turn = await store.findTurn(userId, requestHash)
  // Counted from its last sign of life: a long turn may lose its reader at its very end.
  return turn && turn.state !== 'done' && Date.now() - turn.heldUntil < REPOST_MS ? turn : undefined
}

/** What is asked, as a hash. */
export const hashRequest = (request: { type: string; params: unknown }): Promise<string> =>
  hashText(JSON.stringify([request.type, request.params]))
