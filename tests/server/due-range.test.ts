import { describe, expect, test } from 'vitest'
import type { Moment } from '../../server/tasks/due.ts'
import { type DueRange, dueIn } from '../../server/tasks/due-range.ts'
import { createTask } from '../../server/tasks/task.ts'

/** A Wednesday. */
const WEDNESDAY = new Date('2026-11-18T12:00:00Z')
const at = (now: Date, timeZone = 'UTC'): Moment => ({ now, timeZone, locale: 'en' })
const days = (due_from: string, due_to = due_from): DueRange => ({ due_from, due_to })
const until = (due_to: string): DueRange => ({ due_to })

describe('a range holds', () => {
  const tasks = (...dues: (string | null)[]) =>
    dues.map((due, index) => createTask(index + 1, { title: 'x', due }, WEDNESDAY))
  const held = (range: DueRange, moment: Moment, ...dues: (string | null)[]) =>
    dueIn(tasks(...dues), range, moment).map(({ due }) => due)

  test('everything, tasks without a date too, when it limits nothing', () => {
    const dues = ['2026-11-18', null, '2020-01-01T10:00:00.000Z']
    expect(held({}, at(WEDNESDAY), ...dues)).toEqual(dues)
    expect(held({ due_from: null, due_to: null, overdue: false }, at(WEDNESDAY), ...dues)).toEqual(dues)
  })

  test('dates and times of its first and its last day, and none beyond', () => {
    const inside = ['2026-11-18', '2026-11-19', '2026-11-18T00:00:00.000Z', '2026-11-19T23:59:59.999Z']
    const outside = ['2026-11-17', '2026-11-20', '2026-11-17T23:59:59.999Z', '2026-11-20T00:00:00.000Z', null]
    const range = days('2026-11-18', '2026-11-19')
    expect(held(range, at(WEDNESDAY), ...inside, ...outside)).toEqual(inside)
    expect(held(until('2026-11-19'), at(WEDNESDAY), '2020-01-01', '2026-11-20')).toEqual(['2020-01-01'])
    expect(held({ due_from: '2026-11-19' }, at(WEDNESDAY), '2026-11-18', '2030-01-01')).toEqual([
      '2030-01-01',
    ])
  })

  test.each([
    ['Pacific/Kiritimati', '2026-11-18', '2026-11-17T10:00:00.000Z', '2026-11-18T09:59:00.000Z'],
    ['America/Los_Angeles', '2026-11-01', '2026-11-01T07:00:00.000Z', '2026-11-02T07:59:00.000Z'],
    ['America/Los_Angeles', '2026-03-08', '2026-03-08T08:00:00.000Z', '2026-03-09T06:59:00.000Z'],
    // The clocks go forward at midnight: this day begins at one.
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '2026-09-07T02:59:00.000Z'],
  ])('in %s the whole of %s, however long it is', (timeZone, day, first, last) => {
    const around = (time: string, ms: number) => new Date(Date.parse(time) + ms).toISOString()
    const dues = [around(first, -1), first, last, around(last, 60_000)]
    expect(held(days(day), at(WEDNESDAY, timeZone), ...dues)).toEqual([first, last])
  })

  test('what is overdue: times that have passed, days that are over where the visitor is, nothing done', () => {
    const dues = ['2026-11-17', '2026-11-18', '2026-11-18T11:59:00.000Z', '2026-11-18T12:01:00.000Z', null]
    const overdue = { overdue: true }
    expect(held(overdue, at(WEDNESDAY), ...dues)).toEqual(['2026-11-17', '2026-11-18T11:59:00.000Z'])
    expect(held(overdue, at(WEDNESDAY, 'Pacific/Kiritimati'), '2026-11-18')).toEqual(['2026-11-18'])
    const done = tasks('2026-11-17').map((task) => ({ ...task, completed: true }))
    expect(dueIn(done, overdue, at(WEDNESDAY))).toEqual([])
  })
})
