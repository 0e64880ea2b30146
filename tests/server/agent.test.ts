import OpenAI from 'openai'
import { afterEach, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import { openaiModel } from '../../server/openai.ts'
import { ChatClient, parseEvents, spoken, threadOf, typesOf, userInput } from '../helpers/chat-client.ts'
import { type ScriptedModel, type Step, scriptedModel } from '../helpers/scripted-model.ts'

let upstream: ScriptedModel
const errors: unknown[] = []
afterEach(async () => {
  await upstream.close()
  errors.length = 0
})

async function visit(script: Parameters<typeof scriptedModel>[0]): Promise<ChatClient> {
  upstream = await scriptedModel(script)
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: upstream.url, maxRetries: 0 })
  const app = createTodoChat({
    model: openaiModel({ client, model: 'gpt-6-luna' }),
    log: (error) => errors.push(error),
  })
  return ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
}

const call = (name: string, args: object = {}): Step => ({ call: [{ name, arguments: args }] })
interface Sent {
  model: string
  store: boolean
  stream: boolean
  instructions: string
  input: { type: string; role?: string; content?: string; output?: string }[]
  tools: { name: string; parameters: { properties: object } }[]
}
const sent = (index: number) => upstream.requests[index] as unknown as Sent

test('the model calls a tool, sees what it did, and its words are streamed', async () => {
  const ana = await visit([
    call('add_task', { title: 'Buy groceries' }),
    { say: ['Added ', '**Buy groceries**.'] },
  ])
  const events = await ana.say('Add a task to buy groceries')
  expect(typesOf(events)).toEqual([
    'thread.created',
    'thread.item.done',
    'stream_options',
    'client_effect',
    'thread.updated',
    'thread.item.added',
    ...Array(4).fill('thread.item.updated'),
    'thread.item.done',
  ])
  expect(events).toContainEqual({ type: 'client_effect', name: 'tasks_changed', data: {} })
  expect(spoken(events)).toBe('Added **Buy groceries**.')
  expect(await (await ana.tasks()).json()).toMatchObject({ tasks: [{ id: 1, title: 'Buy groceries' }] })

  expect(sent(0)).toMatchObject({ path: '/v1/responses', model: 'gpt-6-luna', stream: true, store: false })
  expect(sent(0).tools.map(({ name }) => name)).toEqual([
    'add_task',
    'list_tasks',
    'complete_task',
    'update_task',
    'delete_task',
  ])
  expect(JSON.stringify(sent(0).tools)).not.toMatch(/user_?id/i)
  const [said, called, result] = sent(1).input
  expect(said).toMatchObject({ role: 'user', content: 'Add a task to buy groceries' })
  expect(called).toMatchObject({ type: 'function_call', name: 'add_task', call_id: 'call_0' })
  expect(JSON.parse(result?.output ?? '')).toMatchObject({ ok: true, task: { id: 1 }, tasks: [{ id: 1 }] })
})

test('the model is given what was said before', async () => {
  const ana = await visit(() => ({ say: ['Hello'] }))
  const thread = threadOf(await ana.say('My name is Ana'))
  await ana.say('Who am I?', thread)
  expect(sent(1).input.map(({ role, content }) => [role, content])).toEqual([
    ['user', 'My name is Ana'],
    ['assistant', 'Hello'],
    ['user', 'Who am I?'],
  ])
})

test('three answers have three ids of their own, whatever the provider calls its messages', async () => {
  const ana = await visit(() => ({ say: ['Hello'] }))
  const thread = threadOf(await ana.say('one'))
  await ana.say('two', thread)
  await ana.say('three', thread)
  const { data } = await ana.json<{ data: { id: string }[] }>('items.list', { thread_id: thread })
  expect(new Set(data.map(({ id }) => id)).size).toBe(6)
})

test('arguments that do not fit go back to the model, which can mend them', async () => {
  const ana = await visit([
    call('complete_task', { task_id: 'seven' }),
    call('complete_task', { task_id: 7 }),
    call('explode'),
    { say: ['There is no task 7.'] },
  ])
  const events = await ana.say('Complete task seven')
  expect(spoken(events)).toBe('There is no task 7.')
  const outputs = sent(3).input.flatMap(({ output }) => (output ? [JSON.parse(output)] : []))
  expect(outputs).toEqual([
    { ok: false, error: expect.stringContaining('task_id') },
    { ok: false, error: expect.stringContaining('no task 7') },
    { ok: false, error: expect.stringContaining('explode') },
  ])
  expect(typesOf(events)).not.toContain('client_effect')
})

test('a model that never stops calling tools is stopped', async () => {
  const ana = await visit(() => call('list_tasks'))
  const events = await ana.say('Loop')
  expect(events.at(-2)).toMatchObject({
    type: 'error',
    code: 'custom',
    message: expect.stringContaining('steps'),
  })
  expect(upstream.requests.length).toBe(12)
})

test.each<[string, Step, boolean]>([
  ['is busy', { status: 429 }, true],
  ['is down', { status: 503 }, true],
  ['refuses the key', { status: 401 }, false],
  ['breaks off', { cut: ['Hel', 'lo'] }, true],
])('a model that %s ends in one sentence', async (_what, step, allow_retry) => {
  const ana = await visit(() => step)
  const events = await ana.say('Hi')
  const errorEvents = events.filter(({ type }) => type === 'error')
  expect(errorEvents).toEqual([{ type: 'error', code: 'custom', message: expect.any(String), allow_retry }])
  expect(JSON.stringify(events)).not.toMatch(/secret|sk-test|127\.0\.0\.1/)
  expect(errors).toHaveLength(1)
})

test('a reader who leaves stops the model, and what was said is kept', async () => {
  const ana = await visit([{ hang: ['Once ', 'upon '] }, { say: ['Hello again'] }])
  const reader = new AbortController()
  const response = await ana.post({ type: 'threads.create', params: { input: userInput('Tell me') } })
  let read = ''
  for await (const chunk of response.body ?? []) {
    read += new TextDecoder().decode(chunk)
    if (read.includes('upon')) break
  }
  reader.abort()
  await upstream.left
  const thread = threadOf(parseEvents(read))
  const { data } = await ana.json<{ data: unknown[] }>('items.list', { thread_id: thread, order: 'asc' })
  expect(data).toMatchObject([{ type: 'user_message' }, { content: [{ text: 'Once upon ' }] }])
  await ana.say('Go on', thread)
  expect(sent(1).input.map(({ role }) => role)).toEqual(['user', 'assistant', 'developer', 'user'])
})
