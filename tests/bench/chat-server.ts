// The server as it is shipped, with a model that says words as fast as they are taken, or with a pause.
import type { Server as HttpServer } from 'node:http'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type * as Server from '../../server/index.ts'
import type { Model } from '../../server/tasks/model.ts'

const dist = new URL('../../dist/server/index.js', import.meta.url).href
const { createTodoChat, openSqlite } = (await import(dist)) as typeof Server

/** "Say 500 words, one every 0 ms" */
const ORDER = /Say (\d+) words, one every (\d+) ms/

const model: Model = {
  async *stream({ input, tools }) {
    // Asked for the title of a thread.
    if (tools.length === 0) return yield { type: 'text', delta: 'Many words' }
    const last = input.findLast((one) => one.type === 'message' && one.role === 'user')
    const [, words, pauseMs] = ORDER.exec(JSON.stringify(last)) ?? []
    for (let said = 0; said < Number(words); said++) {
      // A model's words come from the network, each in a turn of the loop of its own.
      if (Number(pauseMs)) await new Promise((resolve) => setTimeout(resolve, Number(pauseMs)))
      else await new Promise((resolve) => setImmediate(resolve))
      yield { type: 'text', delta: 'word ' }
    }
  },
}

const storage = await openSqlite(process.env.BENCH_DATABASE ?? ':memory:')
const unlimited = { sessions: 1e9, messages: 1e9, daily: 1e9 }
const app = new Hono().route(
  '/api',
  createTodoChat({ storage, model, rateLimits: unlimited, sessionSecrets: ['x'.repeat(40)] }),
)
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.send?.({ port }),
) as HttpServer
// Connections wait for the other program's turn.
server.keepAliveTimeout = 120_000
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }))
