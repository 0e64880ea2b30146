import { beforeEach, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { TurnContext } from '../../server/chatkit/hooks.ts'
import { memoryStorage } from '../../server/storage/memory.ts'
import { taskActions } from '../../server/tasks/actions.ts'
import type { Task } from '../../server/tasks/task.ts'
import { ChatClient, itemsOf, spoken, threadOf } from '../helpers/chat-client.ts'
import { aThread } from '../helpers/items.ts'

let ana: ChatClient
let thread: string | undefined
beforeEach(async () => {
  const app = createTodoChat({ rateLimits: { messages: 1000 } })
  ana = await ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
  thread = undefined
})

async function say(text: string) {
  const events = await ana.say(text, thread)
  thread ??= threadOf(events)
  return events
}
const tasks = async () => ((await (await ana.tasks()).json()) as { tasks: Task[] }).tasks
const patch = (id: number, changes: object) =>
  ana.tasks({ method: 'PATCH', body: JSON.stringify(changes) }, `/${id}`)

test('what was changed elsewhere meanwhile survives an undo', async () => {
  await say('Add a task to alpha')
  await say('Rename task 1 to Beta')
  await patch(1, { title: 'gamma' })
  await say('undo')
  expect(await tasks()).toMatchObject([{ title: 'gamma' }])
})

test('a message that is tried again is done again when it no longer holds', async () => {
  await say('Add a task to alpha')
  const [message] = itemsOf(await say('Complete task 1'))
  await patch(1, { completed: false })
  const retry = { thread_id: thread, item_id: message?.id }
  expect(spoken(await ana.events('threads.retry_after_item', retry))).toContain('Done')
  expect(await tasks()).toMatchObject([{ completed: true }])
})

test('a box whose press is posted again is not turned back', async () => {
  const { threads, tasks: kept } = memoryStorage()
  const now = () => new Date('2026-05-01T12:00:00Z')
  await kept.addTask('ana', { title: 'a' }, now())
  const context = { userId: 'ana', cause: 'turn_1', now } as TurnContext
  const press = async () => {
    const action = { type: 'tasks.complete', payload: { id: 1 } }
    for await (const _ of taskActions(threads, kept).respondToAction(aThread(), action, null, context));
    return (await kept.listTasks('ana', 'completed')).length
  }
  expect([await press(), await press()]).toEqual([1, 1])
})

/** More than one answer could once take back. */
const MANY = 230

async function addMany() {
  for (let index = 0; index < MANY; index++) {
    await ana.tasks({ method: 'POST', body: JSON.stringify({ title: `t${index}` }) })
  }
}
const isDone = async () => new Set((await tasks()).map(({ completed }) => completed))

test('all that one request did goes together, however much it was', async () => {
  await addMany()
  await say('Complete all tasks')
  await say('undo')
  expect(await isDone()).toEqual(new Set([false]))
  await say('Add a task to alpha')
  await say('undo')
  expect(await tasks()).toHaveLength(MANY)
})

test('what was done before a large request can be undone once that is', async () => {
  await say('Add a task to alpha')
  await addMany()
  await say('Complete all tasks')
  await say('undo')
  expect(await isDone()).toEqual(new Set([false]))
  await say('undo')
  expect(await tasks()).toHaveLength(MANY)
})

test('the card of a large request tells how much it leaves out, and takes all of it back', async () => {
  await addMany()
  const card = itemsOf(await say('Complete all tasks')).find((item) => item.type === 'widget')
  expect(JSON.stringify(card)).toContain(`+ ${MANY - 100} …`)
  const payload = JSON.parse(/"payload":({[^}]+})/.exec(JSON.stringify(card))?.[1] ?? '')
  const press = { thread_id: thread, item_id: card?.id, action: { type: 'tasks.undo', payload } }
  expect(JSON.stringify(await ana.json('threads.sync_custom_action', press))).toContain('Undone')
  expect(await isDone()).toEqual(new Set([false]))
})
