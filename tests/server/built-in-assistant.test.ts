import { beforeEach, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { Task } from '../../server/tasks/task.ts'
import { ChatClient, spoken, threadOf, typesOf } from '../helpers/chat-client.ts'

let ana: ChatClient
let thread: string | undefined
beforeEach(async () => {
  const app = createTodoChat({ rateLimits: { messages: 1000 } })
  ana = await ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
  thread = undefined
})

/** Says something in Ana's thread and returns the answer. */
async function say(text: string): Promise<string> {
  const events = await ana.say(text, thread)
  thread ??= threadOf(events)
  return spoken(events)
}
const tasks = async () => ((await (await ana.tasks()).json()) as { tasks: Task[] }).tasks
const titles = async () => (await tasks()).map(({ title }) => title)
const openTitles = async () => (await tasks()).filter((task) => !task.completed).map(({ title }) => title)

test('a whole day of plain commands keeps the real list', async () => {
  expect(await say('Add a task to buy groceries')).toBe('Added **Buy groceries** as task 1.')
  expect(await say('I need to remember to pay bills')).toContain('**Pay bills** as task 2')
  await say('Remind me to prepare the meeting')
  expect(await say("What's pending?")).toContain('- 3: Prepare the meeting')
  expect(await say('Mark task 2 as complete')).toBe('Done: **Pay bills**. 2 left to do.')
  expect(await say('What have I completed?')).toContain('~~Pay bills~~')
  expect(await say("Change task 1 to 'Call mom tonight'")).toContain('**Call mom tonight**')
  expect(await say('Delete the meeting task')).toBe('Deleted **Prepare the meeting**.')
  expect(await titles()).toEqual(['Call mom tonight', 'Pay bills'])
})

test('every change tells the page, and reading tells it nothing', async () => {
  expect(typesOf(await ana.say('Add a task to buy milk'))).toContain('client_effect')
  expect(typesOf(await ana.say("What's pending?"))).not.toContain('client_effect')
})

test('a name that fits several tasks is asked about, and the answer is understood', async () => {
  for (const title of ['Call the dentist', 'Pay the dentist', 'Buy milk']) await say(`Add a task to ${title}`)
  const question = await say('Delete the dentist task')
  expect(question).toContain('- 1: Call the dentist')
  expect(question).toContain('- 2: Pay the dentist')
  expect(await titles()).toHaveLength(3)
  expect(await say('the second')).toContain('Pay the dentist')
  expect(await titles()).toEqual(['Call the dentist', 'Buy milk'])
})

test('a question is forgotten when the visitor goes on to something else', async () => {
  for (const title of ['Call the dentist', 'Pay the dentist']) await say(`Add a task to ${title}`)
  await say('Delete the dentist task')
  expect(await say('Add a task to buy milk')).toContain('Buy milk')
  expect(await say('the second')).not.toContain('Deleted')
  expect(await titles()).toHaveLength(3)
})

test('several tasks are deleted only after a yes', async () => {
  for (const title of ['a one', 'b two', 'c three']) await say(`Add a task to ${title}`)
  expect(await say('Delete all tasks')).toContain('Shall I go on?')
  expect(await say('no')).toContain('left everything')
  expect(await titles()).toHaveLength(3)
  await say('Delete all tasks')
  await say('Add a task to stay')
  await say('yes')
  expect(await titles()).toHaveLength(4)
  await say('Delete tasks 1 and 2')
  expect(await say('yes')).toContain('Deleted')
  expect(await titles()).toEqual(['C three', 'Stay'])
})

test('"it" is the task spoken of last', async () => {
  await say('Add a task to buy milk')
  expect(await say('Mark it as done')).toContain('Done: **Buy milk**')
  expect(await openTitles()).toEqual([])
})

test('what is not there is said, with what there is', async () => {
  expect(await say('Complete task 9')).toContain("can't find a task 9")
  await say('Add a task to buy milk')
  expect(await say('Delete the rocket task')).toContain('- 1: Buy milk')
  expect(await say('Complete tasks 1 and 7')).toContain('There is no task 7.')
})

test('says what it is, and how to get the full one', async () => {
  for (const text of ['What can you do?', 'Tell me a joke about the moon']) {
    const answer = await say(text)
    expect(answer).toContain('built-in assistant')
    expect(answer).toContain('OPENAI_API_KEY')
  }
})

test('a title cannot smuggle Markdown into the answer', async () => {
  expect(await say('Add a task to [click](https://evil.example) **now**')).toContain('\\[click\\]\\(')
})

test('a thread is named after its first message, at the end of a word', async () => {
  await say('Add a task to write the quarterly report about everything that happened since spring')
  const { title } = await ana.json<{ title: string }>('threads.get_by_id', { thread_id: thread })
  expect(title).toBe('Add a task to write the quarterly report about everything …')
})
