import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js'
import { ChatError } from './errors.ts'
import { networkOf } from './network-of.ts'

/** How much may be asked. What is too much is refused with 429 and `Retry-After`. */
export interface RateLimits {
  /** Sessions per minute and address; of an IPv6 address its /64 network counts, which one caller has whole. */
  sessions: number
  /** Messages per minute and user; as many uploads. */
  messages: number
  /** Messages per day, for the whole server. */
  daily: number
}

export const DEFAULT_RATE_LIMITS: RateLimits = { sessions: 60, messages: 30, daily: 10_000 }

/** Requests that ask no model are cheap: this many for each message. */
const PLAIN_PER_MESSAGE = 20

/** Each method counts one use and rejects with a `ChatError('rate_limited')` when it was one too many. */
export interface RateLimiter {
  session(address: string): Promise<void>
  /** Resolves with what gives the day's budget its use back, for a message that did not reach the assistant. */
  message(userId: string): Promise<() => Promise<void>>
  plain(userId: string): Promise<void>
  upload(userId: string): Promise<void>
}

/** Counts uses by key. Rejects with `{ msBeforeNext }` when one was too many. */
export interface Counter {
  /** Counts one use. */
  consume(key: string): Promise<unknown>
  /** Gives one use back. Without it messages that are refused count, too. */
  reward?(key: string): Promise<unknown>
}

/** Makes the counter of one limit: so many uses in so many seconds. The name is its own. */
export type MakeCounter = (name: string, points: number, duration: number) => Counter

/** Counts in this process. */
export const memoryCounters: MakeCounter = (_name, points, duration) =>
  new RateLimiterMemory({ points, duration })

/** What the limits of the whole server are counted under. */
const SERVER = 'server'

export function rateLimiter({ sessions, messages, daily }: RateLimits, limit: MakeCounter): RateLimiter {
  const perAddress = limit('sessions', sessions, 60)
  const perUser = limit('messages', messages, 60)
  const plain = limit('plain', messages * PLAIN_PER_MESSAGE, 60)
  const uploads = limit('uploads', messages, 60)
  const perDay = limit('daily', daily, 24 * 3600)
  // What is told to be one too many was counted, too.
  const giveBack = async () => void (await perDay.reward?.(SERVER)?.catch(() => {}))
  return {
    session: (address) => count(perAddress, networkOf(address), 'Too many sessions. Try again in a moment.'),
    async message(userId) {
      await count(perUser, userId, 'That was a lot at once. Try again in a moment.')
      await count(perDay, SERVER, 'The assistant has done all it may for today. Try again tomorrow.').catch(
        async (refusal) => {
          await giveBack()
          throw refusal
        },
      )
      return giveBack
    },
    plain: (userId) => count(plain, userId, 'That was a lot at once. Try again in a moment.'),
    upload: (userId) => count(uploads, userId, 'Too many files at once. Try again in a moment.'),
  }
}

async function count(limiter: Counter, key: string, message: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal
    const { msBeforeNext } = refusal as { msBeforeNext: number }
    throw new ChatError('rate_limited', message, { retryAfter: Math.ceil(msBeforeNext / 1000) })
  }
}
