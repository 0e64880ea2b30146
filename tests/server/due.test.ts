import { describe, expect, test } from 'vitest'
import { parsersFor } from '../../server/tasks/dates/parsers.ts'
import { findDue, type Moment, parseDue } from '../../server/tasks/due.ts'

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

test.each<[string, string]>([
  ['en', '2027-03-04'],
  ['en-US', '2027-03-04'],
  ['en-CA', '2027-03-04'],
  ['en-PH', '2027-03-04'],
  ...['en-GB', 'en-AU', 'en-NZ', 'en-IE', 'en-IN', 'en-ZA', 'en-150', 'de', 'fr-CA', 'pl', 'tr'].map(
    (locale): [string, string] => [locale, '2027-04-03'],
  ),
])('in %s, 03/04/2027 is %s', (locale, due) => {
  expect(dueOf('call on 03/04/2027', at(locale))).toBe(due)
})

test.each([
  ['en', 'book flight from 1 Dec to 5 Dec', '2026-12-01'],
  ['en', 'order 1/2 dozen eggs', undefined],
  ['en', 'pay on 1/2', '2027-01-02'],
  ['en', 'on 1 January 12345', undefined],
  ['en', 'fall of rome on 4 September 476 AD', undefined],
  ['en', 'party in 9000 years', undefined],
  ['en', 'party in 99999999999999 years', undefined],
  ['en', 'rent a car for 2 days', undefined],
  ['en', 'notes of last friday', undefined],
  ['en', 'call mom in 2 hours', '2026-11-21T14:00:00.000Z'],
  ['en', 'tomorrow call mom at 3pm', '2026-11-22T15:00:00.000Z'],
  ['en', '3pm call mom tomorrow', '2026-11-22T15:00:00.000Z'],
  ['en', 'call mom at 9am', '2026-11-22T09:00:00.000Z'],
  ['en', 'saturday at 9am', '2026-11-28T09:00:00.000Z'],
  ['en', 'next week tuesday', '2026-11-24'],
  ['en', 'tomorrow at 9 get milk', '2026-11-22T09:00:00.000Z'],
  ['en', 'tomorrow at 9am EST', '2026-11-22T14:00:00.000Z'],
  ['en', 'call mom this evening', '2026-11-21'],
  ['en', 'pick up the evening dress', undefined],
  ['en', 'buy sun cream', undefined],
  ['de', 'am 24.12. um 18 Uhr', '2026-12-24T18:00:00.000Z'],
  ['de', 'am 24.12.2027 um 18 Uhr', '2027-12-24T18:00:00.000Z'],
  ['de', 'am 3.4. zum Arzt', '2027-04-03'],
  ['de', 'Müll nächste Woche Dienstag', '2026-11-24'],
  ['de', 'Müll Dienstag nächste Woche', '2026-11-24'],
  ['de', 'Müll nächste Woche', '2026-11-28'],
  ['de', 'morgen früh um 9', '2026-11-22T09:00:00.000Z'],
  ['de', 'so bald wie möglich', undefined],
  ['de', 'Zimmer 3 am Ende aufräumen', undefined],
  ['de', 'call mom next friday at 5pm', '2026-11-27T17:00:00.000Z'],
  ['pt', 'amanhã às 15h', '2026-11-22T15:00:00.000Z'],
  ['pt', 'amanhã às 15h30', '2026-11-22T15:30:00.000Z'],
  ['pt', 'amanhã às 3 da tarde', '2026-11-22T15:00:00.000Z'],
  ['pt', 'depois de amanhã', '2026-11-23'],
  ['es', 'el martes a las 3 de la tarde', '2026-11-24T15:00:00.000Z'],
  ['es', 'mañana a las 15h', '2026-11-22T15:00:00.000Z'],
  ['es', 'mañana a las 9 de la mañana', '2026-11-22T09:00:00.000Z'],
  ['es', 'mañana a las 12 de la noche', '2026-11-22T00:00:00.000Z'],
  ['es', 'pasado mañana', '2026-11-23'],
  ['es', 'hoy', '2026-11-21'],
  ['es', 'estudiar 2h', undefined],
  ['fr', 'après-demain à 9h', '2026-11-23T09:00:00.000Z'],
  ['fr', "demain à 3 heures de l'après-midi", '2026-11-22T15:00:00.000Z'],
  ['it', 'domani alle 3 del pomeriggio', '2026-11-22T15:00:00.000Z'],
  ['nl', 'overmorgen om 9 uur', '2026-11-23T09:00:00.000Z'],
  ['sv', 'i morgon', '2026-11-22'],
  ['ja', '歯医者 来週の金曜日', '2026-11-27'],
  ['ja', '12月24日にパーティー', '2026-12-24'],
  ['ja', '明後日', '2026-11-23'],
  ['zh', '下周五看牙医', '2026-11-27'],
  ['zh-TW', '明天15:00開會', '2026-11-22T15:00:00.000Z'],
  ['ru', 'позвонить завтра в 15:00', '2026-11-22T15:00:00.000Z'],
  ['ar', 'غدا الساعة 3', '2026-11-22T03:00:00.000Z'],
  ['tr', 'yarın saat 15:00', '2026-11-22T15:00:00.000Z'],
  ['tr', 'cuma 15:00 toplantı', undefined],
  ['tr', 'öbür gün', '2026-11-23'],
  ['hi', 'कल 15:00', '2026-11-22T15:00:00.000Z'],
  ['ko', '내일까지 보고서', '2026-11-22'],
  ['ko', '모레', '2026-11-23'],
  ['pl', 'jutro 15:00', undefined],
  ['pl', 'call mom tomorrow at 15:00', '2026-11-22T15:00:00.000Z'],
])('in %s, "%s" is %s', (locale, text, due) => {
  expect(dueOf(text, at(locale))).toBe(due)
})

