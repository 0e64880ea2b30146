const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/**
 * The instant at which the clocks of a time zone show this time, given as if it were UTC. A time that is there twice,
 * when the clocks go back, is the first one; one that is not there, when they go forward, is later by the jump.
 */
export function instantOf(clock: number, timeZone: string): Date {
  const [before, after] = [-DAY_MS, DAY_MS].map((far) => offsetAt(new Date(clock + far), timeZone))
  const at = (offset = 0) => new Date(clock - offset * MINUTE_MS)
  const isRight = (offset = 0) => offsetAt(at(offset), timeZone) === offset
  return !isRight(before) && isRight(after) ? at(after) : at(before)
}

/** What the clocks of a time zone show at an instant, as if it were UTC. */
export const clockAt = (instant: Date, timeZone: string): number =>
  instant.getTime() + offsetAt(instant, timeZone) * MINUTE_MS

/** The day that the clocks of a time zone show at an instant, as `2026-12-24`. */
export const dateAt = (instant: Date, timeZone: string): string =>
  new Date(clockAt(instant, timeZone)).toISOString().slice(0, 10)

/** Minutes by which a time zone is ahead of UTC. */
function offsetAt(instant: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
