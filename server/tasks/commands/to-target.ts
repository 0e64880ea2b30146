import type { TaskStatus } from '../task.ts'
import type { Target } from './command.ts'
import { statusOf, WORDS } from './listing.ts'
import { pattern, sentence } from './pattern.ts'
import { CARDINALS, CONNECT, IT, MANY, NAMED_END, ON_LIST, ONE, ORDINALS, STATE } from './phrases.ts'
import { trimEnd, unquote } from './text.ts'
import { namesWhen, whenIn } from './when.ts'

export const NO_ONE = sentence(`(?:(?:an?|some|another|new|one|any) )?(?:${ONE}|${MANY})|something|one`)
export const LAST = sentence(`${IT}|its|the|last (?:one|${ONE})|
  (?:the|that|this|my) (?:(?:last|latest|previous|newest|same|most recent) )?(?:one|${ONE})`)
const THEM = sentence(
  `(?:(?:all|both|each|every one)(?: of)? )?(?:them|those|these)(?: (?:all|both|ones|${MANY}))?|both`,
)
const STATUS_OF = /^(?:the )?status of /iu
const NAMED = pattern(`^(?:(?:the|my|that|this|an?) )?
  (?:${ONE}(?: ${CONNECT})?:? |one (?:about|called|named|for) )?`)
const EVERY = pattern(`\\b(?:all|every|everything|each|ones)\\b|
  \\b(?:my|the|our) (?:[\\w-]+ ){0,3}(?:list|${MANY})\\b|^${STATE}(?: (?:${MANY}|things))?$`)

const EVERY_BUT = sentence(`(.+?),? (?:but|except(?: for)?|apart from) (?!not\\b)(.+)`)

const FILLER = new Set(
  ' # the my task tasks todo todos to-do item items number no no. id and or also'.split(' '),
)
const RANGE = /(\d) ?(?:[-–—]|to|through|thru) ?#?(?=\d)/gu
const RANGE_LIMIT = 100
export const POSITION = pattern(`\\b(${ORDINALS.join('|')}|\\d+(?:st|nd|rd|th))\\b(?: ones?\\b)?`)
const POSITIONS = new RegExp(POSITION, 'giu')
const COUNTED = sentence(`(?:the )?(?:(?:first|last|next|other) )?(?:\\d+|${CARDINALS.join('|')}) ${MANY}`)

/** Which tasks words like these mean; `undefined` when they name none. */
export function toTarget(text = ''): Target | undefined {
  const said = trimEnd(text.trim()).replace(ON_LIST, '').replace(STATUS_OF, '')
  if (said === '' || NO_ONE.test(said)) return undefined
  if (unquote(said) !== said) return { name: unquote(said) }
  if (THEM.test(said)) return { them: true }
  if (LAST.test(said)) return { last: true }
  const ids = toIds(said)
  if (ids) return { ids }
  const every = toEvery(said)
  if (every) return every
  const [, most = '', spared = ''] = EVERY_BUT.exec(said) ?? []
  const mostOf = THEM.test(most) ? ({ them: true } as const) : toEvery(most)
  const but = EVERY_BUT.test(spared) ? undefined : toTarget(spared)
  if (mostOf && but) return { ...mostOf, but }
  const name = nameOf(said)
  return name === '' ? undefined : { name }
}

function toEvery(said: string): { every: TaskStatus; due?: string } | undefined {
  // A list of everything is not everything, nor is one of all tasks.
  if (/\ba list\b|(?<!\bevery )\bone\b/iu.test(said)) return undefined
  if (WORDS.test(said) && EVERY.test(said)) return { every: statusOf(said) }
  const due = namesWhen(said) ? whenIn(said) : undefined
  if (due === undefined) return undefined
  // "Due" and "today" make a question one about what is to be done; here they say when.
  return { every: statusOf(said.replace(due, '').replace(/\bdue\b/iu, '')), due }
}

export function nameOf(text: string): string {
  return unquote(text.replace(NAMED, '').replace(NAMED_END, ''))
}

/** "task 3", "#1, 2 and 4", "the third one", "1-3" as numbers; `undefined` when anything else is said. */
export function toIds(text: string): number[] | undefined {
  if (COUNTED.test(text)) return undefined
  const ids = new Set<number>()
  const said = text.toLowerCase().replace(POSITIONS, '$1').replaceAll('# ', '#').replace(RANGE, '$1-')
  for (const word of said.split(/[ ,;&+]+/)) {
    if (FILLER.has(word)) continue
    const [, from, to] = /^#?(\d{1,9})-(\d{1,9})$/.exec(word) ?? []
    const first = toNumber(from ?? word) ?? Number.NaN
    const count = (toNumber(to ?? word) ?? first) - first
    if (!(count >= 0 && count <= RANGE_LIMIT)) return undefined
    for (let id = first; id <= first + count; id++) ids.add(id)
  }
  return ids.size > 0 ? [...ids] : undefined
}

function toNumber(word: string): number | undefined {
  const digits = /^(?:task|#)?(\d{1,9})(?:st|nd|rd|th)?$/.exec(word)?.[1]
  const index = Math.max(CARDINALS.indexOf(word), ORDINALS.indexOf(word))
  return digits ? Number(digits) : index < 0 ? undefined : index + 1
}
