import { describe, expect, test } from 'vitest'
import { parseDueRange } from '../../server/tasks/commands/parse-due-range.ts'
import type { Moment } from '../../server/tasks/due.ts'
import type { DueRange } from '../../server/tasks/due-range.ts'

/** A Wednesday. */
const WEDNESDAY = new Date('2026-11-18T12:00:00Z')
const at = (now: Date | string, timeZone = 'UTC', locale = 'en'): Moment => ({
  now: new Date(now),
  timeZone,
  locale,
})
const days = (due_from: string, due_to = due_from): DueRange => ({ due_from, due_to })
const until = (due_to: string): DueRange => ({ due_to })

describe('on a Wednesday', () => {
  test.each<[string, DueRange]>([
    ['overdue', { overdue: true }],
    ['Late', { overdue: true }],
    ['past due', { overdue: true }],
    ['today', days('2026-11-18')],
    ['tonight', days('2026-11-18')],
    ['tomorrow', days('2026-11-19')],
    ['tomorrow evening', days('2026-11-19')],
    ['the day after tomorrow', days('2026-11-20')],
    ['yesterday', days('2026-11-17')],
    ['wednesday', days('2026-11-18')],
    ['Friday', days('2026-11-20')],
    ['fri', days('2026-11-20')],
    ['this coming friday', days('2026-11-20')],
    ['next tuesday', days('2026-11-24')],
    ['friday next week', days('2026-11-27')],
    ['24 Dec', days('2026-12-24')],
    ['the 24th of december', days('2026-12-24')],
    ['December 24, 2027', days('2027-12-24')],
    ['2026-12-24', days('2026-12-24')],
    ['in 3 days', days('2026-11-21')],
    ['in a week', days('2026-11-25')],
    ['next 3 days', days('2026-11-18', '2026-11-21')],
    ['the next two weeks', days('2026-11-18', '2026-12-02')],
    ['within a week', days('2026-11-18', '2026-11-25')],
    ['this week', days('2026-11-16', '2026-11-22')],
    ['next week', days('2026-11-23', '2026-11-29')],
    ['this weekend', days('2026-11-21', '2026-11-22')],
    ['next weekend', days('2026-11-28', '2026-11-29')],
    ['this month', days('2026-11-01', '2026-11-30')],
    ['next month', days('2026-12-01', '2026-12-31')],
    ['December', days('2026-12-01', '2026-12-31')],
    ['november', days('2026-11-01', '2026-11-30')],
    ['february', days('2027-02-01', '2027-02-28')],
    ['february 2028', days('2028-02-01', '2028-02-29')],
    ['by friday', until('2026-11-20')],
    ['until Friday', until('2026-11-20')],
    ['before friday', until('2026-11-19')],
    ['before next week', until('2026-11-22')],
    ['by the end of the week', until('2026-11-22')],
    ['before the end of this month', until('2026-11-30')],
    ['by end of day', until('2026-11-18')],
    ['no later than 24 dec', until('2026-12-24')],
  ])('"%s" is a range', (words, range) => {
    expect(parseDueRange(words, at(WEDNESDAY))).toEqual(range)
  })

  test.each(['diligence', '', 'soon', '31 february', 'friday and monday', 'after friday', 'by', 'now'])(
    '"%s" is none',
    (words) => {
      expect(parseDueRange(words, at(WEDNESDAY))).toBeUndefined()
    },
  )
})

test('a week goes from Monday to Sunday, and the weekend is its end, on each of its days', () => {
  for (const day of ['16', '17', '18', '19', '20', '21', '22']) {
    const now = at(`2026-11-${day}T12:00:00Z`)
    expect(parseDueRange('this week', now), day).toEqual(days('2026-11-16', '2026-11-22'))
    expect(parseDueRange('this weekend', now), day).toEqual(days('2026-11-21', '2026-11-22'))
  }
})

test('the months go on over the end of the year', () => {
  expect(parseDueRange('next month', at('2026-12-31T12:00:00Z'))).toEqual(days('2027-01-01', '2027-01-31'))
  expect(parseDueRange('this week', at('2026-12-31T12:00:00Z'))).toEqual(days('2026-12-28', '2027-01-03'))
})

test('days are those of the visitor, and dates in digits are read as they write them', () => {
  expect(parseDueRange('today', at('2026-11-18T12:00:00Z', 'Pacific/Kiritimati'))).toEqual(days('2026-11-19'))
  expect(parseDueRange('today', at('2026-11-18T10:00:00Z', 'Pacific/Pago_Pago'))).toEqual(days('2026-11-17'))
  expect(parseDueRange('this week', at('2026-11-22T11:00:00Z', 'Pacific/Kiritimati'))).toEqual(
    days('2026-11-23', '2026-11-29'),
  )
  expect(parseDueRange('3/4', at(WEDNESDAY, 'UTC', 'en-US'))).toEqual(days('2027-03-04'))
  expect(parseDueRange('3/4', at(WEDNESDAY, 'UTC', 'en-GB'))).toEqual(days('2027-04-03'))
  expect(parseDueRange('24.12', at(WEDNESDAY, 'UTC', 'de'))).toEqual(days('2026-12-24'))
})
