import { ChatError } from '../errors.ts'
import { createId } from './ids.ts'
import type { ThreadStore, TurnRecord } from './store.ts'

/** A turn holds its thread for this long and prolongs it; after a crash the thread is free again soon. */
const HOLD_MS = 6_000
const PROLONG_MS = 2_000
/** How long a turn waits for the one before it. */
const WAIT_MS = 10_000
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

/**
 * Takes a thread for one turn, after the turn that holds it has ended: two at once would answer past each
 * other. The reference has no such lock.
 * @param itemId What the turn answers.
 * @throws ChatError `conflict` when the other turn does not end within ten seconds.
 */
export async function takeTurn(
  store: ThreadStore,
  userId: string,
  of: { threadId: string; requestHash: string; itemId: string },
): Promise<TurnLease> {
  const giveUp = Date.now() + WAIT_MS
  const id = createId('turn')
  for (;;) {
    const now = Date.now()
    const record: TurnRecord = { ...of, id, state: 'running', startedAt: now, heldUntil: now + HOLD_MS }
    if (await store.beginTurn(userId, record, now)) return createLease(store, userId, record)
    if (now > giveUp) {
      throw new ChatError(
        'conflict',
        'The assistant is still answering here. Try again when it has finished.',
      )
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function createLease(store: ThreadStore, userId: string, record: TurnRecord): TurnLease {
  let prolonging: ReturnType<typeof setInterval> | undefined
  return {
    record,
    keep() {
      prolonging = setInterval(() => {
        // One that is missed is made up for by the next.
        store.holdTurn(userId, record, Date.now() + HOLD_MS).catch(() => {})
      }, PROLONG_MS)
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
  return turn && turn.state !== 'done' && Date.now() - turn.startedAt < REPOST_MS ? turn : undefined
}

/** What is asked, as a hash. */
export async function hashRequest(request: { type: string; params: unknown }): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([request.type, request.params]))
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
