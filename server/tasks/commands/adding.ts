import type { Command } from './command.ts'
import { pattern } from './pattern.ts'
import { CARDINALS, CONNECT, LIST, MANY, NAMED_END, ON_LIST, ONE } from './phrases.ts'
import { toTitle, trimEnd, unquote } from './text.ts'

const AS_TASK = pattern(` as (?:an? )?(?:new )?${ONE}$`)
const ADD_LEAD = pattern(`^(?:
  (?:(?:me|an?|the|another|my|new|one more) )*(?:${ONE}|note)(?! list)(?: (?:to|on|in) ${LIST})?(?: for me)?
  (?: ${CONNECT})?[:,]?(?= |$)|
  an? (?:[\\w-]+ )?[\\w-]+ ${ONE}(?: ${CONNECT}:?|:)(?= )|
  (?:to|on|in) ${LIST}(?: to|:)?(?= |$)|
  (?:one|one more|something|another|new)$)`)
const SEVERAL = pattern(`^
  (?:(?:the|these|those|following|some|new|my|a|few|couple|of|several|multiple|\\d+|${CARDINALS.join('|')}) )*
  (?:${MANY}(?: (?:to|on|in) ${LIST})?(?: to)?(?::| |$)|
  (?:these|following|things)(?: (?:to|on|in) ${LIST})?(?::|$))|^to ${LIST}:`)
export const DESCRIPTION =
  pattern(`(?: (?:with|and) (?:an? |the )?(?:description|desc|notes?(?= saying|:))(?: of| saying)?|
  [ ,;(](?:description|desc|details?|notes?)(?=:)):? ?(.+)$`)

export function add(rest = ''): Command {
  const several = SEVERAL.exec(rest)
  if (several) return addTitles(splitList(rest.slice(several[0].length)))
  const described = unquote(rest) === rest ? DESCRIPTION.exec(rest) : null
  const title = described ? rest.slice(0, described.index) : rest
  const description = unquote(trimEnd(described?.[1] ?? '').replace(/\)$/, ''))
  const name = nameOfNew(title)
  const command = addTitles([name])
  if (command?.tool !== 'add_task') return command
  const isQuoted = unquote(trimEnd(name)) !== trimEnd(name)
  return { ...command, ...(description && { description }), ...(isQuoted && { isQuoted }) }
}

export function put(rest = ''): Command {
  return ON_LIST.test(rest) ? add(rest) : undefined
}

export function create(rest = ''): Command {
  return SEVERAL.test(rest) || ADD_LEAD.test(rest) || NAMED_END.test(rest) ? add(rest) : undefined
}

function addTitles(raw: string[]): Command {
  const titles = raw.map(toTitle).filter((title) => title !== '')
  return titles.length > 0 ? { tool: 'add_task', titles } : { tool: 'incomplete', intent: 'add_task' }
}

function nameOfNew(text: string): string {
  const bare = trimEnd(text).replace(ON_LIST, '').replace(AS_TASK, '')
  const named = bare.replace(ADD_LEAD, '')
  return named === bare && /^(?:an?|the|new) /iu.test(bare) && NAMED_END.test(bare)
    ? bare.replace(/^\S+ /, '').replace(NAMED_END, '')
    : named
}

function splitList(text: string): string[] {
  const parts = text.split(/[,;]/)
  const last = parts.pop() ?? ''
  const and = /^ ?and /iu.test(last) ? -1 : last.lastIndexOf(' and ')
  const ends = and < 0 ? [last] : [last.slice(0, and), last.slice(and + 5)]
  return [...parts, ...ends].map((part) => part.replace(/^ ?and /iu, ''))
}
