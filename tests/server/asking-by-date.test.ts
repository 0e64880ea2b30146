import { beforeEach, describe, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { ThreadStreamEvent, WidgetItem } from '../../server/chatkit/wire.ts'
import type { Task } from '../../server/tasks/task.ts'
import { ChatClient, itemsOf, parseEvents, spoken, threadOf, userInput } from '../helpers/chat-client.ts'

/** A Friday. */
const FRIDAY = '2026-11-20T10:00:00Z'
const TASKS: [title: string, due: string | null][] = [
  ['Pay the fine', '2026-11-18'],
  ['Call at nine', '2026-11-20T09:00:00Z'],
  ['Call at six', '2026-11-20T18:00:00Z'],
  ['Water the plants', '2026-11-20'],
  ['Buy bread', '2026-11-21'],
  ['Cook', '2026-11-22T18:00:00Z'],
  ['Write the report', '2026-11-23'],
  ['Send the report', '2026-11-27'],
  ['Wrap presents', '2026-12-24'],
  ['Learn to juggle', null],
  ['Sweep', '2026-11-21'],
]
/** Done already. */
const SWEEP = 11

let now: Date

let ana: ChatClient
let thread: string | undefined

beforeEach(async () => {
  now = new Date(FRIDAY)

  const app = createTodoChat({ rateLimits: { messages: 1000 }, now: () => now })
  ana = await ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
  thread = undefined
})

const give = async (tasks: [title: string, due: string | null][]) => {
  for (const [title, due] of tasks) {
    await ana.tasks({ method: 'POST', body: JSON.stringify({ title, due }) })
  }
}

/** Says something where the clocks and the language are these. */
async function say(text: string, time_zone = 'UTC', locale = 'en'): Promise<ThreadStreamEvent[]> {
  const params = { thread_id: thread, input: userInput(text) }
  const type = thread ? 'threads.add_user_message' : 'threads.create'
  const headers = { authorization: `Bearer ${ana.token}`, 'accept-language': locale }
  const response = await ana.post({ type, params, metadata: { time_zone } }, { headers })
  const events = parseEvents(await response.text())
  thread ??= threadOf(events)
  return events
}

const listIn = (events: ThreadStreamEvent[]) =>
  itemsOf(events).find((item): item is WidgetItem => item.type === 'widget')
const titlesIn = (item: WidgetItem | undefined) => item?.copy_text?.match(/(?<=\d\. ).+/g) ?? []

describe('of tasks with dates', () => {
  beforeEach(async () => {
    await give(TASKS)
    await ana.tasks({ method: 'PATCH', body: '{"completed":true}' }, `/${SWEEP}`)
  })

  test.each<[string, string, string[]]>([
    ["What's overdue?", '2 tasks are overdue.', ['Pay the fine', 'Call at nine']],
    ['what is due tomorrow?', 'You have 1 task due Sat, Nov 21.', ['Buy bread']],
    [
      'Show my tasks for today',
      'You have 3 tasks due Fri, Nov 20.',
      ['Call at nine', 'Call at six', 'Water the plants'],
    ],
    ['anything due this weekend?', 'due between Sat, Nov 21 and Sun, Nov 22.', ['Buy bread', 'Cook']],
    [
      "show me what's due next week",
      'You have 2 tasks due between Mon, Nov 23 and Sun, Nov 29.',
      ['Write the report', 'Send the report'],
    ],
    [
      'what do I have to do before monday?',
      'You have 6 tasks due by Sun, Nov 22.',
      ['Pay the fine', 'Call at nine', 'Call at six', 'Water the plants', 'Buy bread', 'Cook'],
    ],
    ["what's on for tuesday?", 'Nothing is due Tue, Nov 24.', []],
    ['tasks due on 24 Dec', 'You have 1 task due Thu, Dec 24.', ['Wrap presents']],
    [
      'list tasks due next month',
      'You have 1 task due between Tue, Dec 1 and Thu, Dec 31.',
      ['Wrap presents'],
    ],
  ])('%j is answered with what is due then', async (asked, answer, titles) => {
    const events = await say(asked)
    expect(spoken(events)).toContain(answer)
    expect(titlesIn(listIn(events))).toEqual(titles)
  })

  test.each(["what's on my plate today?", 'what is due diligence', 'what is due on 31 february?'])(
    '%j lists all that is pending',
    async (asked) => {
      expect(spoken(await say(asked))).toBe('You have 10 tasks to do.')
    },
  )

  test('what is tomorrow depends on where the visitor is', async () => {
    // It is Saturday already, and tomorrow goes from ten on Saturday to ten on Sunday in UTC.
    const kiritimati = await say("what's due tomorrow?", 'Pacific/Kiritimati')
    expect(spoken(kiritimati)).toBe('Nothing is due Sun, Nov 22.')
    expect(titlesIn(listIn(await say("what's due on monday?", 'Pacific/Kiritimati')))).toEqual([
      'Cook',
      'Write the report',
    ])
    expect(titlesIn(listIn(await say("what's overdue?", 'Pacific/Kiritimati')))).toEqual([
      'Pay the fine',
      'Call at nine',
      'Water the plants',
    ])
  })

  test('"it" is the only task that is due then', async () => {
    await say('what is due tomorrow?')
    expect(spoken(await say('mark it as done'))).toContain('Done: **Buy bread**.')
    expect(spoken(await say('what is due tomorrow?'))).toBe('Nothing is due Sat, Nov 21.')
  })

  test('what is overdue is completed, and nothing else', async () => {
    const done = await say('complete all overdue tasks')
    expect(spoken(done)).toBe('Done: **Pay the fine**, **Call at nine**. 8 left to do.')
    expect(spoken(await say('complete all overdue tasks'))).toBe('Nothing is overdue.')
  })

  test('what is due on some day is deleted once that is sure', async () => {
    await say('delete everything due this weekend except the bread')
    expect(spoken(await say('yes'))).toBe('Deleted **Cook**, **Sweep**.')
    expect(spoken(await say('delete everything due tomorrow'))).toBe('Deleted **Buy bread**.')
    expect(spoken(await say('delete everything due tomorrow'))).toBe('Nothing is due Sat, Nov 21.')
  })

  test('what is due on some day is moved to another', async () => {
    expect(spoken(await say('move everything due this weekend to monday'))).toBe(
      'Changed task 5: it now reads **Buy bread**, Mon, Nov 23. Changed task 6: it now reads **Cook**, Mon, Nov 23.',
    )
  })

  test('"them" are the tasks that were listed, and nothing else', async () => {
    expect(spoken(await say('complete all of them'))).toContain('not sure which task')
    await say("What's due this weekend?")
    expect(spoken(await say('move them all to monday'))).toMatch(
      /^Changed task 5: .+ Changed task 6: [^.]+\.$/,
    )
    await say("What's on for tuesday?")
    expect(spoken(await say('complete them'))).toContain('not sure which task')
    await say("What's overdue?")
    expect(spoken(await say('can I finish them?'))).not.toContain('Done')
    expect(spoken(await say('complete them'))).toBe('Done: **Pay the fine**, **Call at nine**. 8 left to do.')
    expect(spoken(await say('reopen both of them'))).toMatch(/Pay the fine.+Call at nine.+ are back/)
    await say("What's done?")
    await say('delete all of them')
    expect(spoken(await say("What's done?"))).toBe("You haven't completed any tasks so far.")
    await say('what is due next week?')
    await say('delete them except 8')
    await say('no')
    expect(spoken(await say('complete all of them except 8'))).toMatch(/^Done: .+Write the report\*\*\./)
  })

  test('what is postponed by a week is due a week after it was, each task for itself', async () => {
    // Two are called so.
    await say('postpone the report by a week')
    expect(spoken(await say('send the report'))).toBe(
      'Changed task 8: it now reads **Send the report**, Fri, Dec 4.',
    )
    expect(spoken(await say('bring tasks 9 and 10 forward by a day'))).toBe(
      'Changed task 9: it now reads **Wrap presents**, Wed, Dec 23. Changed task 10: it now reads **Learn to juggle**, Thu, Nov 19.',
    )
  })

  test('what has no date is given none when everything is brought forward', async () => {
    const said = spoken(await say('bring everything forward by a day'))
    expect(said).toContain('**Wrap presents**, Wed, Dec 23')
    expect(said).not.toContain('Learn to juggle')
  })

  test.each([
    'move everything to storage on friday',
    'move everything to friday except 3',
    'change everything due today to tomorrow',
    'mark all tasks due tomorrow as urgent',
    'mark everything due today',
    'postpone task 1 by a few days',
  ])('%j, which says no date or more than one, changes nothing', async (said) => {
    expect(spoken(await say(said))).toContain('What should I change?')
    expect(spoken(await say('undo'))).toContain('nothing to undo')
  })

  test('what is due on a day that is none is nothing', async () => {
    const said = spoken(await say('delete everything due on 31 february'))
    expect(said).toContain('I can\'t find a task like "31 february".')
    expect(said).toContain('Learn to juggle')
  })

  test('the list keeps what it holds when a box of it is checked, and what is done stays in it', async () => {
    const list = listIn(await say("what's due this weekend?"))
    expect(list?.widget.id).toBe('tasks.pending.2026-11-21/2026-11-22')
    const { updated_item } = await check(list, 5)
    expect(updated_item.widget).toMatchObject({
      id: 'tasks.pending.2026-11-21/2026-11-22',
      children: [{ id: 'task.5' }, { id: 'task.6' }],
    })
    expect(JSON.stringify(updated_item.widget)).toContain('"lineThrough":true')
  })

  test('a list that was kept from before is drawn again as it was', async () => {
    const list = listIn(await say("What's pending?"))
    expect(list?.widget.id).toBe('tasks.pending')
    const { updated_item } = await check(list, 9)
    expect(updated_item.widget).toMatchObject({ id: 'tasks.pending', children: { length: 10 } })
  })
})

const check = (list: WidgetItem | undefined, id: number) =>
  ana.json<{ updated_item: WidgetItem }>('threads.sync_custom_action', {
    thread_id: thread,
    item_id: list?.id,
    action: { type: 'tasks.complete', payload: { id, completed: true } },
  })

test('a day has all its hours, also when the clocks are changed', async () => {
  now = new Date('2026-10-31T12:00:00Z')
  await give([
    ['First hour', '2026-11-01T07:00:00Z'],
    ['Last hour', '2026-11-02T07:59:00Z'],
    ['Next day', '2026-11-02T08:00:00Z'],
  ])
  const events = await say("what's due tomorrow?", 'America/Los_Angeles')
  expect(titlesIn(listIn(events))).toEqual(['First hour', 'Last hour'])
})

test('what is added for a day is found on that day, in words of the visitor', async () => {
  await say('Add a task to buy milk next friday', 'Asia/Tokyo', 'de')
  await say('Add a task to sing on 24 Dec', 'Asia/Tokyo', 'de')
  expect(titlesIn(listIn(await say('What is due next friday?', 'Asia/Tokyo', 'de')))).toEqual(['Buy milk'])
  const events = await say('What is due on 24.12.?', 'Asia/Tokyo', 'de')
  expect(spoken(events)).toBe('Sie haben eine Aufgabe, die am Do., 24. Dez. fällig ist.')
})

test('a todo list without dates is shown to who asks what to do today', async () => {
  await give([['Learn to juggle', null]])
  for (const asked of ["what's on my plate today", "what's on today?", 'what do I have to do today?']) {
    expect(spoken(await say(asked))).toBe('You have 1 task to do.')
  }
})

test('who says when a new task is due, or changes that, asks for no list', async () => {
  expect(spoken(await say('add call Ben due tomorrow'))).toContain('**Call Ben** as task 1, due Sat, Nov 21')
  expect(spoken(await say('move task 1 to friday'))).toContain('**Call Ben**, Fri, Nov 20')
  const { tasks } = (await (await ana.tasks()).json()) as { tasks: Task[] }
  expect(tasks).toMatchObject([{ title: 'Call Ben', due: '2026-11-20' }])
})
