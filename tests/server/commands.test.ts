import { describe, expect, test } from 'vitest'
import type { Command, Target } from '../../server/tasks/commands/command.ts'
import { matchTasks } from '../../server/tasks/commands/match-tasks.ts'
import { parseChoice } from '../../server/tasks/commands/parse-choice.ts'
import { parseCommand } from '../../server/tasks/commands/parse-command.ts'

type Table = [said: string, meant: Command][]

const add = (...titles: string[]): Command => ({ tool: 'add_task', titles })
const described = (title: string, description: string): Command => ({
  tool: 'add_task',
  titles: [title],
  description,
})
const all: Command = { tool: 'list_tasks', status: 'all' }
const pending: Command = { tool: 'list_tasks', status: 'pending' }
const completed: Command = { tool: 'list_tasks', status: 'completed' }
const ids = (...numbers: number[]): Target => ({ ids: numbers })
const named = (name: string): Target => ({ name })
const every = (status: 'all' | 'pending' | 'completed'): Target => ({ every: status })
const last: Target = { last: true }
const complete = (target: Target): Command => ({ tool: 'complete_task', target, completed: true })
const reopen = (target: Target): Command => ({ tool: 'complete_task', target, completed: false })
const remove = (target: Target): Command => ({ tool: 'delete_task', target })
const retitle = (target: Target, title: string): Command => ({ tool: 'update_task', target, title })
const describeAs = (target: Target, description: string): Command => ({
  tool: 'update_task',
  target,
  description,
})
const incomplete = (verb: 'add' | 'complete' | 'delete' | 'update'): Command => ({
  tool: 'incomplete',
  intent: `${verb}_task`,
})
const help: Command = { tool: 'help' }
const thanks: Command = { tool: 'thanks' }
const yes: Command = { tool: 'yes' }
const no: Command = { tool: 'no' }

