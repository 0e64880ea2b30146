import { type MakeCounter, memoryCounters } from './rate-limits.ts'

const COUNTS_ALONE = 'Until it is, each process counts the rate limits by itself, and lets through more.'

/**
 * Counts in Redis, for several processes. While Redis cannot be reached each process counts by itself: a limit
 * that is too generous for a while is better than a chat that is down.
 * @param url Such as `redis://host:6379`.
 * @param tell Told once in words when Redis cannot be reached, and once when it can be again.
 */
export async function redisCounters(
  url: string,
  tell: (message: string) => void,
): Promise<{ counters: MakeCounter; close(): void }> {
  const [{ Redis }, { default: RateLimiterRedis }] = await Promise.all([
    import('ioredis'),
    import('rate-limiter-flexible/lib/RateLimiterRedis.js'),
  ])
  const storeClient = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
  })
  // It connects again by itself, and fails each time anew; what it could not do is counted here meanwhile.
  let isAway = false
  storeClient.on('error', ({ message, code }: NodeJS.ErrnoException) => {
    if (!isAway) tell(`REDIS_URL cannot be reached: ${message || code}\n${COUNTS_ALONE}`)
    isAway = true
  })
  storeClient.on('ready', () => {
    if (isAway) tell('REDIS_URL is reached again: the rate limits are counted there.')
    isAway = false
  })
  await storeClient.connect().catch(() => {})
  return {
    counters: (name, points, duration) => {
      const insuranceLimiter = memoryCounters(name, points, duration) as never
      return new RateLimiterRedis({
        storeClient,
        keyPrefix: `todo-chat:${name}`,
        points,
        duration,
        insuranceLimiter,
      })
    },
    close: () => storeClient.disconnect(),
  }
}
