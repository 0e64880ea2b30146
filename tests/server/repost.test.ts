import { describe, expect, test } from 'vitest'
import type { Respond } from '../../server/chatkit/hooks.ts'
import { isHidden } from '../../server/chatkit/outgoing.ts'
import { parseRequest } from '../../server/chatkit/protocol.ts'
import { keyOf } from '../../server/chatkit/turn-lease.ts'
import type { ThreadItem, ThreadStreamEvent, WidgetItem } from '../../server/chatkit/wire.ts'
import { memoryStorage } from '../../server/storage/memory.ts'
import { agent } from '../../server/tasks/agent.ts'
import { builtInAssistant } from '../../server/tasks/built-in-assistant.ts'
import type { Model } from '../../server/tasks/model.ts'
import type { TaskStore } from '../../server/tasks/store.ts'
import { spoken, threadOf, typesOf, userInput } from '../helpers/chat-client.ts'
import { aMessage, aThread } from '../helpers/items.ts'
import { aServer, inThread, NOW, said } from '../helpers/protocol-server.ts'

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

/** Answers when it is let go. */
function gated() {
  const gate = Promise.withResolvers<void>()
  let runs = 0
  const respond: Respond = async function* (_thread, message) {
    runs++
    yield { type: 'thread.item.done', item: said(`first_${runs}`, `to ${message?.id}`) }
    await gate.promise
    yield { type: 'thread.item.done', item: said(`second_${runs}`, 'end') }
  }
  return { respond, open: gate.resolve, runs: () => runs }
}

const idsOf = (items: ThreadItem[]) => items.map(({ id }) => id)

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

describe('one turn at a time', () => {
  test('a second message waits for the answer to the first', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond)
    const first = server.all('threads.add_user_message', inThread('one'))
    await expect.poll(runs).toBe(1)
    const second = server.all('threads.add_user_message', inThread('two'))
    setTimeout(open, 120)
    await Promise.all([first, second])
    expect((await server.kept()).map(({ type }) => type)).toEqual([
      'user_message',
      'assistant_message',
      'assistant_message',
      'user_message',
      'assistant_message',
      'assistant_message',
    ])
  })

  test('is refused with 409 when the wait is over, and plain requests go through', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond, [], { timing: { waitMs: 100 } })
    const first = server.all('threads.add_user_message', inThread('one'))
    await expect.poll(runs).toBe(1)
    await expect(server.ask('threads.add_user_message', inThread('two'))).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await server.ask('threads.update', { thread_id: 'thr_1', title: 'T' })).toMatchObject({
      json: { title: 'T' },
    })
    open()
    await first
    expect((await server.kept()).filter(({ type }) => type === 'user_message')).toHaveLength(1)
  })

  test('goes on for longer than its hold, which it prolongs', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond, [], { timing: { holdMs: 90, waitMs: 300 } })
    const first = server.all('threads.add_user_message', inThread('one'))
    await expect.poll(runs).toBe(1)
    await expect(server.ask('threads.add_user_message', inThread('two'))).rejects.toMatchObject({
      code: 'conflict',
    })
    open()
    await first
  })

  test('one that has lost its thread to another ends with an error, and writes nothing', async () => {
    const { respond, open, runs } = gated()
    const errors: unknown[] = []
    const server = await aServer(respond, errors)
    const first = server.all('threads.add_user_message', inThread('one'))
    await expect.poll(runs).toBe(1)
    const times = { startedAt: 1, heldUntil: Number.MAX_SAFE_INTEGER }
    const turn = { id: 'turn_9', threadId: 'thr_1', requestHash: 'x', itemId: 'x', cause: 'x' }
    const later = Date.now() + 60_000
    expect(await server.threads.beginTurn('ana', { ...turn, state: 'running', ...times }, later)).toBe(true)
    open()
    const events = await first
    expect(events.at(-1)).toEqual({
      type: 'error',
      code: 'custom',
      message: 'This conversation was deleted, or goes on elsewhere. Load it again.',
      allow_retry: false,
    })
    expect(idsOf(await server.kept()).slice(1)).toEqual(['first_1'])
    expect(await server.threads.findTurn('ana', 'x')).toMatchObject({ state: 'running' })
    expect(errors).toMatchObject([{ code: 'conflict' }])
  })

  test('one whose thread is deleted stops the model', async () => {
    const left = Promise.withResolvers<void>()
    const server = await aServer(
      async function* (_thread, _message, { signal }) {
        yield { type: 'progress_update', text: 'Thinking' }
        signal.addEventListener('abort', () => left.resolve())
        await left.promise
      },
      [],
      { timing: { holdMs: 30 } },
    )
    const running = server.all('threads.add_user_message', inThread())
    await expect.poll(async () => (await server.kept()).length).toBe(1)
    await server.ask('threads.delete', { thread_id: 'thr_1' })
    expect((await running).at(-1)).toMatchObject({ type: 'error', code: 'custom' })
    await left.promise
  })

  test('other threads of the visitor do not wait', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond, [], { timing: { waitMs: 0 } })
    const first = server.all('threads.add_user_message', inThread())
    await expect.poll(runs).toBe(1)
    const other = server.all('threads.create', { input: userInput('elsewhere') })
    setTimeout(open, 50)
    expect(typesOf(await other).at(-1)).toBe('thread.item.done')
    await first
  })
})

