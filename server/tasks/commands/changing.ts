import type { Shift } from '../shift-due.ts'
import { countIn } from './amount.ts'
import type { Command, Intent, Target } from './command.ts'
import { sentence } from './pattern.ts'
import { ABOUT_TASKS, FIELD, NAMED_END, NUMBER, ONE, QUOTE } from './phrases.ts'
import { toTitle, trimEnd, unquote } from './text.ts'
import { LAST, NO_ONE, toIds, toTarget } from './to-target.ts'
import { namesWhen, saysDue } from './when.ts'

// To change something one says what, then what to: by quotes, by number, by colon, or by "to".
const CHANGES = [
  `(?:the |my )?(?:${ONE} )?(${QUOTE}.+?${QUOTE})(?: ${ONE})?(?: (?:to|into|as|with)|:)(?: be| say)? (.+)`,
  `(?=.*${QUOTE}$)(.+?)(?: (?:to|into|as|with)(?: be| say)?:?|:) (${QUOTE}.+)`,
  `((?:(?:the|my|task|item|number|no\\.?|to-?do) ?)*${NUMBER}(?: ${ONE}| one)?)(?: from .+?(?= to ))?
  (?: (?:to|into|as|with)(?: be| say)?:?| so it says|:|,| ?[-=–—]>?| ?→) (.+)`,
  '(.+?)(?::| ?->| ?=>| →) (.+)',
].map(sentence)
const NUMBERED = sentence(
  `((?:the )?(?:(?:task|item|number|no\\.?) ?)?${NUMBER}) (?!(?:${ONE}|one|${FIELD}|to|into|as|with)$)(.+)`,
)

export function complete(name = ''): Command {
  // Who will "finish everything tomorrow" has not.
  if (namesWhen(name) && !saysDue(name)) return undefined
  return act('complete_task', name, (target) => ({ tool: 'complete_task', target, completed: true }))
}

export function reopen(name?: string): Command {
  return act('complete_task', name, (target) => ({ tool: 'complete_task', target, completed: false }))
}

export function remove(name?: string): Command {
  return act('delete_task', name, (target) => ({ tool: 'delete_task', target }))
}

export function clear(name = ''): Command {
  const target = toTarget(name)
  // "Clean everything on friday" is about the house.
  const isVague = target && ('name' in target || ('due' in target && !/due\b/iu.test(name)))
  return isVague && !ABOUT_TASKS.test(name) ? undefined : remove(name)
}

export function change(rest = '', field = 'title'): Command {
  const match = CHANGES.map((shape) => shape.exec(rest)).find((found) => found) ?? splitAtTo(rest)
  return editOrAsk(match ?? NUMBERED.exec(rest), rest, field)
}

export function annotate(rest = ''): Command {
  const match = /^(.+?)(?::| saying| that says| -) (.+)$/iu.exec(rest)
  return editOrAsk(match ?? NUMBERED.exec(rest), rest, 'note')
}

export function describe(text?: string, name?: string): Command {
  return edit(name, text, 'note')
}

export function edit(name?: string, value = '', field = 'title'): Command {
  const title = toTitle(value)
  if (title === '') return { tool: 'incomplete', intent: 'update_task' }
  const isTitle = /^(?:title|name|text|wording)$/iu.test(field)
  const change = isTitle ? { title } : { description: unquote(trimEnd(value)) }
  // "Change tomorrow's tasks to friday" is no new title.
  return act('update_task', name, (target) =>
    isTitle && 'due' in target
      ? { tool: 'incomplete', intent: 'update_task' }
      : { tool: 'update_task', target, ...change },
  )
}

/** @param when As it was said; `null` for no date any more, empty where it has yet to be said. */
export function schedule(name?: string, when: string | null = ''): Command {
  return redate(name, { due: when })
}

/** @param amount Such as "two weeks". */
export function postpone(name?: string, amount = '', isEarlier = false): Command {
  const [, unit = 'day'] = /(minute|hour|day|week|month)s?$/iu.exec(amount) ?? []
  const shift = {
    count: countIn(amount) * (isEarlier ? -1 : 1),
    unit: unit.toLowerCase() as Shift['unit'],
  }
  return redate(name, { shift })
}

function redate(name = '', change: { due: string | null } | { shift: Shift }): Command {
  // "Everything today" may be what is due today.
  const isVague = /\btoday\b/iu.test(name)
  return act('update_task', name, (target) =>
    isVague && 'every' in target && target.due === undefined
      ? { tool: 'incomplete', intent: 'update_task' }
      : { tool: 'update_task', target, ...change },
  )
}

function act(intent: Intent, name: string | undefined, build: (target: Target) => Command): Command {
  const target = toTarget(name)
  return target ? build(target) : { tool: 'incomplete', intent }
}

function editOrAsk(match: string[] | null, rest: string, field: string): Command {
  if (match) return edit(match[1], match[2], field)
  const isTask = NO_ONE.test(rest) || LAST.test(rest) || NAMED_END.test(rest) || toIds(rest)
  return rest === '' || isTask ? { tool: 'incomplete', intent: 'update_task' } : undefined
}

/** "go to gym to go to pool": the new title tends to begin like the old one. */
function splitAtTo(rest: string): string[] | null {
  const text = rest.toLowerCase()
  const [first = ''] = text.replace(/^(?:the|my) /, '').split(' ', 1)
  const cuts = [...rest.matchAll(/ (?:to|into) /giu)]
  const cut = cuts.find((to) => text.startsWith(`${first} `, to.index + to[0].length)) ?? cuts[0]
  return cut ? [rest, rest.slice(0, cut.index), rest.slice(cut.index + cut[0].length)] : null
}
