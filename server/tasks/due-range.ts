import { z } from 'zod'
import { dateAt, instantOf } from './dates/zone.ts'
import type { Moment } from './due.ts'
import type { Task } from './task.ts'

const date = z.iso.date()

/** When the tasks of a list are due, as the model may say it. What is left out limits nothing. */
export const dueRange = z.object({
  due_from: date.nullish().describe('Only tasks due on this day or later: a date such as 2026-12-24'),
  due_to: date.nullish().describe('Only tasks due on this day or earlier: a date such as 2026-12-31'),
  overdue: z.boolean().nullish().describe('Only tasks that were due before now and are not done'),
})

/** When the tasks of a list are due, in days of the visitor's time zone, the first and the last included. */
export type DueRange = z.infer<typeof dueRange>

const DAY_MS = 86_400_000

/** Those of the tasks that are due in a range: all of them when it limits nothing. */
export function dueIn(tasks: Task[], { due_from, due_to, overdue }: DueRange, moment: Moment): Task[] {
  if (!due_from && !due_to && !overdue) return tasks
  const { now, timeZone } = moment
  const today = dateAt(now, timeZone)
  const midnight = (date: string, days = 0) => instantOf(Date.parse(date) + days * DAY_MS, timeZone).getTime()
  const begin = due_from ? midnight(due_from) : Number.NEGATIVE_INFINITY
  const end = due_to ? midnight(due_to, 1) : Number.POSITIVE_INFINITY

  return tasks.filter(({ due, completed }) => {
    if (!due) return false
    const isDate = due.length === 10
    // A day is over when it is over where the visitor is.
    const isOver = isDate ? due < today : Date.parse(due) < now.getTime()
    if (overdue && (completed || !isOver)) return false
    if (isDate) return due >= (due_from ?? '') && (!due_to || due <= due_to)
    const instant = Date.parse(due)
    return begin <= instant && instant < end
  })
}
