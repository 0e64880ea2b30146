import { expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import { MAX_TASKS, type Task } from '../../server/tasks/task.ts'
import { type Ask, ChatClient, spoken, threadOf } from '../helpers/chat-client.ts'

function anApp(): Ask {
  const app = createTodoChat()
  return async (path, init) => app.request(path.replace(/^\/api/, ''), init)
}
const body = (value: unknown) => JSON.stringify(value)

test('tasks are added, listed, changed and deleted over HTTP', async () => {
  const ana = await ChatClient.visit(anApp())
  const added = await ana.tasks({ method: 'POST', body: body({ title: ' Buy milk ', due: '2026-12-24' }) })
  expect(added.status).toBe(201)
  expect(await added.json()).toMatchObject({ id: 1, title: 'Buy milk', due: '2026-12-24', completed: false })
  const changed = await ana.tasks({ method: 'PATCH', body: body({ completed: true }) }, '/1')
  expect(await changed.json()).toMatchObject({ id: 1, completed: true, due: '2026-12-24' })
  const list = async (query = '') => ((await (await ana.tasks({}, query)).json()) as { tasks: Task[] }).tasks
  expect(await list()).toHaveLength(1)
  expect(await list('?status=pending')).toHaveLength(0)
  expect((await ana.tasks({ method: 'DELETE' }, '/1')).status).toBe(204)
  expect(await list()).toEqual([])
})

test.each<[string, RequestInit, string, number]>([
  ['without a title', { method: 'POST', body: '{}' }, '', 400],
  ['with an empty title', { method: 'POST', body: '{"title":"  "}' }, '', 400],
  ['with a title that is too long', { method: 'POST', body: body({ title: 'x'.repeat(201) }) }, '', 400],
  ['with a due date that is none', { method: 'POST', body: '{"title":"a","due":"soon"}' }, '', 400],
  ['that is no JSON', { method: 'POST', body: 'x' }, '', 400],
  ['that is not there', { method: 'PATCH', body: '{"title":"a"}' }, '/7', 404],
  ['whose number is none', { method: 'DELETE' }, '/x', 404],
  ['with an unknown status', {}, '?status=lost', 400],
])('a task %s is refused with a sentence', async (_what, init, path, status) => {
  const ana = await ChatClient.visit(anApp())
  const response = await ana.tasks(init, path)
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ message: expect.stringMatching(/\w/) })
})

test('a full list takes no more, and says so in words, over HTTP and in the chat', async () => {
  const app = createTodoChat({ rateLimits: { messages: 1e6 } })
  const ana = await ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
  const add = () => ana.tasks({ method: 'POST', body: '{"title":"a"}' })
  for (let index = 0; index < MAX_TASKS; index++) await add()
  const refused = await add()
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ message: expect.stringContaining('1,000 tasks at most') })
  expect(spoken(await ana.say('Add a task to buy milk'))).toContain('1,000 tasks at most')
  await ana.tasks({ method: 'DELETE' }, '/1')
  expect(spoken(await ana.say('Add a task to buy milk'))).toContain('as task 1001')
})

test('nobody without a token sees tasks', async () => {
  expect((await anApp()('/api/tasks')).status).toBe(401)
})

test('two visitors cannot see, change or delete what belongs to the other', async () => {
  const ask = anApp()
  const ana = await ChatClient.visit(ask)
  const ben = await ChatClient.visit(ask)
  const thread_id = threadOf(await ana.say('Add a task to buy milk'))
  const { data } = await ana.json<{ data: { id: string }[] }>('items.list', { thread_id })
  const item_id = data.at(-1)?.id
  for (const [type, params] of [
    ['threads.get_by_id', { thread_id }],
    ['items.list', { thread_id }],
    ['threads.update', { thread_id, title: 'mine' }],
    ['threads.retry_after_item', { thread_id, item_id }],
    [
      'threads.add_user_message',
      { thread_id, input: { content: [], attachments: [], inference_options: {} } },
    ],
  ] as const) {
    expect([type, (await ben.post({ type, params })).status]).toEqual([type, 404])
  }
  await ben.json('threads.delete', { thread_id })
  expect((await ben.tasks({ method: 'PATCH', body: '{"title":"mine"}' }, '/1')).status).toBe(404)
  expect((await ben.tasks({ method: 'DELETE' }, '/1')).status).toBe(404)
  expect(spoken(await ben.say('Delete task 1'))).toContain('There is no task 1.')
  expect(await (await ben.tasks()).json()).toEqual({ tasks: [] })
  expect(await (await ana.tasks()).json()).toMatchObject({ tasks: [{ id: 1, title: 'Buy milk' }] })
  expect(await ana.json('threads.get_by_id', { thread_id })).toMatchObject({ items: { data: { length: 3 } } })
})
