import { describe, expect, test } from 'vitest'
import type { Respond } from '../../server/chatkit/hooks.ts'
import { isHidden } from '../../server/chatkit/outgoing.ts'
import { memoryStorage } from '../../server/storage/memory.ts'
import { agent } from '../../server/tasks/agent.ts'
import { builtInAssistant } from '../../server/tasks/built-in-assistant.ts'
import type { Model } from '../../server/tasks/model.ts'
import type { TaskStore } from '../../server/tasks/store.ts'
import { spoken, threadOf, typesOf, userInput } from '../helpers/chat-client.ts'
import { aServer, inThread } from '../helpers/protocol-server.ts'
import { gated, idsOf } from '../helpers/responders.ts'

/** Adds one task, then talks; a pause lets a reader leave between any two words. */
const addingModel: Model = {
  async *stream({ input }) {
    if (!input.some(({ type }) => type === 'result')) {
      yield { type: 'text', delta: 'One moment.' }
      const call = { id: 'call_1', name: 'add_task', arguments: '{"title":"Buy milk"}' }
      yield { type: 'call', call }
      return
    }
    for (const delta of ['Added ', '"Buy milk" ', 'for you.']) {
      await new Promise((resolve) => setTimeout(resolve))
      yield { type: 'text', delta }
    }
  },
}

const assistants: [string, (tasks: TaskStore) => Respond][] = [
  ['the model', (tasks) => agent(addingModel, tasks)],
  ['the built-in assistant', builtInAssistant],
]

/** A chat whose reader can leave after any event. */
async function aChat(assistant: (tasks: TaskStore) => Respond) {
  const { tasks } = memoryStorage()
  const server = await aServer(assistant(tasks))
  await server.threads.deleteThread('ana', 'thr_1')
  return {
    server,
    say: async (text: string, metadata = {}) =>
      server.all('threads.create', { input: userInput(text) }, metadata),
    /** Posts, reads so many events, and leaves. Returns how many there were. */
    async readAndLeave(type: string, params: object, count: number, metadata = {}): Promise<number> {
      let read = 0
      for await (const _ of await server.stream(type, params, undefined, metadata)) {
        if (++read === count) break
      }
      return read
    },
    /** The kinds of the visible items of each thread, and the tasks. */
    async state() {
      const threads = await server.threads.listThreads('ana', { limit: 99, order: 'asc' })
      const items: string[][] = []
      for (const { id } of threads?.data ?? []) {
        const page = await server.threads.listItems('ana', id, { limit: 99, order: 'asc' })
        items.push((page?.data ?? []).filter((item) => !isHidden(item)).map(({ type }) => type))
      }
      return { items, tasks: (await tasks.listTasks('ana', 'all')).map(({ title }) => title) }
    },
  }
}

describe.each(assistants)('a request to %s that is posted again', (_name, assistant) => {
  const ADD = 'Add a task to buy milk'
  const create = ['threads.create', { input: userInput(ADD) }] as const
  const named = { request_id: 'req_1' }

  test('under its name adds no second thread, message or task, wherever its reader left', async () => {
    const whole = await aChat(assistant)
    const events = await whole.say(ADD)
    const expected = await whole.state()
    expect(expected).toMatchObject({ items: { length: 1 }, tasks: ['Buy milk'] })
    for (let count = 1; count <= events.length; count++) {
      const chat = await aChat(assistant)
      expect(await chat.readAndLeave(...create, count, named)).toBe(count)
      for (const left of [3, 1]) await chat.readAndLeave(...create, left, named)
      const again = await chat.say(ADD, named)
      expect(typesOf(again).slice(0, 3)).toEqual(['thread.created', 'thread.item.done', 'stream_options'])
      expect(again.at(-1)?.type).not.toBe('error')
      expect(await chat.state(), `left after ${count} events`).toEqual(expected)
    }
  })

  test('without a name adds nothing either when its reader had no answer', async () => {
    const expected = await aChat(assistant)
    await expected.say(ADD)
    for (const count of [1, 2, 3]) {
      const chat = await aChat(assistant)
      for (let attempt = 1; attempt < 6; attempt++) await chat.readAndLeave(...create, count)
      await chat.say(ADD)
      expect(await chat.state(), `left after ${count} events`).toEqual(await expected.state())
    }
  })

  test('in a thread that was there adds no second message or task, however often it is cut', async () => {
    const chat = await aChat(assistant)
    const params = { thread_id: threadOf(await chat.say('Hello')), input: userInput(ADD) }
    const before = (await chat.state()).items[0]?.length ?? 0
    for (const count of [6, 2, 4, 8, 1]) {
      await chat.readAndLeave('threads.add_user_message', params, count, named)
    }
    expect(spoken(await chat.server.all('threads.add_user_message', params, named))).toContain('milk')
    const { items } = await chat.state()
    expect(items[0]?.slice(before).filter((type) => type === 'user_message')).toHaveLength(1)
    const kept = await chat.server.threads.listItems('ana', params.thread_id, { limit: 99, order: 'asc' })
    expect(kept?.data.map(({ type }) => type)).not.toContain('sdk_hidden_context')
  })

  test('after it was answered to its end is a new message, unless it has the same name', async () => {
    const chat = await aChat(assistant)
    const params = { thread_id: threadOf(await chat.say('Hello')), input: userInput('Hello') }
    await chat.server.all('threads.add_user_message', params)
    await chat.server.all('threads.add_user_message', params)
    const told = await chat.server.all('threads.add_user_message', params, named)
    const again = await chat.server.all('threads.add_user_message', params, named)
    expect(spoken(again)).toBe(spoken(told))
    const { items } = await chat.state()
    expect(items[0]?.filter((type) => type === 'user_message')).toHaveLength(4)
  })

  test('after Stop is a new message: in a new chat it makes a new thread, in the same it stands below', async () => {
    const chat = await aChat(assistant)
    // The answer has begun.
    const count = typesOf(await (await aChat(assistant)).say('Hello')).indexOf('thread.item.added') + 2
    await chat.readAndLeave('threads.create', { input: userInput('Hello') }, count)
    const thread = threadOf(await chat.say('Hello'))
    const params = { thread_id: thread, input: userInput('And now?') }
    await chat.readAndLeave('threads.add_user_message', params, count)
    await chat.server.all('threads.add_user_message', params)
    const { items } = await chat.state()
    const messages = items.map((types) => types.filter((type) => type === 'user_message').length)
    expect(messages).toEqual([1, 3])
  })
})