describe('after a crash', () => {
  const answer: Respond = async function* (_thread, message) {
    yield { type: 'thread.item.done', item: said('msg_new', `to ${message?.id}`) }
  }
  const request = { type: 'threads.add_user_message', params: inThread() }

  /** The turn that a process left behind when it ended. */
  async function crashed(server: Awaited<ReturnType<typeof aServer>>, body: object, itemId: string) {
    const { hash: requestHash } = await keyOf(parseRequest(body))
    const now = Date.now()
    const times = { startedAt: now, heldUntil: now + 80 }
    const turn = { id: 'turn_0', threadId: 'thr_1', requestHash, itemId, cause: itemId }
    await server.threads.beginTurn('ana', { ...turn, state: 'running', ...times }, now)
  }

  test('the thread is free again when the hold has run out', async () => {
    const server = await aServer(answer, [], { timing: { waitMs: 2000 } })
    await crashed(server, { type: 'threads.add_user_message', params: inThread('before') }, 'msg_1')
    const started = Date.now()
    expect(typesOf(await server.all('threads.add_user_message', inThread()))).toContain('thread.item.done')
    expect(Date.now() - started).toBeGreaterThanOrEqual(60)
  })

  test('the same request again goes on from the message that was kept, without what was half said', async () => {
    const server = await aServer(answer)
    await server.threads.saveItem('ana', 'thr_1', aMessage())
    await server.threads.saveItem('ana', 'thr_1', said('half', 'partial'))
    await crashed(server, request, 'msg_1')
    const events = await server.all('threads.add_user_message', inThread())
    expect(events[0]).toMatchObject({ type: 'thread.item.done', item: { id: 'msg_1' } })
    expect(idsOf(await server.kept())).toEqual(['msg_1', 'msg_new'])
  })

  test('the same request again keeps the ids that were chosen before anything was kept', async () => {
    const server = await aServer(answer)
    await crashed(server, { type: 'threads.create', params: { input: userInput('Hi') } }, 'msg_7')
    const events = await server.all('threads.create', { input: userInput('Hi') })
    expect(events[0]).toMatchObject({ type: 'thread.created', thread: { id: 'thr_1' } })
    expect(idsOf(await server.kept())).toEqual(['msg_7', 'msg_new'])
    const threads = await server.threads.listThreads('ana', { limit: 9, order: 'asc' })
    expect(threads?.data).toHaveLength(1)
  })

  test('the same request again leaves alone what was said in the thread since', async () => {
    const server = await aServer(answer)
    await server.threads.saveItem('ana', 'thr_1', aMessage())
    await crashed(server, request, 'msg_1')
    const after = server.all('threads.add_user_message', inThread('Hi'))
    const other = server.all('threads.add_user_message', inThread('something else'))
    await Promise.all([after, other])
    const messages = (await server.kept()).filter(({ type }) => type === 'user_message')
    expect(messages).toHaveLength(2)
  })
})