describe('counts from the day of the visitor', () => {
  const EVENING = new Date('2026-11-18T23:30:00Z')
  test.each([
    ['en', 'Pacific/Auckland', 'tomorrow', '2026-11-20'],
    ['en', 'America/Los_Angeles', 'tomorrow', '2026-11-19'],
    ['ja', 'Asia/Tokyo', '今夜', '2026-11-19'],
    ['zh', 'Asia/Shanghai', '明天', '2026-11-20'],
    ['de', 'Europe/Berlin', 'Freitag nächste Woche', '2026-11-27'],
    ['ja', 'Asia/Tokyo', '来週の金曜日', '2026-11-27'],
    ['tr', 'Europe/Istanbul', 'yarın', '2026-11-20'],
    ['en', 'Asia/Tokyo', 'in 2 hours', '2026-11-19T01:30:00.000Z'],
  ])('%s in %s: %s', (locale, timeZone, text, due) => {
    expect(dueOf(text, at(locale, timeZone, EVENING))).toBe(due)
  })
})

test.each([
  ['2026-12-24', '2026-12-24'],
  ['2026-02-30', undefined],
  ['2026-12-24T10:00+01:00', '2026-12-24T09:00:00.000Z'],
  ['2026-12-24T25:00:00Z', undefined],
  [' tomorrow ', '2026-11-22'],
  ['soon', undefined],
])('%j as a due date is %j', (text, due) => {
  expect(parseDue(text, at('en'))).toBe(due)
})

test('a long text has no date, and takes no time', () => {
  const long = 'call mom on monday at 9 or tuesday 3 March '.repeat(10_000)
  const started = performance.now()
  expect(findDue(long, at('de'))).toBeUndefined()
  expect(parseDue(long, at('de'))).toBeUndefined()
  expect(performance.now() - started).toBeLessThan(100)
})

test('a language that has no parser reads no time without a date', () => {
  expect(parsersFor('ko').map(({ readsTimes }) => readsTimes)).toEqual([false])
  expect(parsersFor('fr').map(({ language }) => language)).toEqual(['fr', 'en'])
})
