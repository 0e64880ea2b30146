import { Hono } from 'hono'
import OpenAI from 'openai'
import { afterEach, describe, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { Thread, ThreadStreamEvent } from '../../server/chatkit/wire.ts'
import { openaiModel } from '../../server/openai.ts'
import type { TodoChatOptions } from '../../server/options.ts'
import { memoryStorage } from '../../server/storage/memory.ts'
import type { Model } from '../../server/tasks/model.ts'
import { ChatClient, threadOf, typesOf, userInput } from '../helpers/chat-client.ts'
import { type ScriptedModel, type Step, scriptedModel } from '../helpers/scripted-model.ts'

const closing: ScriptedModel[] = []
afterEach(() => Promise.all(closing.splice(0).map((model) => model.close())))

/** A visitor of a server with a scripted model. */
async function visit(title: Step, more: TodoChatOptions = {}, answer: Step = { say: ['Hello', '!'] }) {
  const upstream = await scriptedModel(() => answer, title)
  closing.push(upstream)
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: upstream.url, maxRetries: 0 })
  const model = openaiModel({ client, model: 'test' })
  return { upstream, ana: await visitorOf({ model, ...more }) }
}

async function visitorOf(options: TodoChatOptions): Promise<ChatClient> {
  const app = new Hono().route('/api', createTodoChat({ log: () => {}, ...options }))
  return ChatClient.visit(async (path, init) => app.request(path, init))
}

const titlesOf = (events: ThreadStreamEvent[]) =>
  events.flatMap((event) => (event.type === 'thread.updated' ? [event.thread.title] : []))
const LONG = 'Please remind me that I have to call the dentist about the appointment of next week'

describe('with a model', () => {
  test('a new thread is named by the model, in one small call without tools, and once', async () => {
    const { ana, upstream } = await visit({ say: ['Dentist', ' appointment'] })
    const events = await ana.say(LONG)
    expect(titlesOf(events)).toEqual(['Dentist appointment'])
    expect(await ana.json('threads.list')).toMatchObject({ data: [{ title: 'Dentist appointment' }] })
    await ana.say('And now?', threadOf(events))
    expect(upstream.titles).toHaveLength(1)
    expect(upstream.titles[0]).toMatchObject({ input: [{ role: 'user', content: LONG }] })
    expect(upstream.titles[0]).not.toHaveProperty('tools')
    expect(upstream.requests).toHaveLength(2)
  })

  test.each([
    ['"Weekly shopping."', 'Weekly shopping'],
    ['**Weekly** shopping', 'Weekly shopping'],
    ['# Weekly shopping\nand more', 'Weekly shopping'],
    ['「週の買い物」', '週の買い物'],
    [LONG, 'Please remind me that I have to call the dentist about …'],
  ])('of %j as a title, the plain words count', async (said, title) => {
    const { ana } = await visit({ say: [said] })
    const [named = ''] = titlesOf(await ana.say('Hi'))
    expect(named).toBe(title)
    expect(named.length).toBeLessThanOrEqual(60)
  })

  test.each<[string, Step]>([
    ['fails', { status: 500 }],
    ['is refused', { status: 400 }],
    ['is cut', { cut: ['Half a'] }],
    ['says nothing', { say: [' '] }],
  ])('a title that %s leaves the first words, and the answer as it is', async (_name, title) => {
    const { ana } = await visit(title)
    const events = await ana.say(LONG)
    expect(titlesOf(events)).toEqual(['Please remind me that I have to call the dentist about …'])
    expect(typesOf(events)).not.toContain('error')
  })

  test('a title that does not come holds up neither the words nor, for long, the end', async () => {
    const { ana, upstream } = await visit({ hang: ['Some'] })
    const events = await ana.say('Hi')
    const types = typesOf(events)
    expect(types.lastIndexOf('thread.item.done')).toBeLessThan(types.indexOf('thread.updated'))
    expect(titlesOf(events)).toEqual(['Hi'])
    await upstream.left
  })

  test('a thread whose answer fails has a title all the same', async () => {
    const { ana } = await visit({ say: ['Greeting'] }, {}, { status: 400 })
    const events = await ana.say('Hi')
    expect(typesOf(events)).toContain('error')
    const { data } = await ana.json<{ data: Thread[] }>('threads.list')
    expect(['Greeting', 'Hi']).toContain(data[0]?.title)
  })

  test('a thread that is stopped keeps the first words', async () => {
    const { ana } = await visit({ hang: [] }, {}, { hang: ['One ', 'moment'] })
    const response = await ana.post({ type: 'threads.create', params: { input: userInput('Hi') } })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    while (!(await reader?.read())?.value?.includes('text_delta'));
    await reader?.cancel()
    expect(await ana.json('threads.list')).toMatchObject({ data: [{ title: 'Hi' }] })
  })

  test('a name that the visitor gave meanwhile stays', async () => {
    const gate = Promise.withResolvers<void>()
    const model: Model = {
      async *stream({ tools }) {
        if (tools.length > 0) await gate.promise
        yield { type: 'text', delta: tools.length > 0 ? 'Hello' : 'Greeting' }
      },
    }
    const ana = await visitorOf({ model })
    const response = await ana.post({ type: 'threads.create', params: { input: userInput('Hi') } })
    const [thread] = (await ana.json<{ data: Thread[] }>('threads.list')).data
    await ana.json('threads.update', { thread_id: thread?.id, title: 'Mine' })
    gate.resolve()
    await response.text()
    expect(await ana.json('threads.list')).toMatchObject({ data: [{ title: 'Mine' }] })
  })
})

