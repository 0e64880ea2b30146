import type { CallerContext } from '../chatkit/hooks.ts'

/** How a visitor reads dates, and when. */
export type Reader = Pick<CallerContext, 'timeZone' | 'locale' | 'now'>

/** As far as the day and the month alone say which year is meant. */
const NEAR_MS = 335 * 86_400_000

/**
 * A due date in words of the visitor's language: "Fri, 24 Dec", with the time of day if it has one, and with its year
 * when that is another one, and not near.
 */
export function describeDue(due: string, { timeZone, locale, now }: Reader): string {
  const isDate = due.length === 10
  const date = new Date(due)
  const zone = isDate ? 'UTC' : timeZone
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(isClose(date, zone, now(), timeZone) ? {} : { year: 'numeric' }),
    ...(isDate ? {} : { hour: 'numeric', minute: '2-digit' }),
    timeZone: zone,
  }).format(date)
}

function isClose(date: Date, zone: string, now: Date, timeZone: string): boolean {
  const yearOf = (instant: Date, timeZone: string) =>
    new Intl.DateTimeFormat('en', { year: 'numeric', calendar: 'gregory', timeZone }).format(instant)
  return Math.abs(date.getTime() - now.getTime()) < NEAR_MS || yearOf(date, zone) === yearOf(now, timeZone)
}