const ADDING: Table = [
  ['Add a task to buy groceries', add('Buy groceries')],
  ['add a task to buy groceries.', add('Buy groceries')],
  ['ADD A TASK TO BUY GROCERIES', add('BUY GROCERIES')],
  ['Please add a task to buy groceries', add('Buy groceries')],
  ['Can you add a task to buy groceries for me please?', add('Buy groceries')],
  ['Hey, could you add buy groceries to my list?', add('Buy groceries')],
  ["I'd like to add a task: buy groceries", add('Buy groceries')],
  ['I would like you to add buy groceries, thanks!', add('Buy groceries')],
  ['I need to remember to pay bills', add('Pay bills')],
  ['I have to remember to pay bills', add('Pay bills')],
  ['remember to pay bills', add('Pay bills')],
  ['remind me to call mom', add('Call mom')],
  ['Remind me to call mom please', add('Call mom')],
  ['remind me about the dentist', add('The dentist')],
  ['remind me that I have to renew my passport', add('Renew my passport')],
  ['remind me tomorrow to call mom', add('Call mom tomorrow')],
  ['remind me at 5pm to take out the bins', add('Take out the bins at 5pm')],
  ['remind me to cancel the subscription', add('Cancel the subscription')],
  ["don't let me forget to water the plants", add('Water the plants')],
  ['don’t let me forget to water the plants', add('Water the plants')],
  ['dont forget to water the plants', add('Water the plants')],
  ['do not forget the milk', add('The milk')],
  ['make sure I call the bank', add('Call the bank')],
  ['new task: water plants', add('Water plants')],
  ['New task - water plants', add('Water plants')],
  ['new todo: water plants', add('Water plants')],
  ['add milk to my list', add('Milk')],
  ['add milk to the to-do list', add('Milk')],
  ['add milk to my todo list.', add('Milk')],
  ["put 'write report' on my todo list", add('Write report')],
  ['put “write report” on my list please', add('Write report')],
  ['add “Write report”', add('Write report')],
  ['add "What is love?"', add('What is love?')],
  ['todo: x', add('X')],
  ['TODO: fix the roof', add('Fix the roof')],
  ['todo buy milk', add('Buy milk')],
  ['task: fix the roof', add('Fix the roof')],
  ['create a task called Spring cleaning', add('Spring cleaning')],
  ['create a new task named "Spring cleaning"', add('Spring cleaning')],
  ['make a task to clean the garage', add('Clean the garage')],
  ['create task clean the garage', add('Clean the garage')],
  ['set a reminder to stretch', add('Stretch')],
  ['I need a reminder to stretch', add('Stretch')],
  ['add a new task for me: stretch', add('Stretch')],
  ['add a high priority task to file taxes', add('File taxes')],
  ['add an urgent task: file taxes', add('File taxes')],
  ["add a 'Buy milk' task", add('Buy milk')],
  ['add buy milk as a task', add('Buy milk')],
  ['add to my list: buy milk', add('Buy milk')],
  ['add buy milk and eggs', add('Buy milk and eggs')],
  ['add milk, eggs and bread to my list', add('Milk, eggs and bread')],
  ['add tasks: buy milk, call mom and pay rent', add('Buy milk', 'Call mom', 'Pay rent')],
  ['Add these tasks: a, b, and c', add('A', 'B', 'C')],
  ['add two tasks: buy milk and call mom', add('Buy milk', 'Call mom')],
  ['add the following to my list: milk; eggs', add('Milk', 'Eggs')],
  ['add tasks:\n- buy milk\n- call mom', add('Buy milk', 'Call mom')],
  ['Add these:\r\n1. Buy milk\r\n2. Call mom\r\n\r\n3) Pay rent', add('Buy milk', 'Call mom', 'Pay rent')],
  ['add buy milk\ncall mom\nadd pay rent', add('Buy milk', 'Call mom', 'Pay rent')],
  ['add tasks:\n• finish report\n[ ] delete old files\nthanks!', add('Finish report', 'Delete old files')],
  ['add milk\ncomplete task 2', undefined],
  ['Hi,\nplease add milk', add('Milk')],
  ['would you mind adding bread to my list?', add('Bread')],
  ["here's a new task: wash the car", add('Wash the car')],
  ["add dry-cleaning to today's list", add('Dry-cleaning')],
  ['add a reminder that I have to pay the rent', add('Pay the rent')],
  ["I'm supposed to call the landlord", add('Call the landlord')],
  ['I have to call mom', add('Call mom')],
  ['I must call mom', add('Call mom')],
  ['I should call mom', add('Call mom')],
  ['i gotta call mom', add('Call mom')],
  ['I want to learn Spanish', add('Learn Spanish')],
  ["I've got to call mom", add('Call mom')],
  ['need to call mom', add('Call mom')],
  ["I'd like to learn Spanish", add('Learn Spanish')],
  ['I need to finish the report', add('Finish the report')],
  ['I have to finish task 2', add('Finish task 2')],
  ['I want to cancel my gym membership', add('Cancel my gym membership')],
  ['I need to add oil to the car', add('Add oil to the car')],
  ['I need to add a task to buy oil', add('Buy oil')],
  ['add task to delete old files', add('Delete old files')],
  ['add a task to mark exams as done', add('Mark exams as done')],
  ['add complete the report to my list', add('Complete the report')],
  ['add iPhone charger', add('iPhone charger')],
  ['add éclairs', add('Éclairs')],
  ['add 牛奶', add('牛奶')],
  ['add call the café 🙏', add('Call the café 🙏')],
  ['add a task to say thanks', add('Say thanks')],
  ['add    a   task\tto  buy   milk', add('Buy milk')],
  ['add a task to buy groceries with description milk and eggs', described('Buy groceries', 'milk and eggs')],
  ['add buy groceries (description: milk and eggs)', described('Buy groceries', 'milk and eggs')],
  ['add a task to buy groceries, description: milk', described('Buy groceries', 'milk')],
  ['add task: groceries\ndescription: milk', described('Groceries', 'milk')],
  ["add 'essay with description of a cat'", add('Essay with description of a cat')],
  ['add a task', incomplete('add')],
  ['Add', incomplete('add')],
  ['can you add a new task please', incomplete('add')],
  ['add something to my list', incomplete('add')],
  ['create a task', incomplete('add')],
  ['new task', incomplete('add')],
  ['remind me', incomplete('add')],
]

