import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { ChatError } from './errors.ts'
import { authenticate, type CallerOptions } from './identity.ts'
import type { RateLimiter } from './rate-limits.ts'
import type { Storage } from './storage/storage.ts'
import { newTask, taskChanges, taskStatus } from './tasks/tools.ts'

export interface TaskRouteOptions extends CallerOptions {
  storage: Storage
  limiter: RateLimiter
  now: () => Date
  readJson: (c: Context) => Promise<unknown>
}

/** The caller's tasks, for the host page's own list. */
export function taskRoutes(options: TaskRouteOptions): Hono {
  const { storage, limiter, now, readJson } = options
  const { tasks } = storage
  const app = new Hono()

  async function caller(c: Context): Promise<string> {
    const userId = await authenticate(c.req.raw, options)
    await limiter.plain(userId)
    return userId
  }

  app.get('/', async (c) => {
    const userId = await caller(c)
    const status = parse(taskStatus.default('all'), c.req.query('status'), 'status')
    return c.json({ tasks: await tasks.listTasks(userId, status) })
  })

  app.post('/', async (c) => {
    const userId = await caller(c)
    return c.json(await tasks.addTask(userId, parse(newTask, await readJson(c)), now()), 201)
  })

  app.patch('/:id', async (c) => {
    const userId = await caller(c)
    const changes = parse(taskChanges, await readJson(c))
    return c.json(found(c, await tasks.updateTask(userId, idOf(c), changes, now())))
  })

  app.delete('/:id', async (c) => {
    found(c, await tasks.deleteTask(await caller(c), idOf(c)))
    return c.body(null, 204)
  })
  return app
}

/** The number in the path. What is no number is nobody's task. */
const idOf = (c: Context): number => {
  const id = c.req.param('id') ?? ''
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0
}

function found<T>(c: Context, task: T | undefined): T {
  if (task === undefined)
    throw new ChatError('not_found', `You have no task ${c.req.param('id')?.slice(0, 20)}.`)
  return task
}

function parse<T>(schema: z.ZodType<T>, value: unknown, whole = 'The body'): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new ChatError('bad_request', `${issue?.path.join('.') || whole}: ${issue?.message}`)
}
