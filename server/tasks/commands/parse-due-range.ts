import { dateAt } from '../dates/zone.ts'
import { findDue, type Moment } from '../due.ts'
import type { DueRange } from '../due-range.ts'
import { COUNT, countIn } from './amount.ts'
import { pattern, sentence } from './pattern.ts'

/** The first and the last of some days, each as the number of days since 1 January 1970. */
type Days = [first: number, last: number]

const DAY_MS = 86_400_000
const WEEKDAY = `(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)`
const MONTH_NAME = 'january|february|march|april|may|june|july|august|september|october|november|december'
const MONTHS = MONTH_NAME.split('|')
const MONTH = `(?:${MONTH_NAME}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)`
const NTH = '\\d{1,2}(?:st|nd|rd|th)?'

/** English words for days, and which days they are. The first that fits counts. */
const TABLE: [words: string, find: (said: string, today: number, moment: Moment) => Days | undefined][] = [
  ['today|tonight|this (?:morning|afternoon|evening)|(?:the )?day', (_, today) => [today, today]],
  ['(?:the )?day after tomorrow', (_, today) => [today + 2, today + 2]],
  [
    `(?:within (?:the next )?|(?:the )?(?:next|coming) )${COUNT} (?:days?|weeks?)|the next week`,
    (said, today) => [today, today + countIn(said) * (/week/i.test(said) ? 7 : 1)],
  ],
  // "May I" is a question.
  [`(?:${MONTH_NAME})(?! i\\b)(?: \\d{4})?`, monthNamed],
  ['(?:(?:this|next|the|(?:the |this )?coming) )?(?:week|weekend|month)', periodOf],
  [
    `yesterday|tomorrow(?: (?:morning|afternoon|evening|night))?|in ${COUNT} (?:days?|weeks?)|
    (?:(?:this|next|(?:the |this )?coming) )?${WEEKDAY}(?: (?:morning|afternoon|evening|night|next week|this week))?|
    next week (?:on )?${WEEKDAY}|
    (?:${WEEKDAY},? )?(?:the )?(?:${NTH} (?:of )?${MONTH}|${MONTH} ${NTH})(?:,? \\d{4})?|
    \\d{4}-\\d\\d-\\d\\d|\\d{1,2}[./]\\d{1,2}(?:[./](?:\\d{4}|\\d\\d))?`,
    dayFound,
  ],
]
const READINGS = TABLE.map(([words, find]) => ({ shape: sentence(words), find }))

/** What may be said of days, as the source of a pattern without groups of its own. */
export const DAYS = `(?:${TABLE.map(([words]) => words).join('|')})`
/** What makes days the last ones: all that is due until then is meant. */
export const LIMIT = '(?:(?:by|until|till|up to|no later than|before)(?: (?:the )?end of)?)'
/** What is said of tasks whose time is over. */
export const OVERDUE = `(?:overdue|late|past (?:due|(?:the|their|its) (?:due date|deadline)))`

const LIMITED = sentence(`(?:(${LIMIT}) )?(.+)`)
const IS_OVERDUE = sentence(OVERDUE)

/**
 * When something is due by words like "this week", "by friday" or "overdue", as seen from where the visitor is;
 * `undefined` when that is unclear. Weeks begin on Monday, as in the due dates that visitors give.
 */
export function parseDueRange(words: string, moment: Moment): DueRange | undefined {
  if (IS_OVERDUE.test(words)) return { overdue: true }
  const [, limit, said = ''] = LIMITED.exec(words) ?? []
  const today = Date.parse(dateAt(moment.now, moment.timeZone)) / DAY_MS
  const days = READINGS.find(({ shape }) => shape.test(said))?.find(said, today, moment)
  if (!days) return undefined
  const [first, last] = days
  if (!limit) return { due_from: toDate(first), due_to: toDate(last) }
  return { due_to: toDate(/^before$/i.test(limit) ? first - 1 : last) }
}

const toDate = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

function periodOf(said: string, today: number): Days {
  const isNext = /next|coming/i.test(said)
  if (/month/i.test(said)) return monthAt(today, isNext ? 1 : 0)
  // 1 January 1970 was a Thursday.
  const monday = today - ((today + 3) % 7)
  if (/weekend/i.test(said)) {
    const saturday = monday + (/next/i.test(said) ? 12 : 5)
    return [saturday, saturday + 1]
  }
  const first = monday + (isNext ? 7 : 0)
  return [first, first + 6]
}

/** The month that is so many months ahead. */
function monthAt(today: number, ahead: number): Days {
  const date = new Date(today * DAY_MS)
  const firstOf = (month: number) => Date.UTC(date.getUTCFullYear(), month) / DAY_MS
  const month = date.getUTCMonth() + ahead
  return [firstOf(month), firstOf(month + 1) - 1]
}

/** A month by its name: of the year that is said, or the next that is not over. */
function monthNamed(said: string, today: number): Days {
  const [name = '', year] = said.toLowerCase().split(' ')
  const now = new Date(today * DAY_MS)
  const ahead = MONTHS.indexOf(name) - now.getUTCMonth()
  if (year) return monthAt(today, ahead + (Number(year) - now.getUTCFullYear()) * 12)
  return monthAt(today, ahead < 0 ? ahead + 12 : ahead)
}

const ARTICLE = pattern('^(?:on)? ?(?:the|this)? ?(?:coming)?$')

/** One day, read as the due dates are that visitors give: what was added so is found so. */
function dayFound(said: string, _today: number, moment: Moment): Days | undefined {
  // "On" tells names of days from other short words, and a full stop 24.12. from a number.
  const text = `${/^in /i.test(said) ? '' : 'on '}${said}${/^[\d.]+$/.test(said) ? '.' : ''}`
  const found = findDue(text, moment)
  const [span, ...others] = found?.spans ?? []
  if (!found || !span || others.length > 0) return undefined
  const isWhole = ARTICLE.test(text.slice(0, span.start).trim()) && /^\.?$/.test(text.slice(span.end))
  const date = found.due.length === 10 ? found.due : dateAt(new Date(found.due), moment.timeZone)
  const day = Date.parse(date) / DAY_MS
  return isWhole ? [day, day] : undefined
}