const LISTING: Table = [
  ['Show me all my tasks', all],
  ['show tasks', all],
  ['show me everything', all],
  ['list', all],
  ['list all', all],
  ['my tasks', all],
  ['tasks', all],
  ['Can I see my to-do list?', all],
  ["what's on my list", all],
  ['what’s on my list?', all],
  ['whats on my todo list', all],
  ['what do I have?', all],
  ['what are my tasks', all],
  ['give me a list of my tasks', all],
  ['check my list', all],
  ['how many tasks do I have?', all],
  ['show task 3', all],
  ['show completed and pending tasks', all],
  ["What's pending?", pending],
  ['pending', pending],
  ["what's left", pending],
  ['what is left to do?', pending],
  ['what do I have to do', pending],
  ['what do I have to do today?', pending],
  ['what should I do next', pending],
  ["what's next?", pending],
  ['list open tasks', pending],
  ['list unfinished tasks', pending],
  ['list my remaining tasks', pending],
  ['list incomplete tasks', pending],
  ["show me what's left", pending],
  ["show me the tasks I haven't finished", pending],
  ['tell me what I still need to do', pending],
  ['which tasks are not done yet?', pending],
  ['do I have any tasks left?', pending],
  ['is there anything left?', pending],
  ['things to do', pending],
  ['I want to see my pending tasks', pending],
  ["I'd like to know what's pending", pending],
  ['What have I completed?', completed],
  ['show done tasks', completed],
  ['what did I finish', completed],
  ['what have I done today?', completed],
  ['show me the completed ones', completed],
  ['finished tasks', completed],
  ['list everything I have finished', completed],
  ['completed', completed],
]

const COMPLETING: Table = [
  ['Mark task 3 as complete', complete(ids(3))],
  ['mark task 3 as done', complete(ids(3))],
  ['mark task 3 finished', complete(ids(3))],
  ['please mark #3 as completed', complete(ids(3))],
  ['mark as done: task 3', complete(ids(3))],
  ['set task 3 to done', complete(ids(3))],
  ['change the status of task 3 to done', complete(ids(3))],
  ['complete task 3', complete(ids(3))],
  ['Complete task three', complete(ids(3))],
  ['complete number 3', complete(ids(3))],
  ['complete no. 3', complete(ids(3))],
  ['complete item 3', complete(ids(3))],
  ['complete the third task', complete(ids(3))],
  ['complete the 3rd one', complete(ids(3))],
  ['finish 3', complete(ids(3))],
  ['complete tasks 1, 2 and 4', complete(ids(1, 2, 4))],
  ['complete 1-3', complete(ids(1, 2, 3))],
  ['complete tasks 1 to 3', complete(ids(1, 2, 3))],
  ['complete #1 & #3', complete(ids(1, 3))],
  ['mark the first and third tasks as done', complete(ids(1, 3))],
  ['check off groceries', complete(named('groceries'))],
  ['check groceries off my list', complete(named('groceries'))],
  ['cross off the groceries task', complete(named('groceries'))],
  ['tick off 2', complete(ids(2))],
  ['tick 2', complete(ids(2))],
  ["I've done the laundry", complete(named('laundry'))],
  ['I’ve just finished the laundry', complete(named('laundry'))],
  ['ive finished the laundry', complete(named('laundry'))],
  ['I finished task 2', complete(ids(2))],
  ['I finished the report', complete(named('report'))],
  ['I have already completed the report', complete(named('report'))],
  ['I got the laundry done', complete(named('laundry'))],
  ['task 3 is done', complete(ids(3))],
  ['Task 3 is now complete!', complete(ids(3))],
  ['task 3 done', complete(ids(3))],
  ['groceries done', complete(named('groceries'))],
  ['the laundry is finished', complete(named('laundry'))],
  ['done with 2', complete(ids(2))],
  ["I'm done with the report", complete(named('report'))],
  ['mark "go to gym" as done', complete(named('go to gym'))],
  ['mark ‘go to gym’ as done', complete(named('go to gym'))],
  ['complete everything', complete(every('all'))],
  ['complete all pending', complete(every('pending'))],
  ['mark all my tasks as done', complete(every('all'))],
  ['complete it', complete(last)],
  ['mark that as done', complete(last)],
  ['complete the first one and the third one', complete(ids(1, 3))],
  ["that's done", complete(last)],
  ['mark task 3 as not done', reopen(ids(3))],
  ['mark task 3 as incomplete', reopen(ids(3))],
  ['mark the laundry as pending', reopen(named('laundry'))],
  ['uncheck 2', reopen(ids(2))],
  ['reopen the dentist task', reopen(named('dentist'))],
  ["task 2 isn't done", reopen(ids(2))],
  ['task 2 is not done yet', reopen(ids(2))],
  ["I didn't finish task 2", reopen(ids(2))],
  ['mark it', complete(last)],
  ['complete', incomplete('complete')],
  ['complete a task', incomplete('complete')],
  ['mark a task as done', incomplete('complete')],
  ["I'm done", incomplete('complete')],
  ['I already did task 4', complete(ids(4))],
  ['everything I finished', completed],
  ['I want to mark the laundry as done', complete(named('laundry'))],
  ['tasks 2 and 3 are done', complete(ids(2, 3))],
  ['un-check number 4', reopen(ids(4))],
  ['put task 4 back to pending', reopen(ids(4))],
  ['help me finish my tasks', undefined],
  ["I've completed everything on my list", complete(every('all'))],
  ['task 2 not done', reopen(ids(2))],
  ['oops, reopen 5', reopen(ids(5))],
  ['I bought groceries', undefined],
  ['yesterday was a long day', undefined],
]

