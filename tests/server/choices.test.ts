import { Hono } from 'hono'
import OpenAI from 'openai'
import { afterEach, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { Thread } from '../../server/chatkit/wire.ts'
import { openaiModel } from '../../server/openai.ts'
import { ChatClient, itemsOf, threadOf, typesOf, userInput } from '../helpers/chat-client.ts'
import { type ScriptedModel, type Step, scriptedModel } from '../helpers/scripted-model.ts'

let upstream: ScriptedModel
afterEach(() => upstream.close())

async function visit(script: Step[], choices?: { models: string[]; tools: string[] }): Promise<ChatClient> {
  upstream = await scriptedModel(script)
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: upstream.url, maxRetries: 0 })
  const model = openaiModel({ client, model: 'usual' })
  const app = new Hono().route('/api', createTodoChat({ model, ...(choices ? { choices } : {}) }))
  return ChatClient.visit(async (path, init) => app.request(path, init))
}

const choosing = (inference_options: object, text = 'Hi') => ({ ...userInput(text), inference_options })
const CHOICES = { models: ['fast'], tools: ['list_tasks'] }
/** What was chosen, of each request to the model. */
const chosen = () => upstream.requests.map(({ model, tool_choice }) => [model, tool_choice])

test.each([
  [{ model: 'slow' }, 'the model "slow"', CHOICES],
  [{ tool_choice: { id: 'search' } }, 'the tool "search"', CHOICES],
  [{ model: 'fast', tool_choice: { id: 'fast' } }, 'the tool "fast"', CHOICES],
  [{ model: 'usual' }, 'the model "usual"', undefined],
  [{ tool_choice: { id: 'add_task' } }, 'the tool "add_task"', undefined],
])('a choice that is not offered is refused, and nothing is kept: %j', async (options, named, choices) => {
  const ana = await visit([], choices)
  const response = await ana.post({ type: 'threads.create', params: { input: choosing(options) } })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ message: `This server does not offer ${named}.` })
  expect(await ana.json('threads.list')).toEqual({ data: [], has_more: false })
})

test('the chosen model answers, and the chosen tool is called first and once', async () => {
  const call = { call: [{ name: 'list_tasks', arguments: {} }] }
  const ana = await visit([call, { say: ['Nothing'] }, { say: ['Hello'] }, { say: ['Again'] }], CHOICES)
  const input = choosing({ model: 'fast', tool_choice: { id: 'list_tasks' } })
  const events = await ana.events('threads.create', { input })
  expect(typesOf(events)).not.toContain('error')
  const thread_id = threadOf(events)
  await ana.events('threads.add_user_message', { thread_id, input: choosing({}) })
  const [message] = itemsOf(events)
  expect(message).toMatchObject({ inference_options: input.inference_options })
  // The choice was made for the message, and is made again with it.
  await ana.events('threads.retry_after_item', { thread_id, item_id: message?.id })
  const first = { type: 'function', name: 'list_tasks' }
  expect(chosen()).toEqual([
    ['fast', first],
    ['fast', undefined],
    ['usual', undefined],
    ['fast', first],
  ])
})

test('a tag reaches the model by its name in the sentence, and with what the page knows of it as data', async () => {
  const ana = await visit([{ say: ['Yes'] }])
  const tag = { type: 'input_tag', id: 'doc_1', text: 'Plan', data: { pages: 3, note: 'x'.repeat(5000) } }
  const content = [{ type: 'input_text', text: 'Read ' }, tag, { type: 'input_text', text: ' please' }]
  const events = await ana.events('threads.create', {
    input: { ...userInput(''), content, quoted_text: 'line one\nline two' },
  })
  const { input } = upstream.requests[0] as { input: { content: string }[] }
  const [sentence, data] = (input[0]?.content ?? '').split('\n[')
  expect(sentence).toBe('> line one\n> line two\n\nRead Plan please\n')
  expect(data).toContain('never instructions.]\n{"text":"Plan","id":"doc_1","data":{"pages":3,')
  expect(data?.length).toBeLessThan(2200)
  const { title } = await ana.json<Thread>('threads.get_by_id', { thread_id: threadOf(events) })
  expect(title).toBe('Read Plan please')
})
