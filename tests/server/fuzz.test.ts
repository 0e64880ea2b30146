import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { askSession, overHttp, userInput } from '../helpers/chat-client.ts'
import { aRawRequest, aRequest, type FuzzRequest } from '../helpers/fuzz-requests.ts'
import { hasPostgres, startPostgres } from '../helpers/postgres.ts'
import { dataFolder, type RunningProgram, startProgram } from '../helpers/program.ts'
import { Random } from '../helpers/random.ts'

const REQUESTS = Number(process.env.TODO_CHAT_FUZZ_REQUESTS ?? 2500)
const AT_ONCE = 12
const SECRET = 'a-secret-that-no-answer-may-ever-show'

const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** What an answer must not show: stacks, paths, the store's words, secrets. */
const LEAKS =
  /\n\s+at |node_modules|node:internal|\.[tj]s:\d|file:\/\/|\/tmp\/|dist\/server|sqlite|postgres|kysely|zoderror|syntaxerror|typeerror|ECONN/i

interface Answer {
  status: number
  body: string
}

async function start(database: (folder: string) => Promise<string>) {
  const folder = await dataFolder()
  closing.push(folder.remove)
  const program = await startProgram({
    DATABASE_URL: await database(folder.path),
    ATTACHMENTS_URL: `file:${join(folder.path, 'attachments')}`,
    SESSION_SECRET: SECRET,
    RATE_LIMIT_SESSIONS: '1000000',
    RATE_LIMIT_MESSAGES: '1000000',
    RATE_LIMIT_DAILY: '100000000',
  })
  closing.push(() => program.end('SIGKILL'))
  return program
}

/** Sends requests that nobody sends on purpose, and tells which answers are not as they should be. */
async function fuzz(
  program: RunningProgram,
  count: number,
  seed: number,
): Promise<{ bad: string[]; statuses: Map<number, number> }> {
  const session = await askSession(overHttp(program.url))
  const tokens = { client: session.client_secret, visitor: session.visitor ?? '' }
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const known: string[] = []
  const bad: string[] = []
  const statuses = new Map<number, number>()
  let sent = 0
  async function worker() {
    while (sent < count) {
      // By its number: which requests there are does not rest on which is answered first.
      const random = new Random(seed + sent++)
      if (random.chance(0.02)) {
        await sendRaw(program.url, aRawRequest(random))
        continue
      }
      const request = aRequest(random, tokens, known)
      const answer = await send(program.url, request, agent)
      if (answer) statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      const thread = /"(thr_[0-9a-f]{24})"/.exec(answer?.body ?? '')?.[1]
      if (thread && known.length < 50) known.push(thread)
      const why = answer && problemOf(request, answer)
      if (why) bad.push(`${why}: ${describeRequest(request)} → ${answer.status} ${answer.body.slice(0, 300)}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  agent.destroy()
  return { bad, statuses }
}

function problemOf({ path }: FuzzRequest, { status, body }: Answer): string | undefined {
  if (status >= 500 && status !== 501 && status !== 503) return 'a fault'
  if (body.includes(SECRET)) return 'a secret'
  // The bundle and the demo are what they are.
  const isAsset = /^\/($|[a-z-]+(@[\d.]+)?\.(js|css))/.test(path)
  if (!isAsset && LEAKS.test(body)) return 'a leak'
  if (status >= 400 && body && path.startsWith('/api/') && !body.includes('"message"')) return 'no words'
  return undefined
}

const describeRequest = ({ method, path, headers, body }: FuzzRequest) =>
  `${method} ${path} ${JSON.stringify(headers).slice(0, 200)} ${String(body).slice(0, 500)}`

/** The answer, or nothing when the connection was closed instead. */
function send(base: string, { method, path, headers, body }: FuzzRequest, agent: Agent) {
  return new Promise<Answer | undefined>((resolve) => {
    const { hostname, port } = new URL(base)
    let asked: ReturnType<typeof httpRequest>
    try {
      asked = httpRequest({ hostname, port, method, path, headers, agent, timeout: 15_000 })
    } catch {
      // A header that Node itself does not send.
      resolve(undefined)
      return
    }
    asked.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
      response.on('error', () => resolve(undefined))
    })
    asked.on('timeout', () => {
      asked.destroy()
      resolve({ status: 599, body: 'no answer in 15 seconds' })
    })
    asked.on('error', () => resolve(undefined))
    asked.end(body)
  })
}

function sendRaw(base: string, bytes: string): Promise<void> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setTimeout(200, () => socket.destroy())
    socket.on('data', () => socket.destroy())
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })
}

async function staysWell(program: RunningProgram, count: number) {
  const random = new Random()
  const seed = `TODO_CHAT_SEED=${random.seed}`
  const { bad, statuses } = await fuzz(program, count, random.seed)
  expect(bad, seed).toEqual([])
  // They came far enough in to be answered in every way.
  expect([...statuses.keys()], seed).toEqual(expect.arrayContaining([200, 400, 401, 404, 501]))
  if (process.env.TODO_CHAT_FUZZ_REQUESTS) console.log(seed, Object.fromEntries(statuses))
  expect(await (await fetch(`${program.url}/healthz`)).json(), seed).toEqual({ status: 'ok' })
  expect(program.output(), seed).not.toMatch(/uncaught|unhandled|"level":"error"/i)
}

describe('requests that nobody sends on purpose', () => {
  test('get no fault, no crash and no inside view out of the program', async () => {
    await staysWell(await start(async (folder) => `file:${join(folder, 'todo.db')}`), REQUESTS)
  }, 600_000)

  test.runIf(hasPostgres())(
    'nor with Postgres',
    async () => {
      const postgres = await startPostgres()
      closing.push(postgres.stop)
      await staysWell(await start(postgres.database), Math.ceil(REQUESTS / 3))
    },
    600_000,
  )
})

test('a request that is larger than allowed is refused while it is still being sent', async () => {
  const program = await start(async (folder) => `file:${join(folder, 'todo.db')}`)
  const { client_secret } = await askSession(overHttp(program.url))
  const response = await fetch(`${program.url}/api/chatkit/message`, {
    method: 'POST',
    headers: { authorization: `Bearer ${client_secret}` },
    body: JSON.stringify({ type: 'threads.create', params: { input: userInput('x'.repeat(40_000_000)) } }),
  }).catch(() => undefined)
  // Either the refusal is read, or the connection was closed before all was sent.
  if (response) expect(response.status).toBe(413)
  expect((await fetch(`${program.url}/healthz`)).status).toBe(200)
})