const DELETING: Table = [
  ['Delete the meeting task', remove(named('meeting'))],
  ['delete the task called meeting', remove(named('meeting'))],
  ["delete the 'meeting' task", remove(named('meeting'))],
  ['delete meeting', remove(named('meeting'))],
  ['remove task 4', remove(ids(4))],
  ['remove 4 from my list', remove(ids(4))],
  ['remove milk from the list', remove(named('milk'))],
  ['take milk off my list', remove(named('milk'))],
  ['cancel the dentist task', remove(named('dentist'))],
  ['drop the dentist one', remove(named('dentist'))],
  ['get rid of task 2', remove(ids(2))],
  ['scratch the dentist', remove(named('dentist'))],
  ['trash 2 and 3', remove(ids(2, 3))],
  ['could you please delete tasks 1, 2, and 3?', remove(ids(1, 2, 3))],
  ['I want to delete task 3', remove(ids(3))],
  ["I'd like to delete the dentist task", remove(named('dentist'))],
  ["I don't need the milk anymore", remove(named('milk'))],
  ['delete all completed tasks', remove(every('completed'))],
  ['delete all the tasks I have finished', remove(every('completed'))],
  ['clear done', remove(every('completed'))],
  ['clear completed tasks', remove(every('completed'))],
  ['remove finished ones', remove(every('completed'))],
  ['delete all pending tasks', remove(every('pending'))],
  ['delete everything', remove(every('all'))],
  ['clear my list', remove(every('all'))],
  ['delete all tasks', remove(every('all'))],
  ['delete the first two tasks', remove(named('first two tasks'))],
  ['delete all tasks except 3', remove(named('all tasks except 3'))],
  ["I don't have to call the bank anymore", remove(named('call the bank'))],
  ['remove the second and fourth tasks', remove(ids(2, 4))],
  ['delete tasks 2 through 5', remove(ids(2, 3, 4, 5))],
  ['delete it', remove(last)],
  ['delete that task', remove(last)],
  ['remove the last one', remove(last)],
  ['delete', incomplete('delete')],
  ['delete a task', incomplete('delete')],
  ["don't delete task 3", no],
  ['clean the kitchen', undefined],
]

const UPDATING: Table = [
  ["Change task 1 to 'Call mom tonight'", retitle(ids(1), 'Call mom tonight')],
  ['Change task 1 to “Call mom tonight”.', retitle(ids(1), 'Call mom tonight')],
  ['change task 1 from call mom to call dad', retitle(ids(1), 'Call dad')],
  ['rename task 2 to X', retitle(ids(2), 'X')],
  ['rename the second task to go to the pool', retitle(ids(2), 'Go to the pool')],
  [
    'update the groceries task to buy organic groceries',
    retitle(named('groceries'), 'Buy organic groceries'),
  ],
  ['edit 3: X', retitle(ids(3), 'X')],
  ['edit task 3 buy oat milk', retitle(ids(3), 'Buy oat milk')],
  ['change the title of task 1 to X', retitle(ids(1), 'X')],
  ["change task 1's title to X", retitle(ids(1), 'X')],
  ['change the name of the dentist task to X', retitle(named('dentist'), 'X')],
  ["change 'go to gym' to 'go to pool'", retitle(named('go to gym'), 'Go to pool')],
  ["change go to gym to 'go to pool'", retitle(named('go to gym'), 'Go to pool')],
  ['change go to gym to go to pool', retitle(named('go to gym'), 'Go to pool')],
  ['replace milk with oat milk', retitle(named('milk'), 'Oat milk')],
  ['task 2 should be call Anna', retitle(ids(2), 'Call Anna')],
  ['rename it to X', retitle(last, 'X')],
  ["I'd like to rename task 2 to X", retitle(ids(2), 'X')],
  ['change task 1 to get the laundry done', retitle(ids(1), 'Get the laundry done')],
  ['set the description of task 2 to X', describeAs(ids(2), 'X')],
  ['add a note to task 2: bring cash', describeAs(ids(2), 'bring cash')],
  ['add a note to the dentist task: bring cash', describeAs(named('dentist'), 'bring cash')],
  ['add note "bring cash" to task 2', describeAs(ids(2), 'bring cash')],
  ['update the note on task 2 to bring cash', describeAs(ids(2), 'bring cash')],
  ["change task 2's description to bring cash", describeAs(ids(2), 'bring cash')],
  ['add bring cash to task 2', describeAs(ids(2), 'bring cash')],
  ['change the wording of number 2 to read the manual', retitle(ids(2), 'Read the manual')],
  ['edit task 2 so it says call dad', retitle(ids(2), 'Call dad')],
  ['rename task 2', incomplete('update')],
  ['update a task', incomplete('update')],
  ['edit the dentist task', incomplete('update')],
  ['add a note to task 2', incomplete('update')],
  ['add a note to buy milk', add('Buy milk')],
]

