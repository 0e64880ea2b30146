import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js'
import { ChatError } from './errors.ts'

export interface RateLimits {
  /** Sessions per minute and address. */
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
  message(userId: string): Promise<void>
  plain(userId: string): Promise<void>
  upload(userId: string): Promise<void>
}

/** Counts in this process. */
export function rateLimiter({ sessions, messages, daily }: RateLimits): RateLimiter {
  const limit = (points: number, duration: number) => new RateLimiterMemory({ points, duration })
  const perAddress = limit(sessions, 60)
  const perUser = limit(messages, 60)
  const plain = limit(messages * PLAIN_PER_MESSAGE, 60)
  const uploads = limit(messages, 60)
  const perDay = limit(daily, 24 * 3600)
  return {
    session: (address) => count(perAddress, address, 'Too many sessions. Try again in a moment.'),
    async message(userId) {
      await count(perUser, userId, 'That was a lot at once. Try again in a moment.')
      await count(perDay, 'server', 'The assistant has done all it may for today. Try again tomorrow.')
    },
    plain: (userId) => count(plain, userId, 'That was a lot at once. Try again in a moment.'),
    upload: (userId) => count(uploads, userId, 'Too many files at once. Try again in a moment.'),
  }
}

async function count(limiter: RateLimiterMemory, key: string, message: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal
    const { msBeforeNext } = refusal as { msBeforeNext: number }
    throw new ChatError('rate_limited', message, { retryAfter: Math.ceil(msBeforeNext / 1000) })
  }
}