test.each<[string | null, string, string[]]>([
  ['2026-12-10', 'Postpone task 1 by a week', ['2026-12-17']],
  ['2026-12-10', 'Postpone task 1 by a day. Then postpone task 1 by a day.', ['2026-12-12']],
  [null, 'Postpone tasks 1 and 2 by an hour', ['2026-05-01T13:00:00.000Z', '2026-05-01T13:00:00.000Z']],
])('a task due %j is postponed once when %j is posted again', async (due, said, dues) => {
  const params = { thread_id: 'thr_1', input: userInput(said) }
  const named = { request_id: 'req_1' }
  for (let count = 1; count <= 12; count++) {
    const { tasks } = memoryStorage()
    const server = await aServer(builtInAssistant(tasks))
    for (const title of ['a', 'b'].slice(0, dues.length)) {
      await tasks.addTask('ana', { title, due }, new Date('2026-05-01T12:00:00Z'))
    }
    let read = 0
    const type = 'threads.add_user_message'
    for await (const _ of await server.stream(type, params, undefined, named)) if (++read === count) break
    await server.all(type, params, named)
    const kept = await tasks.listTasks('ana', 'all')
    expect(
      kept.map((task) => task.due),
      `left after ${count} events`,
    ).toEqual(dues)
  }
})

describe('a request that is posted again while it runs', () => {
  test('waits for the first, and is told what that said', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond)
    const first = server.all('threads.add_user_message', inThread())
    await expect.poll(runs).toBe(1)
    const second = server.all('threads.add_user_message', inThread())
    // Until then the second has found the first, and waits.
    setTimeout(open, 400)
    const [told, again] = await Promise.all([first, second])
    expect(runs()).toBe(1)
    expect(again).toEqual(told)
    expect(await server.kept()).toHaveLength(3)
  })

  test('several times at once makes one thread with one message, whether it has a name or not', async () => {
    for (const metadata of [{}, { request_id: 'req_1' }]) {
      const { respond, open, runs } = gated()
      const server = await aServer(respond)
      const ask = () => server.all('threads.create', { input: userInput('Hi') }, metadata)
      const asked = Promise.all([ask(), ask(), ask()])
      setTimeout(open, 120)
      const [first, ...others] = await asked
      expect(runs()).toBe(1)
      for (const other of others) expect(other).toEqual(first)
      const threads = await server.threads.listThreads('ana', { limit: 9, order: 'asc' })
      expect(threads?.data.filter(({ id }) => id !== 'thr_1')).toHaveLength(1)
    }
  })

  test('twice while another turn holds the thread adds one message', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond)
    const first = server.all('threads.add_user_message', inThread('one'))
    await expect.poll(runs).toBe(1)
    const named = { request_id: 'req_1' }
    const again = [1, 2].map(() => server.all('threads.add_user_message', inThread('two'), named))
    setTimeout(open, 120)
    await Promise.all([first, ...again])
    const messages = (await server.kept()).filter(({ type }) => type === 'user_message')
    expect(messages).toHaveLength(2)
  })

  test('runs it anew when the reader of the first leaves', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond)
    const reader = new AbortController()
    const first = (async () => {
      for await (const _ of await server.stream('threads.add_user_message', inThread(), reader.signal));
    })()
    await expect.poll(runs).toBe(1)
    const second = server.all('threads.add_user_message', inThread())
    setTimeout(() => reader.abort(), 100)
    await expect.poll(runs).toBe(2)
    open()
    await Promise.all([first, second])
    expect(idsOf(await server.kept()).slice(1)).toEqual(['first_2', 'second_2'])
  })
})