describe('what is not a message', () => {
  const ended: Respond = async function* () {
    yield { type: 'thread.item.done', item: said('msg_9', 'thanks') }
  }
  /** Reads the first event and leaves. */
  async function cut(server: Awaited<ReturnType<typeof aServer>>, type: string, params: object) {
    for await (const _ of await server.stream(type, params)) break
  }

  test('the output of a tool that is posted again completes its call once, and is answered', async () => {
    const server = await aServer(ended)
    await server.threads.saveItem('ana', 'thr_1', {
      id: 'tc_1',
      thread_id: 'thr_1',
      created_at: NOW,
      type: 'client_tool_call',
      status: 'pending',
      call_id: 'c1',
      name: 'get_pos',
      arguments: {},
    })
    const params = { thread_id: 'thr_1', result: { x: 1 } }
    await cut(server, 'threads.add_client_tool_output', params)
    await cut(server, 'threads.add_client_tool_output', params)
    expect(typesOf(await server.all('threads.add_client_tool_output', params))).toEqual([
      'stream_options',
      'thread.item.done',
    ])
    expect(await server.kept()).toMatchObject([
      { id: 'tc_1', status: 'completed', output: { x: 1 } },
      { id: 'msg_9' },
    ])
    await expect(server.ask('threads.add_client_tool_output', params)).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('answers to questions that are posted again are taken once', async () => {
    const server = await aServer(ended)
    await server.threads.saveItem('ana', 'thr_1', {
      id: 'si_1',
      thread_id: 'thr_1',
      created_at: NOW,
      type: 'structured_input',
      status: 'pending',
      inputs: [{ type: 'freeform', id: 'note', question: 'Anything?' }],
    })
    const input = { answers: { note: { values: ['yes'] } } }
    const params = { thread_id: 'thr_1', item_id: 'si_1', input }
    await cut(server, 'threads.add_structured_input', params)
    const events = await server.all('threads.add_structured_input', params)
    expect(typesOf(events)).toEqual(['stream_options', 'thread.item.replaced', 'thread.item.done'])
    expect(await server.kept()).toMatchObject([
      { id: 'si_1', status: 'answered', inputs: [{ answer: { values: ['yes'] } }] },
      { id: 'msg_9' },
    ])
  })

  test('an action that is posted again has the same cause; pressed again it has another', async () => {
    const causes: string[] = []
    const card: WidgetItem = {
      id: 'w_1',
      thread_id: 'thr_1',
      created_at: NOW,
      type: 'widget',
      widget: { type: 'Card' },
    }
    const server = await aServer(ended, [], {
      async *respondToAction(_thread, _action, _sender, { cause }) {
        causes.push(cause)
        yield { type: 'thread.item.replaced', item: { ...card, copy_text: 'pressed' } } as ThreadStreamEvent
      },
    })
    await server.threads.saveItem('ana', 'thr_1', card)
    const params = { thread_id: 'thr_1', item_id: 'w_1', action: { type: 'press' } }
    const named = { request_id: 'req_1' }
    const leave = async () => {
      for await (const event of await server.stream('threads.custom_action', params, undefined, named)) {
        if (event.type === 'thread.item.replaced') break
      }
    }
    await leave()
    await leave()
    await server.all('threads.custom_action', params, named)
    expect(new Set(causes).size).toBe(1)
    await server.all('threads.custom_action', params)
    await server.all('threads.custom_action', params)
    expect(causes).toHaveLength(5)
    expect(new Set(causes).size).toBe(3)
  })

  test('each action that is answered at once has a cause of its own', async () => {
    const causes: string[] = []
    const server = await aServer(ended, [], {
      async answerAction(_thread, _action, _sender, { cause }) {
        causes.push(cause)
        return undefined
      },
    })
    const params = { thread_id: 'thr_1', action: { type: 'press' } }
    await server.ask('threads.sync_custom_action', params)
    await server.ask('threads.sync_custom_action', params)
    expect(new Set(causes).size).toBe(2)
  })

  test('a retry that is posted again is answered once', async () => {
    const server = await aServer(ended)
    await server.threads.saveItem('ana', 'thr_1', aMessage())
    await server.threads.saveItem('ana', 'thr_1', said('old', 'old'))
    const params = { thread_id: 'thr_1', item_id: 'msg_1' }
    await cut(server, 'threads.retry_after_item', params)
    await server.all('threads.retry_after_item', params)
    expect(idsOf(await server.kept())).toEqual(['msg_1', 'msg_9'])
  })
})

test('a thread that is deleted while it is answered stays deleted', async () => {
  const { respond, open } = gated()
  const server = await aServer(respond)
  const running = server.all('threads.add_user_message', inThread())
  await new Promise((resolve) => setTimeout(resolve, 20))
  await server.ask('threads.delete', { thread_id: 'thr_1' })
  open()
  await running
  await expect(server.ask('threads.get_by_id', { thread_id: 'thr_1' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await server.threads.createThread('ana', aThread())
  expect(await server.kept()).toEqual([])
})
