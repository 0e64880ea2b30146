import { describe, expect, test } from 'vitest'
import { type Shift, shiftDue } from '../../server/tasks/shift-due.ts'

const by = (count: number, unit: Shift['unit']): Shift => ({ count, unit })
const BERLIN = { now: new Date('2026-11-20T23:30:00Z'), timeZone: 'Europe/Berlin', locale: 'en' }

describe('in Berlin, just after midnight on 21 November', () => {
  test.each<[string | null, Shift, string]>([
    ['2026-12-10', by(1, 'week'), '2026-12-17'],
    ['2026-12-10', by(-3, 'day'), '2026-12-07'],
    ['2026-12-31', by(1, 'day'), '2027-01-01'],
    ['2026-10-31', by(1, 'month'), '2026-11-30'],
    ['2026-03-31', by(-1, 'month'), '2026-02-28'],
    ['2026-12-10', by(2, 'month'), '2027-02-10'],
    ['2026-12-10T17:00:00Z', by(2, 'day'), '2026-12-12T17:00:00.000Z'],
    ['2026-12-10T17:00:00Z', by(90, 'minute'), '2026-12-10T18:30:00.000Z'],
    // The clocks go forward on 28 March 2027, and it is still due at ten.
    ['2027-03-27T09:00:00Z', by(1, 'day'), '2027-03-28T08:00:00.000Z'],
    ['2027-03-27T09:00:00Z', by(24, 'hour'), '2027-03-28T09:00:00.000Z'],
    [null, by(1, 'day'), '2026-11-22'],
    [null, by(1, 'hour'), '2026-11-21T00:30:00.000Z'],
    ['2026-12-10', by(1, 'hour'), '2026-11-21T00:30:00.000Z'],
  ])('%j, %j later, is %j', (due, shift, later) => {
    expect(shiftDue(due, shift, BERLIN)).toBe(later)
  })
})
