import { beforeEach, describe, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { StructuredInputItem, ThreadStreamEvent, WidgetItem } from '../../server/chatkit/wire.ts'
import type { Task } from '../../server/tasks/task.ts'
import { ChatClient, spoken, threadOf, typesOf } from '../helpers/chat-client.ts'

let ana: ChatClient
let thread: string | undefined
const NOW = new Date('2026-11-20T10:00:00Z')

beforeEach(async () => {
  const app = createTodoChat({ rateLimits: { messages: 1000 }, now: () => NOW })
  ana = await ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
  thread = undefined
  asked = undefined
})

let asked: StructuredInputItem | undefined

/** Says something in Ana's thread and returns what is said, or asked, in answer. */
async function say(text: string): Promise<string> {
  const events = await ana.say(text, thread)
  thread ??= threadOf(events)
  return read(events)
}

/** Answers the question that was asked by choosing one of its options. */
const choose = async (...values: string[]) =>
  read(
    await ana.events('threads.add_structured_input', {
      thread_id: thread,
      item_id: asked?.id,
      input: values.length > 0 ? { answers: { answer: { values } } } : { status: 'skipped' },
    }),
  )

function read(events: ThreadStreamEvent[]): string {
  for (const event of events) {
    if (event.type === 'thread.item.done' && event.item.type === 'structured_input') asked = event.item
  }
  const question = asked?.inputs[0]
  const isNew = events.some((event) => event.type === 'thread.item.done' && event.item.id === asked?.id)
  return isNew && question?.type === 'multiple_choice'
    ? `${question.question} [${question.options.map(({ value }) => value).join(' | ')}]`
    : spoken(events)
}
const tasks = async () => ((await (await ana.tasks()).json()) as { tasks: Task[] }).tasks
const titles = async () => (await tasks()).map(({ title }) => title)
const openTitles = async () => (await tasks()).filter((task) => !task.completed).map(({ title }) => title)

test('a whole day of plain commands keeps the real list', async () => {
  expect(await say('Add a task to buy groceries')).toBe('Added **Buy groceries** as task 1.')
  expect(await say('I need to remember to pay bills')).toContain('**Pay bills** as task 2')
  await say('Remind me to prepare the meeting')
  expect(await say("What's pending?")).toBe('You have 3 tasks to do.')
  expect(await say('Mark task 2 as complete')).toBe('Done: **Pay bills**. 2 left to do.')
  expect(await say('What have I completed?')).toBe('You have completed 1 task.')
  expect(await say("Change task 1 to 'Call mom tonight'")).toContain('**Call mom tonight**')
  expect(await say('Delete the meeting task')).toBe('Deleted **Prepare the meeting**.')
  expect(await titles()).toEqual(['Call mom tonight', 'Pay bills'])
})

test('every change tells the page, and reading tells it nothing', async () => {
  expect(typesOf(await ana.say('Add a task to buy milk'))).toContain('client_effect')
  expect(typesOf(await ana.say("What's pending?"))).not.toContain('client_effect')
})

test('a name that fits several tasks is asked about, and the choice is acted on', async () => {
  for (const title of ['Call the dentist', 'Pay the dentist', 'Buy milk']) await say(`Add a task to ${title}`)
  const question =
    'Several tasks fit "dentist". Which one do you mean? [1: Call the dentist | 2: Pay the dentist]'
  expect(await say('Delete the dentist task')).toBe(question)
  expect(await titles()).toHaveLength(3)
  expect(await choose('2: Pay the dentist')).toBe('Deleted **Pay the dentist**.')
  expect(await titles()).toEqual(['Call the dentist', 'Buy milk'])
})

test('a question is answered in plain words as well, and is then no longer open', async () => {
  for (const title of ['Call the dentist', 'Pay the dentist']) await say(`Add a task to ${title}`)
  await say('Delete the dentist task')
  expect(await say('the second')).toContain('Deleted **Pay the dentist**')
  await expect(choose('1: Call the dentist')).rejects.toThrow('409')
})

test('a question is dropped when the visitor goes on to something else', async () => {
  for (const title of ['Call the dentist', 'Pay the dentist']) await say(`Add a task to ${title}`)
  await say('Delete the dentist task')
  expect(await say('Add a task to buy milk')).toContain('Buy milk')
  expect(await say('the second')).not.toContain('Deleted')
  expect(await titles()).toHaveLength(3)
})

test('several tasks are deleted only after a yes, and then exactly those that were shown', async () => {
  for (const title of ['a one', 'b two', 'c three']) await say(`Add a task to ${title}`)
  expect(await say('Delete all tasks')).toBe(
    'Delete these tasks? 1: A one, 2: B two, 3: C three [Yes, delete them | No, keep them]',
  )
  expect(await choose('No, keep them')).toContain('left everything')
  expect(await say('Delete all tasks')).toContain('Yes, delete them')
  await ana.tasks({ method: 'POST', body: '{"title":"Added meanwhile"}' })
  await choose('Yes, delete them')
  expect(await titles()).toEqual(['Added meanwhile'])
})

test('a question that is skipped changes nothing', async () => {
  for (const title of ['a one', 'b two']) await say(`Add a task to ${title}`)
  await say('Delete all tasks')
  expect(await choose()).toContain('left everything')
  expect(await titles()).toHaveLength(2)
})

test('the last thing that was done is undone as a whole, one after the other', async () => {
  for (const title of ['a one', 'b two']) await say(`Add a task to ${title}`)
  await say('Complete everything')
  expect(await openTitles()).toEqual([])
  expect(await say('Undo')).toContain('took that back')
  expect(await openTitles()).toEqual(['A one', 'B two'])
  await say('undo that')
  expect(await titles()).toEqual(['A one'])
  await say('undo')
  expect(await say('undo')).toContain('nothing to undo')
})

test('a question that was left behind can no longer be answered', async () => {
  for (const title of ['a one', 'b two']) await say(`Add a task to ${title}`)
  await say('Delete all tasks')
  const first = asked
  await say('Delete all tasks')
  const second = asked
  asked = first
  await expect(choose('Yes, delete them')).rejects.toThrow('409')
  expect(await titles()).toHaveLength(2)
  asked = second
  expect(await choose('yes')).toContain('Deleted')
})

test('undo takes back what it tells of, and leaves what was changed since', async () => {
  await say('Add a task to buy milk')
  await say('Rename task 1 to Buy oat milk')
  await ana.tasks({ method: 'PATCH', body: '{"completed":true,"description":"two litres"}' }, '/1')
  await say('undo')
  expect(await tasks()).toMatchObject([{ title: 'Buy milk', completed: true, description: 'two litres' }])
})

test('a message that is tried again after an undo is done again, and one that still holds is not', async () => {
  const events = await ana.say('Add a task to zip the bags')
  thread = threadOf(events)
  const message = events.find(
    (event) => event.type === 'thread.item.done' && event.item.type === 'user_message',
  )
  const item_id = message?.type === 'thread.item.done' ? message.item.id : ''
  const retry = () => ana.events('threads.retry_after_item', { thread_id: thread, item_id })
  await retry()
  expect(await titles()).toEqual(['Zip the bags'])
  await ana.tasks({ method: 'DELETE' }, '/1')
  expect(spoken(await retry())).toContain('as task 2')
  expect(await titles()).toEqual(['Zip the bags'])
})

test('"complete everything" says so when nothing is open', async () => {
  await say('Add a task to buy milk')
  await say('Complete all tasks')
  expect(await say('Complete all tasks')).toBe('Nothing is pending. Enjoy it!')
})

test.each([
  ['Add "Tomorrow never dies" to my list', 'Tomorrow never dies', null],
  ['Add a task to call mom tomorrow', 'Call mom', '2026-11-21'],
  ['Remind me to pay rent by next Friday', 'Pay rent', '2026-11-27'],
  ['Remind me tomorrow to water the plants', 'Water the plants', '2026-11-21'],
  ['Add a task to call the bank at 3pm', 'Call the bank', '2026-11-20T15:00:00.000Z'],
  ['Add a task to read chapter 5', 'Read chapter 5', null],
  ['Add a task to buy sun cream', 'Buy sun cream', null],
  [
    'Add a task to read of the fall of rome on 4 September 476 AD',
    'Read of the fall of rome on 4 September 476 AD',
    null,
  ],
  ['Add a task to party in 9000 years', 'Party in 9000 years', null],
])('%j is due when it says', async (words, title, due) => {
  await say(words)
  expect(await tasks()).toMatchObject([{ title, due }])
})

describe('the widgets', () => {
  const widget = async (text: string): Promise<WidgetItem> => {
    const events = await ana.say(text, thread)
    thread ??= threadOf(events)
    const done = events.find((event) => event.type === 'thread.item.done' && event.item.type === 'widget')
    if (done?.type !== 'thread.item.done') throw new Error('No widget was shown.')
    return done.item as WidgetItem
  }
  const sync = (item: WidgetItem, type: string, payload: unknown) =>
    ana.json<{ updated_item: WidgetItem }>('threads.sync_custom_action', {
      thread_id: thread,
      item_id: item.id,
      action: { type, payload },
    })

  test('show the list, whose checkboxes complete tasks without a turn, in place', async () => {
    await say('Add a task to buy milk')
    await say('Add a task to pay rent')
    const list = await widget("What's pending?")
    expect(list.widget).toMatchObject({ type: 'ListView', children: [{ id: 'task.1' }, { id: 'task.2' }] })
    expect(list.copy_text).toBe('[ ] 1. Buy milk\n[ ] 2. Pay rent')
    const { updated_item } = await sync(list, 'tasks.complete', { id: 1, completed: true })
    expect(updated_item.id).toBe(list.id)
    expect(JSON.stringify(updated_item.widget)).toContain('"defaultChecked":true')
    expect(await openTitles()).toEqual(['Pay rent'])
    const { data } = await ana.json<{ data: unknown[] }>('items.list', { thread_id: thread })
    expect(data).toContainEqual(updated_item)
  })

  test('tell what was done, with an undo that works once', async () => {
    const card = await widget('Add a task to buy milk')
    expect(card.widget.type).toBe('Card')
    const payload = /"payload":({[^}]+})/.exec(JSON.stringify(card.widget))?.[1] ?? ''
    const { updated_item } = await sync(card, 'tasks.undo', JSON.parse(payload))
    expect(JSON.stringify(updated_item.widget)).toContain('Undone')
    expect(await titles()).toEqual([])
    await sync(card, 'tasks.undo', JSON.parse(payload))
    expect(await titles()).toEqual([])
  })

  test('do nothing for a stranger, or with a payload that does not fit', async () => {
    const card = await widget('Add a task to buy milk')
    await expect(sync(card, 'tasks.complete', { id: 99 })).rejects.toThrow('404')
    await expect(sync(card, 'tasks.complete', 'x')).rejects.toThrow('404')
    await expect(sync(card, 'tasks.undo', { changes: [999] })).rejects.toThrow('404')
    await expect(sync(card, 'tasks.explode', {})).rejects.toThrow('400')
    expect(await openTitles()).toEqual(['Buy milk'])
  })
})

test('"it" is the task spoken of last', async () => {
  await say('Add a task to buy milk')
  expect(await say('Mark it as done')).toContain('Done: **Buy milk**')
  expect(await openTitles()).toEqual([])
})

test('what is not there is said, with what there is', async () => {
  expect(await say('Complete task 9')).toContain('There is no task 9.')
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
