import { spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
// @ts-expect-error A script of Node built-ins, without types: it runs before anything is installed.
import { findRedis } from '../../scripts/find-databases.mjs'
import { createTodoChat } from '../../server/app.ts'
import { redisCounters } from '../../server/redis.ts'

const redis = findRedis() as string | undefined
if (!redis && !process.env.CI)
  console.warn('Redis is not installed: get it with "apt-get install redis-server".')

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function startRedis(port: number): Promise<() => Promise<void>> {
  const server = spawn(redis ?? 'redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''])
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.stdout.on('data', (chunk) => String(chunk).includes('Ready to accept') && resolve())
  })
  return async () => {
    server.kill('SIGKILL')
    await new Promise((resolve) => server.once('exit', resolve))
  }
}

const countersAt = (port: number, tell: (message: string) => void = () => {}) =>
  redisCounters(`redis://127.0.0.1:${port}`, tell)

test.runIf(redis || process.env.CI)(
  'two processes count together in Redis, and each by itself while Redis is away',
  async () => {
    const port = await freePort()
    const stop = await startRedis(port)
    const pools = await Promise.all([countersAt(port), countersAt(port)])
    const [one, two] = pools.map(({ counters }) => createTodoChat({ rateLimits: { sessions: 3 }, counters }))
    const ask = async (app = one) => (await app?.request('/chatkit/session', { method: 'POST' }))?.status
    await expect.poll(() => ask(one)).toBe(200)
    expect([await ask(two), await ask(one), await ask(two)]).toEqual([200, 200, 429])
    await stop()
    await expect.poll(() => ask(two)).toBe(200)
    for (const { close } of pools) close()
  },
)

test.runIf(redis || process.env.CI)(
  'who runs it is told once that Redis is away, and once that it is back',
  async () => {
    const port = await freePort()
    const told: string[] = []
    const { close } = await countersAt(port, (message) => told.push(message))
    expect(told).toEqual([expect.stringMatching(/^REDIS_URL cannot be reached: .*each process counts/s)])
    const stop = await startRedis(port)
    await expect.poll(() => told[1]).toMatch(/^REDIS_URL is reached again/)
    close()
    await stop()
    expect(told).toHaveLength(2)
  },
)
