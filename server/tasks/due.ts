import type { ParsedComponents } from 'chrono-node'
import { type DateParser, parsersFor } from './dates/parsers.ts'
import { falseZone, isDuePhrase } from './dates/suspects.ts'
import { clockAt, instantOf } from './dates/zone.ts'

/** When and where the visitor is. */
export interface Moment {
  now: Date
  /** IANA name. */
  timeZone: string
  /** BCP 47. */
  locale: string
}

/** Where words stand in a text. */
export interface Span {
  start: number
  end: number
}

/** A date (`2026-12-24`), or an instant when a time of day is meant. */
export interface FoundDue {
  due: string
  /** Where the words that said it stand, in their order: those of the date and those of the time. */
  spans: Span[]
  /** Whether it is the beginning of something that also has an end. */
  isRange: boolean
  /** Of the words. */
  language: string
}

/** What a parser read in one place. */
interface Reading extends Span {
  parts: ParsedComponents
  isRange: boolean
  /** Minutes ahead of UTC, when the words name a time zone. */
  zone: number | null
}

/** Longer texts are not searched, because that takes long. */
const MAX_SEARCHED = 300
const WEEK_MS = 7 * 86_400_000

/**
 * Finds when something is due in plain words, in the visitor's language or in English, as seen from where they are:
 * "tomorrow", "next Friday at 5pm", "übermorgen". What lies ahead is preferred.
 */
export function findDue(text: string, moment: Moment): FoundDue | undefined {
  if (text.length > MAX_SEARCHED) return undefined
  const found = parsersFor(moment.locale).flatMap((parser) => findWith(parser, text, moment) ?? [])
  // The order of equals stays: the visitor's own language comes first.
  return found.sort((a, b) => b.worth - a.worth)[0]
}

/** An ISO date or instant as it is, plain words as what they mean; `undefined` when it is neither. */
export function parseDue(text: string, moment: Moment): string | undefined {
  const trimmed = text.trim()
  if (/^\d{4}-\d{2}-\d{2}$/.test(trimmed)) return isDate(trimmed) ? trimmed : undefined
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(trimmed)) {
    const instant = new Date(trimmed)
    return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString()
  }
  return findDue(trimmed, moment)?.due
}

/** The date and the time that stand in a text, as one. */
function findWith(parser: DateParser, text: string, moment: Moment) {
  const here = clockHere(moment)
  const readings = read(parser, text, here, moment.locale)
  const date = readings.filter(isDated).toSorted((a, b) => precision(b) - precision(a))[0]
  const time = date?.parts.isCertain('hour') ? undefined : readings.find((reading) => !isDated(reading))
  const said = [date, time].flatMap((reading) => reading ?? []).sort((a, b) => a.start - b.start)
  const due = (date || parser.readsTimes) && toDue(date, time, here, moment)
  if (!due) return undefined
  const length = said.reduce((sum, { start, end }) => sum + end - start, 0)
  return {
    due,
    spans: said.map(({ start, end }) => ({ start, end })),
    isRange: said.some(({ isRange }) => isRange),
    language: parser.language,
    worth: (date ? 2000 : 0) + (due.length > 10 ? 1000 : 0) + length,
  }
}

/** What the visitor's clock shows, on the clock of this machine: some of chrono counts from there, whatever the zone. */
function clockHere({ now, timeZone }: Moment): Date {
  const clock = new Date(clockAt(now, timeZone)).toISOString()
  return new Date(clock.slice(0, -1))
}

function read({ chrono }: DateParser, text: string, here: Date, locale: string): Reading[] {
  return chrono
    .parse(hideFrom(text), here, { forwardDate: true })
    .filter((result) => isDuePhrase(result, text, locale))
    .map((result) => {
      const { index, start: parts, end } = result
      const word = falseZone(result)
      const zone = parts.isCertain('timezoneOffset') && !word ? parts.get('timezoneOffset') : null
      return { start: index, end: index + result.text.length - word.length, parts, isRange: !!end, zone }
    })
}

/** "From 1 Dec" is not "from one o'clock". */
const hideFrom = (text: string) => text.replace(/\bfrom(?=\s+\d)/gi, (from) => ' '.repeat(from.length))

const hasDay = ({ parts }: Reading) => parts.isCertain('day') || parts.isCertain('weekday')
const isDated = (reading: Reading) => hasDay(reading) || !reading.parts.isCertain('hour')
const precision = (reading: Reading) => (hasDay(reading) ? 2 : 0) + (reading.parts.isCertain('hour') ? 1 : 0)

/** The due date of a day and a time of day, or of either; `undefined` when it is out of reach. */
function toDue(date: Reading | undefined, time: Reading | undefined, here: Date, moment: Moment) {
  const { now, timeZone } = moment
  const day = (date ?? time)?.parts
  if (!day) return undefined
  if (day.tags().has('result/relativeDateAndTime')) {
    return toIso(new Date(now.getTime() + day.date().getTime() - here.getTime()), now)
  }
  const timed = date?.parts.isCertain('hour') ? date : time
  const part = (name: 'year' | 'month' | 'day') => day.get(name) ?? 0
  const [hour, minute] = (['hour', 'minute'] as const).map((name) => timed?.parts.get(name) ?? 0)
  const clock = Date.UTC(part('year'), part('month') - 1, part('day'), hour, minute)
  if (!timed) return toIso(new Date(clock), now)?.slice(0, 10)
  const isWeekday = !day.isCertain('day') && day.isCertain('weekday')
  const instant = toInstant(clock, timed, timeZone)
  // At ten on a Saturday, "Saturday at nine" is in a week.
  return toIso(isWeekday && instant < now ? toInstant(clock + WEEK_MS, timed, timeZone) : instant, now)
}

/** Without a zone of its own, a time is one of the visitor's clock. */
const toInstant = (clock: number, { zone }: Reading, timeZone: string): Date =>
  zone === null ? instantOf(clock, timeZone) : new Date(clock - zone * 60_000)

/** A year long ago, or far ahead, is part of what is to be done: "read about 476 AD". */
function toIso(instant: Date, now: Date): string | undefined {
  const years = instant.getUTCFullYear() - now.getUTCFullYear()
  return years >= -1 && years <= 100 ? instant.toISOString() : undefined
}

/** Whether there is such a day: there is no 30 February. */
function isDate(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