const TALKING: Table = [
  ['hi', help],
  ['Hello!', help],
  ['hey there 👋', help],
  ['help', help],
  ['What can you do?', help],
  ['who are you?', help],
  ['how do I add a task?', help],
  ['thanks', thanks],
  ['Thank you so much!', thanks],
  ['ok thanks 😊', thanks],
  ['great, thank you', thanks],
  ["thanks a lot, that's all", thanks],
  ['yes', yes],
  ['Yes please', yes],
  ['yes, delete it', yes],
  ['yes, delete all of them', yes],
  ['ok', yes],
  ['sure, go ahead', yes],
  ['👍', yes],
  ['no', no],
  ['no thanks', no],
  ['nope', no],
  ['never mind', no],
  ['cancel', no],
  ["don't", no],
  ['no, keep it', no],
  ['', undefined],
  ['   \n\t ', undefined],
  ['...', undefined],
  ['🎉', undefined],
  ['🎉🎉🎉', undefined],
  ['¿Qué tengo que hacer hoy?', undefined],
  ['今日のタスクを見せて', undefined],
  ['Zeig mir alles', undefined],
  ['buy milk', undefined],
  ['the weather is nice', undefined],
  ["what's the weather?", undefined],
]

describe.each([
  ['adding', ADDING],
  ['listing', LISTING],
  ['completing and reopening', COMPLETING],
  ['deleting', DELETING],
  ['updating', UPDATING],
  ['small talk, and what is not understood', TALKING],
])('%s', (_, table) => {
  test.each(table)('%j is understood', (said, meant) => {
    expect(parseCommand(said)).toEqual(meant)
  })
})

describe('a choice', () => {
  const offered = [
    { id: 4, title: 'Call the dentist' },
    { id: 7, title: 'Prepare for meetings' },
    { id: 2, title: 'Pay rent' },
  ]
  test.each<[string, number[] | undefined]>([
    ['2', [2]],
    ['#7', [7]],
    ['task 4', [4]],
    ['1', [4]],
    ['#1', undefined],
    ['the second', [7]],
    ['the second one please', [7]],
    ['2nd', [7]],
    ['option 2', [2]],
    ['the first one', [4]],
    ['the last one', [2]],
    ['first and last', undefined],
    ['the first and the third', [4, 2]],
    ['4 and 7', [4, 7]],
    ['all of them', [4, 7, 2]],
    ['everything', [4, 7, 2]],
    ['both', undefined],
    ['all but the first', [7, 2]],
    ['everything except the dentist', [7, 2]],
    ['the dentist one', [4]],
    ['the one about meeting', [7]],
    ['delete the rent one', [2]],
    ['dentist and rent', [4, 2]],
    ['I meant the dentist', [4]],
    ['9', undefined],
    ['no', undefined],
    ['none of them', undefined],
    ['bananas', undefined],
    ['', undefined],
  ])('%j is made', (said, chosen) => {
    expect(parseChoice(said, offered)).toEqual(chosen)
  })

  test('"both" takes two when two are offered', () => {
    expect(parseChoice('both of them', offered.slice(0, 2))).toEqual([4, 7])
  })

  test('a name that fits two of the offered is no choice', () => {
    expect(parseChoice('call', [...offered, { id: 9, title: 'Call the bank' }])).toBeUndefined()
  })
})

