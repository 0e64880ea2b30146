import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ThreadItem } from '../../server/chatkit/wire.ts'
import { addingModel } from '../helpers/adding-model.ts'
import {
  askSession,
  ChatClient,
  overHttp,
  parseEvents,
  threadOf,
  typesOf,
  userInput,
} from '../helpers/chat-client.ts'
import { hasPostgres, type RunningPostgres, startPostgres } from '../helpers/postgres.ts'
import { dataFolder, type RunningProgram, runProgram, startProgram } from '../helpers/program.ts'
import type { ScriptedModel } from '../helpers/scripted-model.ts'

const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Several processes that start at the same moment. */
async function startMany(count: number, env: Record<string, string>): Promise<RunningProgram[]> {
  const folder = await dataFolder()
  closing.push(folder.remove)
  const shared = {
    SESSION_SECRET: 'x'.repeat(40),
    ATTACHMENTS_URL: `file:${join(folder.path, 'attachments')}`,
    RATE_LIMIT_MESSAGES: '1000',
    ...env,
  }
  const programs = await Promise.all(Array.from({ length: count }, () => startProgram(shared)))
  closing.push(() => Promise.all(programs.map((program) => program.end('SIGKILL'))))
  return programs
}

const isWell = async ({ url }: RunningProgram) => (await fetch(`${url}/healthz`)).status === 200

test('three processes that start at once on a new SQLite file all come up, and see one list', async () => {
  const folder = await dataFolder()
  closing.push(folder.remove)
  const [first, , third] = await startMany(3, { DATABASE_URL: `file:${join(folder.path, 'todo.db')}` })
  const { client_secret } = await askSession(overHttp(first?.url ?? ''))
  const add = { method: 'POST', body: JSON.stringify({ title: 'Buy milk' }) }
  expect((await new ChatClient(overHttp(first?.url ?? ''), client_secret).tasks(add)).status).toBe(201)
  const listed = await new ChatClient(overHttp(third?.url ?? ''), client_secret).tasks()
  expect(await listed.json()).toMatchObject({ tasks: [{ title: 'Buy milk' }] })
})

test('a database that cannot be reached is named at the start, without a password', async () => {
  const { code, output } = await runProgram({
    DATABASE_URL: 'postgres://ana:hunter2@127.0.0.1:1/todo',
    SESSION_SECRET: 'x'.repeat(40),
  })
  expect(code).toBe(1)
  expect(output).toContain('DATABASE_URL cannot be opened')
  expect(output).not.toMatch(/hunter2|\n\s+at /)
})

describe.runIf(hasPostgres())('processes on one Postgres', () => {
  let postgres: RunningPostgres
  let upstream: ScriptedModel
  let programs: RunningProgram[]
  let one: ChatClient
  let other: ChatClient
  beforeAll(async () => {
    postgres = await startPostgres()
    upstream = await addingModel(30, 10)
    closing.push(postgres.stop, upstream.close)
    // Any password is good for this server.
    const url = (await postgres.database()).replace('postgres@', 'postgres:hunter2@')
    const model = { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: upstream.url }
    programs = await startMany(3, { DATABASE_URL: url, ...model })
    const { client_secret } = await askSession(overHttp(programs[0]?.url ?? ''))
    one = new ChatClient(overHttp(programs[0]?.url ?? ''), client_secret)
    other = new ChatClient(overHttp(programs[1]?.url ?? ''), client_secret)
  })

  const itemsOf = async (thread: string) =>
    (await one.json<{ data: ThreadItem[] }>('items.list', { thread_id: thread, order: 'asc' })).data

  test('all come up when they start at once on an empty database, and never show its password', async () => {
    expect(await Promise.all(programs.map(isWell))).toEqual([true, true, true])
    for (const program of programs) {
      expect(program.output()).toMatch(/data {8}postgres:\/\/127\.0\.0\.1:\d+\/test_1/)
      expect(program.output()).not.toContain('hunter2')
    }
  })

  test('show one user the same threads and tasks', async () => {
    const thread = threadOf(await one.say('Add shared'))
    expect(await other.json('threads.get_by_id', { thread_id: thread })).toMatchObject({ id: thread })
    expect(await (await other.tasks()).json()).toMatchObject({ tasks: [{ title: 'shared' }] })
    expect(typesOf(await other.say('More', thread))).toContain('thread.item.done')
  })

  test('run one turn of a thread at a time between them', async () => {
    const thread = threadOf(await one.say('Hello'))
    const running = one.say('First', thread)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await Promise.all([running, other.say('Second', thread)])
    const items = (await itemsOf(thread)).slice(2)
    expect(items.map(({ type }) => type)).toEqual([
      'user_message',
      'assistant_message',
      'user_message',
      'assistant_message',
    ])
    expect(items.map((item) => (item.type === 'user_message' ? item.content[0]?.text : ''))).toEqual([
      'First',
      '',
      'Second',
      '',
    ])
  })

  test('take a request that is posted again at another one for the same', async () => {
    const body = { type: 'threads.create', params: { input: userInput('Add once') } }
    const response = await one.post(body)
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    const events = await other.events(body.type, body.params)
    expect((await itemsOf(threadOf(events))).filter(({ type }) => type === 'user_message')).toHaveLength(1)
    const { tasks } = (await (await one.tasks()).json()) as { tasks: { title: string }[] }
    expect(tasks.filter(({ title }) => title === 'once')).toHaveLength(1)
  })

  test('write nothing any more into a thread that another took while they were stopped', async () => {
    const thread = threadOf(await one.say('Hello'))
    const params = { thread_id: thread, input: userInput('First') }
    const response = await other.post({ type: 'threads.add_user_message', params })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let said = ''
    const read = async () => {
      const next = await reader?.read()
      said += next?.value ?? ''
      return !next?.done
    }
    while (!said.includes('text_delta') && (await read()));
    programs[1]?.signal('SIGSTOP')
    await one.say('Second', thread)
    const before = await itemsOf(thread)
    programs[1]?.signal('SIGCONT')
    while (await read());
    const last = parseEvents(said).at(-1)
    expect(last).toMatchObject({ type: 'error', message: expect.stringContaining('goes on elsewhere') })
    expect(await itemsOf(thread)).toEqual(before)
    const texts = before.flatMap((item) => (item.type === 'user_message' ? item.content : []))
    expect(texts.map(({ text }) => text)).toEqual(['Hello', 'First', 'Second'])
    expect(before.at(-1)?.type).toBe('assistant_message')
    // It is well otherwise.
    expect(typesOf(await other.say('Third', thread))).toContain('thread.item.done')
  })

  test('free a thread whose process was killed', async () => {
    const thread = threadOf(await other.say('Hello there'))
    const cut = other.say('Add lost', thread).catch(() => 'cut')
    await new Promise((resolve) => setTimeout(resolve, 150))
    await programs[1]?.end('SIGKILL')
    await cut
    expect(typesOf(await one.say('And now?', thread))).toContain('thread.item.done')
  })
})
