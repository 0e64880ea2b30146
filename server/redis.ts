import { type MakeCounter, memoryCounters } from './rate-limits.ts'

/**
 * Counts in Redis, for several processes. While Redis cannot be reached each process counts by itself: a limit
 * that is too generous for a while is better than a chat that is down.
 * @param url Such as `redis://host:6379`.
 */
export async function redisCounters(url: string): Promise<{ counters: MakeCounter; close(): void }> {
  const [{ Redis }, { default: RateLimiterRedis }] = await Promise.all([
    import('ioredis'),
    import('rate-limiter-flexible/lib/RateLimiterRedis.js'),
  ])
  const storeClient = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
  })
  // It connects again by itself; what it could not do is counted here meanwhile.
  storeClient.on('error', () => {})
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