describe('a name', () => {
  const titles = (name: string, ...all: string[]) =>
    matchTasks(
      name,
      all.map((title) => ({ title })),
    ).map(({ title }) => title)

  test('finds the task titled so, whatever its case and punctuation', () => {
    expect(titles('call mom', 'Call mom about lunch', '“Call Mom!”')).toEqual(['“Call Mom!”'])
  })

  test('finds whole words before words in any order', () => {
    expect(titles('buy milk', 'Milk to buy', 'Go and buy milk', 'Milkshake to buy')).toEqual([
      'Go and buy milk',
    ])
    expect(titles('milk buy', 'Milkshake to buy', 'Go and buy milk')).toEqual(['Go and buy milk'])
  })

  test('finds words that begin or inflect alike', () => {
    expect(titles('meeting', 'Prepare for meetings', 'Pay rent')).toEqual(['Prepare for meetings'])
    expect(titles('grocery', 'Buy groceries')).toEqual(['Buy groceries'])
    expect(titles('dent', 'Call the dentist')).toEqual(['Call the dentist'])
  })

  test('looks past articles', () => {
    expect(titles('call the dentist', 'Call dentist')).toEqual(['Call dentist'])
  })

  test('finds every task it could mean', () => {
    expect(titles('call', 'Call mom', 'Call dad', 'Pay rent')).toEqual(['Call mom', 'Call dad'])
  })

  test('finds nothing when it says nothing, or nothing known', () => {
    expect(titles('', 'Call mom')).toEqual([])
    expect(titles('…', 'Call mom')).toEqual([])
    expect(titles('the', 'Call mom')).toEqual([])
    expect(titles('bananas', 'Call mom')).toEqual([])
  })

  test('finds titles in other scripts', () => {
    expect(titles('牛奶', '牛奶', 'Milk')).toEqual(['牛奶'])
  })
})

describe('whatever is typed', () => {
  const SCRAPS = [
    'add',
    'task',
    ' to ',
    'delete ',
    'change ',
    ' done',
    ' as ',
    '#3',
    '1-',
    '"',
    '’',
    "'",
    ', ',
    ':',
    '\n',
    '- ',
    'I ',
    'need to ',
    'remind me ',
    'all ',
    'what ',
    'not ',
    'with description ',
    '(',
    '🎉',
    '\u0000',
    '\ud800',
    '٣',
    '999999999',
    '$&',
    '\\',
    'my list',
    'the ',
    'one ',
    'and ',
    '.',
    ' ',
    'yes ',
    'no ',
  ]

  test('is answered without throwing', () => {
    let seed = 1
    const next = (below: number) => {
      seed = (seed * 48271) % 2147483647
      return seed % below
    }
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: next(14) }, () => SCRAPS[next(SCRAPS.length)]).join('')
      const command = parseCommand(text)
      if (command?.tool === 'add_task')
        expect(command.titles.every((title) => title.trim() !== '')).toBe(true)
      parseChoice(text, [{ id: 1, title: text }])
      matchTasks(text, [{ title: 'Call mom' }, { title: text }])
    }
  })

  const LEADS = [
    '',
    'add ',
    'change ',
    'mark ',
    'delete ',
    'remind me ',
    'remind me at ',
    'add tasks: ',
    'what ',
    'i want to ',
    'change "',
    'show ',
  ]
  const LONG = [
    ...SCRAPS,
    'to do ',
    'not done ',
    'a to ',
    'a to "',
    "' to '",
    'please ',
    'thanks, ',
    'yes delete of ',
    'in my ',
    ' from a to ',
    'add a note to ',
    'i need to ',
    'x',
    ' description',
    '1, ',
    '1-100 ',
    'never mind ',
    'all done ',
    'milk and ',
  ]

  test.each(LEADS)('is answered in time when "%s" is followed by ten thousand characters', (lead) => {
    for (const scrap of LONG) {
      const text = (lead + scrap.repeat(10_000)).slice(0, 10_000)
      const start = performance.now()
      parseCommand(text)
      parseCommand(`${text.slice(0, 9_999)}!`)
      parseChoice(text, [{ id: 1, title: 'Call mom' }])
      expect(performance.now() - start, scrap).toBeLessThan(1000)
    }
  })

  test('a title keeps its length', () => {
    expect(parseCommand(`add ${'x'.repeat(500)}`)).toEqual(add(`X${'x'.repeat(499)}`))
  })
})
