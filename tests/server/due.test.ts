import { expect, test } from 'vitest'
import { findDue, type Moment } from '../../server/tasks/due.ts'

/** A Saturday, at noon in London. */
const SATURDAY = new Date('2026-11-21T12:00:00Z')
const at = (locale: string, timeZone = 'UTC', now = SATURDAY): Moment => ({ locale, timeZone, now })
const dueOf = (text: string, moment: Moment) => findDue(text, moment)?.due

test.each([
  ['America/Los_Angeles', 'call at 9am on March 14 2027', '2027-03-14T16:00:00.000Z'],
  ['America/Los_Angeles', 'call at 1am on March 14 2027', '2027-03-14T09:00:00.000Z'],
  ['America/Los_Angeles', 'call at 9pm on November 7 2027', '2027-11-08T05:00:00.000Z'],
  ['Australia/Sydney', 'wake at 1am on October 3 2027', '2027-10-02T15:00:00.000Z'],
  ['Australia/Sydney', 'wake at 9am on October 3 2027', '2027-10-02T22:00:00.000Z'],
  ['Asia/Kolkata', 'call at 9am on March 14 2027', '2027-03-14T03:30:00.000Z'],
  // This time is not there, and is read as an hour later.
  ['America/Los_Angeles', 'call at 2:30am on March 14 2027', '2027-03-14T10:30:00.000Z'],
  // This time is there twice, and is the first one.
  ['America/Los_Angeles', 'call at 1:30am on November 7 2027', '2027-11-07T08:30:00.000Z'],
])('in %s, "%s" is a time of its clocks', (timeZone, text, due) => {
  expect(dueOf(text, at('en-US', timeZone))).toBe(due)
})
