import { describe, expect, test } from 'vitest'
import { matchTasks } from '../../server/tasks/commands/match-tasks.ts'
import { parseChoice } from '../../server/tasks/commands/parse-choice.ts'
import { parseCommand } from '../../server/tasks/commands/parse-command.ts'
import { add } from '../helpers/commands.ts'

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
