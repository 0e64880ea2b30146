import { describe, expect, test } from 'vitest'
import type { Command } from '../../server/tasks/commands/command.ts'
import { parseCommand } from '../../server/tasks/commands/parse-command.ts'
import { parseOrders } from '../../server/tasks/commands/parse-orders.ts'
import { add, all, completed, due as dueOn, ids, pending } from '../helpers/commands.ts'

const listed = (due: string): Command => ({ tool: 'list_tasks', status: 'pending', due })

test.each([
  ['what is due tomorrow?', 'tomorrow'],
  ["what's due this week", 'this week'],
  ["show me what's due this week", 'this week'],
  ['What do I have to do tomorrow?', 'tomorrow'],
  ['what have I got to do next week', 'next week'],
  ['what should I do this weekend?', 'this weekend'],
  ['what must I finish by friday', 'by friday'],
  ['what needs to be done by friday?', 'by friday'],
  ["what's due before friday", 'before friday'],
  ['which tasks are due on 24 Dec?', '24 Dec'],
  ['Which tasks are due on Friday, 27 November?', 'Friday, 27 November'],
  ['how many tasks are due next tuesday', 'next tuesday'],
  ['anything due this month?', 'this month'],
  ['do I have anything due in december', 'december'],
  ["what's due in the next 3 days", 'next 3 days'],
  ['what is due in 3 days', 'in 3 days'],
  ["what's on for friday?", 'friday'],
  ["what's on tomorrow", 'tomorrow'],
  ["what's coming up next month?", 'next month'],
  ["what's on my plate tomorrow?", 'tomorrow'],
  ['what was due yesterday?', 'yesterday'],
  ['can you tell me what is due tomorrow, please?', 'tomorrow'],
  ['remind me what is due tomorrow', 'tomorrow'],
  ['list tasks due tomorrow', 'tomorrow'],
  ['show my tasks for today', 'today'],
  ['show me tomorrow', 'tomorrow'],
  ['show everything until friday', 'until friday'],
  ['give me everything due by the end of the month', 'by the end of the month'],
  ['I want to see my tasks for tomorrow', 'tomorrow'],
  ['tasks due friday', 'friday'],
  ['open tasks for tomorrow', 'tomorrow'],
  ["tomorrow's tasks", 'tomorrow'],
  ['todays tasks', 'today'],
  ['everything I have to do this week', 'this week'],
  ['deadlines this week', 'this week'],
  ['what is due today', 'today'],
  ["what's overdue?", 'overdue'],
  ['is anything overdue?', 'overdue'],
  ['how many tasks are overdue today', 'overdue'],
  ['list my overdue tasks', 'overdue'],
  ['overdue', 'overdue'],
  ['am I late with anything?', 'late'],
  ["what's past due", 'past due'],
  ['check overdue tasks', 'overdue'],
  ['check everything due tomorrow', 'tomorrow'],
  ['check deadlines this week', 'this week'],
])('%j asks for what is due then', (said, due) => {
  expect(parseCommand(said)).toEqual(listed(due))
})

describe('not limited to some days', () => {
  test.each([
    // Of a list without dates, nothing would be left.
    ["what's on my plate today?", pending],
    ['what do I have to do today?', pending],
    ["what's on today?", pending],
    ["show today's list", pending],
    // What is not understood to the end limits nothing.
    ['what is due diligence', pending],
    ['what is due diligence on friday', pending],
    ['what is not due tomorrow', pending],
    ['what is due from monday to friday', pending],
    ['what is due friday and monday', pending],
    ["what's due", pending],
    ['what may I do', all],
    ['what tasks did I add this week', all],
    ['what have I completed this week', completed],
    ['what did I finish on friday', completed],
    ['completed tasks due today', completed],
    ['finished overdue tasks', completed],
    [`what is due ${'on my list '.repeat(20)}tomorrow`, pending],
  ])('is %j', (said, meant) => {
    expect(parseCommand(said)).toEqual(meant)
  })
})

describe('no question and no order to list', () => {
  test.each([
    ['add call Ben due tomorrow', add('Call Ben due tomorrow')],
    ['remind me tomorrow to list tasks due friday', add('List tasks due friday tomorrow')],
    ['I need to do everything by friday', add('Do everything by friday')],
    ['move task 1 to friday', dueOn(ids(1), 'friday')],
    ['task 1 is due on friday', dueOn(ids(1), 'friday')],
    ['all tasks are due friday', undefined],
    ['schedule things for tomorrow', undefined],
    ['get everything done by friday', undefined],
    ['what is tomorrow', undefined],
    ['is it friday?', undefined],
    ['what day is tomorrow', undefined],
    ["what's the weather tomorrow", undefined],
    ["what's for dinner tomorrow", undefined],
    ['do I have time on friday', undefined],
    ['tomorrow', undefined],
    ["I'm late", undefined],
  ])('is %j', (said, meant) => {
    expect(parseCommand(said)).toEqual(meant)
  })
})

test('two lists are two orders', () => {
  expect(parseOrders("Show what's overdue. Then show tasks due tomorrow.")).toEqual([
    listed('overdue'),
    listed('tomorrow'),
  ])
})

test('rows of words that could all go with a date are read without delay', () => {
  const started = performance.now()
  for (const word of ['on', 'the', 'to do', 'today', 'by the end of', 'next', 'what is due on the next']) {
    for (const length of [110, 119, 1000, 32_000]) {
      parseOrders(`what is due ${`${word} `.repeat(length).slice(0, length)}`)
      parseOrders(`show ${`${word} `.repeat(length).slice(0, length)}`)
    }
  }
  expect(performance.now() - started).toBeLessThan(1000)
})