test('an owner names threads their own way, with a model and without', async () => {
  const nameThread: TodoChatOptions['nameThread'] = async (message, { userId, locale }) =>
    `${userId.split(':')[0]} ${locale} ${message.content[0]?.text}`
  const { ana, upstream } = await visit({ say: ['unused'] }, { nameThread })
  expect(titlesOf(await ana.say('Hi'))).toEqual(['visitor en Hi'])
  expect(upstream.titles).toHaveLength(0)
  const ben = await visitorOf({ nameThread })
  expect(titlesOf(await ben.say('Hello'))).toEqual(['visitor en Hello'])
})

test.each<[string, NonNullable<TodoChatOptions['nameThread']>]>([
  ['rejects', () => Promise.reject(new Error('no name'))],
  [
    'throws at once',
    () => {
      throw new Error('no name')
    },
  ],
])('a way of naming that %s leaves the first words, and the answer as it is', async (_name, nameThread) => {
  for (const { ana } of [
    await visit({ say: [] }, { nameThread }),
    { ana: await visitorOf({ nameThread }) },
  ]) {
    const events = await ana.say('Hi')
    expect(titlesOf(events)).toEqual(['Hi'])
    expect(typesOf(events)).not.toContain('error')
  }
})

test('without a model, a thread whose answer fails has a title all the same, and the naming is ended', async () => {
  const ended = Promise.withResolvers<void>()
  const storage = memoryStorage()
  const broken = async () => {
    throw new Error('The store is broken.')
  }
  const ana = await visitorOf({
    storage: { ...storage, tasks: { ...storage.tasks, listTasks: broken } },
    async nameThread(_message, { signal }) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      ended.resolve()
      return 'Too late'
    },
  })
  const events = await ana.say("What's pending?")
  expect(typesOf(events)).toContain('error')
  expect(titlesOf(events)).toEqual(["What's pending?"])
  await ended.promise
})

test('a title is cut between two characters, not in one', async () => {
  const ana = await visitorOf({})
  const [title = ''] = titlesOf(await ana.say(`x${'🦊'.repeat(40)}`))
  expect(title).toBe(`x${'🦊'.repeat(28)} …`)
})

test('without a model the first words are the title', async () => {
  const ana = await visitorOf({})
  expect(titlesOf(await ana.say('Hello  there'))).toEqual(['Hello there'])
})
