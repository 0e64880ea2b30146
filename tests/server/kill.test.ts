import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Page, Thread, ThreadItem, ThreadStreamEvent } from '../../server/chatkit/wire.ts'
import type { Task } from '../../server/tasks/task.ts'
import { addingModel } from '../helpers/adding-model.ts'
import { askSession, ChatClient, overHttp, parseEvents, userInput } from '../helpers/chat-client.ts'
import { dataFolder, startProgram } from '../helpers/program.ts'
import { Random } from '../helpers/random.ts'

const TURNS = Number(process.env.TODO_CHAT_KILL_TURNS ?? 12)
/** Turns that run when the program is killed. */
const AT_ONCE = 4
/** Kills after which every thread must go on: so often that posting again still means the same request. */
const KILLS_A_ROUND = 3
/** A turn takes about this long. */
const TURN_MS = 260

const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** One message of one visitor, and what their chat has received of the answer. */
interface Turn {
  token: string
  title: string
  body: { type: string; params: object }
  events: ThreadStreamEvent[]
  isWhole: boolean
}

test(`nothing that a chat was told is lost or doubled when the program is killed, in ${TURNS} turns`, async () => {
  const random = new Random()
  const upstream = await addingModel(10)
  const folder = await dataFolder()
  closing.push(folder.remove, upstream.close)
  const start = () =>
    startProgram({
      DATABASE_URL: `file:${join(folder.path, 'todo.db')}`,
      ATTACHMENTS_URL: `file:${join(folder.path, 'attachments')}`,
      SESSION_SECRET: 'x'.repeat(40),
      OPENAI_API_KEY: 'sk-test',
      OPENAI_BASE_URL: upstream.url,
      RATE_LIMIT_MESSAGES: '100000',
      RATE_LIMIT_SESSIONS: '100000',
    })
  let program = await start()
  closing.push(() => program.end('SIGKILL'))
  let cut = 0
  for (let done = 0; done < TURNS; ) {
    const round: Turn[] = []
    for (let kill = 0; kill < KILLS_A_ROUND && done < TURNS; kill++) {
      const turns = await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, TURNS - done) }, () => newTurn(program.url, done++)),
      )
      const running = Promise.all(turns.map((turn) => run(program.url, turn)))
      await new Promise((resolve) => setTimeout(resolve, random.below(TURN_MS)))
      await program.end('SIGKILL')
      await running
      cut += turns.filter(({ isWhole }) => !isWhole).length
      program = await start()
      round.push(...turns)
      for (const turn of round) await checkKept(program.url, turn, `TODO_CHAT_SEED=${random.seed}`)
    }
    await Promise.all(round.map((turn) => goOn(program.url, turn, `TODO_CHAT_SEED=${random.seed}`)))
  }
  // Most turns must have been killed while they ran, or this has shown nothing.
  expect(cut).toBeGreaterThan(TURNS / 3)
  if (process.env.TODO_CHAT_KILL_TURNS) console.log(`${cut} of ${TURNS} turns were cut, seed ${random.seed}`)
}, 900_000)

async function newTurn(url: string, number: number): Promise<Turn> {
  const { client_secret } = await askSession(overHttp(url))
  const title = `task-${number}`
  const body = { type: 'threads.create', params: { input: userInput(`Add ${title}`) } }
  return { token: client_secret, title, body, events: [], isWhole: false }
}

/** Posts the message and keeps what is received, up to the end or to the kill. */
async function run(url: string, turn: Turn): Promise<void> {
  let text = ''
  try {
    const response = await new ChatClient(overHttp(url), turn.token).post(turn.body)
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk
    turn.isWhole = true
  } catch {
    // Killed.
  }
  turn.events = parseEvents(text.slice(0, text.lastIndexOf('\n\n') + 2))
}

/** Everything that the visitor has. */
async function look(url: string, token: string) {
  const client = new ChatClient(overHttp(url), token)
  const threads = await client.json<Page<Thread>>('threads.list', { limit: 99 })
  const items = new Map<string, ThreadItem[]>()
  for (const { id } of threads.data) {
    const page = await client.json<Page<ThreadItem>>('items.list', { thread_id: id, limit: 99, order: 'asc' })
    items.set(id, page.data)
  }
  const { tasks } = (await (await client.tasks()).json()) as { tasks: Task[] }
  return { client, items, tasks }
}

async function checkKept(url: string, { token, title, events }: Turn, seed: string): Promise<void> {
  const { items, tasks } = await look(url, token)
  const all = [...items.values()].flat()
  for (const event of events) {
    if (event.type === 'thread.created') expect([...items.keys()], seed).toEqual([event.thread.id])
    if (event.type === 'thread.item.done') {
      const kept = all.filter(({ id }) => id === event.item.id)
      expect(kept, `${seed} ${title}`).toEqual([event.item])
    }
    if (event.type === 'client_effect') expect(tasks, `${seed} ${title}`).toHaveLength(1)
  }
  expect(items.size, seed).toBeLessThanOrEqual(1)
  expect(tasks.length, seed).toBeLessThanOrEqual(1)
  expect(all.filter(({ type }) => type === 'user_message').length, seed).toBeLessThanOrEqual(1)
}

/** The chat posts again what was cut, as ChatKit.js does, and then the visitor says something more. */
async function goOn(url: string, turn: Turn, seed: string): Promise<void> {
  // With its card it had come to its end, of which only the close was not received.
  const isOver = turn.isWhole || turn.events.some((event) => 'item' in event && event.item.type === 'widget')
  if (!isOver) await run(url, turn)
  const { client, items, tasks } = await look(url, turn.token)
  expect(tasks, `${seed} ${turn.title}`).toMatchObject([{ title: turn.title }])
  expect([...items.keys()], seed).toHaveLength(1)
  const [threadId = '', said = []] = [...items][0] ?? []
  const count = (type: ThreadItem['type'], of: ThreadItem[]) => of.filter((item) => item.type === type).length
  expect(count('user_message', said), `${seed} ${turn.title}`).toBe(1)
  expect(count('assistant_message', said), `${seed} ${turn.title}`).toBe(1)
  expect(count('widget', said), `${seed} ${turn.title}`).toBe(1)

  const events = await client.say('And now?', threadId)
  expect(
    events.filter(({ type }) => type === 'error'),
    seed,
  ).toEqual([])
  const after = (await look(url, turn.token)).items.get(threadId) ?? []
  expect(after.slice(0, said.length), seed).toEqual(said)
  expect(
    after.slice(said.length).map(({ type }) => type),
    seed,
  ).toEqual(['user_message', 'assistant_message'])
}
