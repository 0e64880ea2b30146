import type { TaskStatus } from '../task.ts'
import type { Command } from './command.ts'
import { pattern, sentence } from './pattern.ts'
import { MANY, ONE, STATE, UNDONE } from './phrases.ts'
import { asksWhen, namesWhen, whenIn } from './when.ts'

// Single words only: were "to do" a word beside "to" and "do", a long row of them would take for ever.
export const WORDS =
  sentence(`(?:(?:all|every|everything|each|whole|entire|of|my|the|our|them|those|these|that|that's|which|
  are|is|i|i've|have|a|and|ones?|things?|on|off|to|do|still|already|currently|not|yet|list|tasks?|to-?dos?|
  dos|items?|
  reminders?|done|completed?|finished|closed|resolved|checked|ticked|crossed|un-?(?:done|completed|checked|
  finished)|
  incomplete|pending|open|active|remaining|outstanding|left|need|me|today|so|far|current)(?: |$))+`)
const PLURAL = pattern(`\\b(?:${MANY}|list|things|everything i(?: have)?)\\b`)
const BARE_STATE = sentence(
  `(?:all )?(?:${UNDONE}|to-?do|to do|remaining|outstanding|left|overdue|completed)`,
)
const LISTABLE =
  pattern(`\\b(?:${ONE}|${MANY}|${STATE}|list|finish|accomplish(?:ed)?|remains?|agenda|plate|next|due|
  what(?:'s| is) on today$|i do|i (?:have|got)(?: on)?(?: today| now| so far)?$)\\b`)
const BOTH = /\b(?:done|completed|finished) (?:and|or)\b|\b(?:and|or) (?:done|completed|finished)\b/iu
const TO_DO = pattern(`\\b(?:pending|left|unfinished|incomplete|un(?:completed|done|checked)|remain(?:s|ing)?|
  outstanding|active|not|still|yet|(?:have|need|supposed) to|should|must|(?:have|has|is|are|did)n't)\\b`)
const FINAL = /\b(?:done|completed?|finish(?:ed)?|accomplish(?:ed)?|closed|checked|ticked|crossed)\b/iu
const COMING = /\b(?:open|next|(?:over)?due|today|tonight|agenda|plate|to do(?! list| item| task))\b/iu

export function show(what = ''): Command {
  return what === '' || WORDS.test(what) || whenIn(what) ? list(what) : ask(what)
}

export function ask(what = ''): Command {
  return LISTABLE.test(what) || asksWhen(what) ? list(what) : undefined
}

export function listOf(what = ''): Command {
  if (BARE_STATE.test(what) || namesWhen(what)) return list(what)
  return WORDS.test(what) && PLURAL.test(what) ? list(what) : undefined
}

/** @param what Without the word that says they are done. */
export function listDone(what = ''): Command {
  return namesWhen(what) ? { tool: 'list_tasks', status: 'completed' } : undefined
}

function list(what: string): Command {
  const due = whenIn(what)
  return due ? { tool: 'list_tasks', status: 'pending', due } : { tool: 'list_tasks', status: statusOf(what) }
}

export function statusOf(text: string): TaskStatus {
  if (BOTH.test(text)) return 'all'
  if (TO_DO.test(text)) return 'pending'
  if (FINAL.test(text)) return 'completed'
  return COMING.test(text) ? 'pending' : 'all'
}
