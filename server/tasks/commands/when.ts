import { DAYS, LIMIT, OVERDUE } from './parse-due-range.ts'
import { pattern, sentence } from './pattern.ts'
import { MANY, ONE } from './phrases.ts'

/** Who says more than that does not just ask when tasks are due. */
const MOST_CHARACTERS = 120

// Words of a question or an order about the list. A row of them can be read in one way only.
const WORD = `(?:what(?:'s)?|which|how|many|much|do|does|have|has|i|i've|we|we've|are|is|am|was|were|there|got|get|
  (?<=\\b(?:be|get) )done|be|need|needs|must|should|supposed|to|with|(?<=\\b(?:to|i|must|should) )(?:finish|complete)|
  show|me|see|any|anything|something|all|every|everything|things?|stuff|tasks?|to-?dos?|dos|items?|ones|reminders?|
  list|plate|agenda|calendar|(?<=\\b(?:my|the|our) )schedule|deadlines?|my|our|the|of|that|that's|
  on|for|in|at|over|during|coming|up|planned|scheduled|due|open|pending|outstanding|remaining|remains?|left|
  unfinished|incomplete|still|yet|also|else|currently|already)`
const DATED = sentence(`(?:${WORD} )*(?<when>(?:${LIMIT} )?${DAYS})(?:'s)?(?: ${WORD})*`)
const LATE = sentence(`(?:(?:${WORD}|running) )*(?<when>${OVERDUE})(?: (?:${WORD}|by|now|today))*`)

// "Today" says when things are done as often as when they are due.
const NOW = '(?:today|tonight|this (?:morning|afternoon|evening))'
const IS_NOW = sentence(`${NOW}|yesterday`)
const IS_DUE = pattern(
  `\\b(?:due|deadlines?)\\b|\\bfor ${NOW}\\b|\\btoday's (?:\\w+ )?(?:${MANY}|deadlines)\\b`,
)

const ABOUT_TASKS =
  pattern(`\\b(?:due|deadlines?|late|${ONE}|${MANY}|things?|stuff|(?:any|some|every)thing|list|plate|agenda|
  calendar|schedule|scheduled|planned)\\b|^(?:what|do|have)\\b.*\\b(?:i|we|on|for|up)\\b`)
const PLURAL = pattern(
  `\\b(?:${MANY}|ones|deadlines|list|things|everything|anything)\\b|^(?!late)${OVERDUE}$`,
)
// "All tasks are due friday" asks nothing.
const STATEMENT = pattern(
  `(?<!\\b(?:that|which|i|we|to) )\\b(?:is|are|have|has|do|does|was|were|needs?|must|should)\\b`,
)

/** The words that say when the tasks are due that a question or an order is about: "overdue", "by friday". */
export function whenIn(text: string): string | undefined {
  if (text.length > MOST_CHARACTERS) return undefined
  const late = LATE.exec(text)?.groups?.when
  if (late) return late
  const when = DATED.exec(text)?.groups?.when
  return when && IS_NOW.test(when) && !IS_DUE.test(text) ? undefined : when
}

/** Whether a question is about tasks that are due at some time, and not about that time. */
export const asksWhen = (question: string): boolean =>
  whenIn(question) !== undefined && ABOUT_TASKS.test(question)

/** Whether the words name tasks that are due at some time: "my tasks for tomorrow". */
export const namesWhen = (text: string): boolean =>
  whenIn(text) !== undefined && PLURAL.test(text) && !STATEMENT.test(text)

/** Whether words that name some time say that tasks are due then, and not when something is done to them. */
export const saysDue = (text: string): boolean =>
  /\b(?:(?:over|past )?due|late|deadlines?|for)\b|['’]s /iu.test(text)
