import { clockAt, dateAt, instantOf } from './dates/zone.ts'
import type { Moment } from './due.ts'

/** How much later something is to be due; earlier when the count is negative. */
export interface Shift {
  count: number
  unit: 'minute' | 'hour' | 'day' | 'week' | 'month'
}

const MINUTE_MS = 60_000
const CLOCK_UNITS = { minute: MINUTE_MS, hour: 60 * MINUTE_MS }

/**
 * When something is due that was due at another time, or not at all: then it goes from now. By days, it keeps its time
 * of day; by months, its day, as far as the month has it. By hours, a day without a time goes from now, too.
 */
export function shiftDue(due: string | null, { count, unit }: Shift, { now, timeZone }: Moment): string {
  const isDate = due?.length === 10
  if (unit === 'minute' || unit === 'hour') {
    const from = due && !isDate ? Date.parse(due) : now.getTime()
    return new Date(from + count * CLOCK_UNITS[unit]).toISOString()
  }
  if (due && !isDate) {
    const clock = shiftDays(new Date(clockAt(new Date(due), timeZone)), count, unit)
    return instantOf(clock.getTime(), timeZone).toISOString()
  }
  return shiftDays(new Date(due ?? dateAt(now, timeZone)), count, unit)
    .toISOString()
    .slice(0, 10)
}

/** In the calendar of UTC, where every day has 24 hours. */
function shiftDays(date: Date, count: number, unit: 'day' | 'week' | 'month'): Date {
  const moved = new Date(date)
  if (unit !== 'month') {
    moved.setUTCDate(date.getUTCDate() + count * (unit === 'week' ? 7 : 1))
    return moved
  }
  moved.setUTCMonth(date.getUTCMonth() + count)
  // 31 January and a month is the last day of February, not one of March.
  if (moved.getUTCDate() !== date.getUTCDate()) moved.setUTCDate(0)
  return moved
}
