import { expect, test } from 'vitest'
import { describeDue } from '../../server/tasks/describe-due.ts'
import { sentences } from '../../server/tasks/sentences.ts'
import { createTask } from '../../server/tasks/task.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const reader = (locale: string, timeZone = 'UTC') => ({ locale, timeZone, now: () => NOW })
const aTask = (due: string) => createTask(1, { title: 'Milch', due }, NOW)

test.each([
  ['2026-11-27', 'Fri, Nov 27'],
  ['2026-01-02', 'Fri, Jan 2'],
  ['2027-04-03', 'Sat, Apr 3'],
  ['2027-11-27', 'Sat, Nov 27, 2027'],
  ['2025-11-27', 'Thu, Nov 27, 2025'],
  ['2026-11-27T15:00:00.000Z', 'Fri, Nov 27, 3:00 PM'],
  ['2028-01-01T03:00:00.000Z', 'Sat, Jan 1, 2028, 3:00 AM'],
])('%s is read as %s', (due, words) => {
  expect(describeDue(due, reader('en'))).toBe(words)
})

test('the year is that of the visitor, as the hour is', () => {
  expect(describeDue('2028-01-01T03:00:00.000Z', reader('en', 'America/Los_Angeles'))).toContain(
    'Dec 31, 2027',
  )
})

test.each([
  ['de', '2026-11-27', /27\. Nov\.$/],
  ['fr', '2026-11-27', /27 nov\.$/],
  ['en', '2026-11-27', /Nov 27\.$/],
])('in %s, a sentence that ends in %s has one full stop', (locale, due, end) => {
  expect(sentences(reader(locale)).nowAdded([aTask(due)])).toMatch(end)
})

test('a list says when its tasks are due as a visitor reads it', () => {
  const said = sentences(reader('en', 'America/New_York')).notFound({ name: 'x' }, [
    aTask('2026-11-22T16:00:00.000Z'),
  ])
  expect(said).toContain('- 1: Milch, Sun, Nov 22, 11:00 AM')
})
