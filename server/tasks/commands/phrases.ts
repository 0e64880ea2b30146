import { pattern } from './pattern.ts'

// Things.
export const CARDINALS = 'one two three four five six seven eight nine ten'.split(' ')
export const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
export const NUMBER = `(?:#? ?\\d{1,9}(?:st|nd|rd|th)?|${[...CARDINALS, ...ORDINALS].join('|')})`
export const QUOTE = '["“”„«»`‘’\\x27]'
export const ONE = '(?:task|to-?do|to do|item|reminder)'
export const MANY = '(?:tasks|to-?dos|to dos|items|reminders)'
const WHICH = "(?:whole|entire|today's|task|to-?do|to do|shopping|grocery)"
export const LIST = `(?:(?:my|the|our) )?(?:${WHICH} )?(?:list|${MANY})`
export const DONE = '(?:done|completed?|finished|closed|resolved|(?:check|tick)ed(?: off)?|crossed off)'
export const UNDONE = `(?:not (?:yet )?${DONE}|un-?${DONE}|incomplete|unfinished|pending|open|active)`
export const STATE = `(?:${UNDONE}|${DONE}|remaining|outstanding|left|overdue)`
export const NOTE = '(?:descriptions?|notes?|details?|comment)'
export const DUE = '(?:due(?: date| time)?|deadline|date)'
export const FIELD = `(?:title|name|text|wording|${NOTE})`
export const IT = '(?:it|that|this|them|those|these)'
export const LATER = '(?:today|tonight|tomorrow|later|next|this|every|at|on|in|by)'
// "Everything due today" says when, and is not said in passing.
export const NOW = `(?:(?<!\\b(?:due|(?:everything|things|${MANY}) for)) (?:now|already|today|yet|too|again))?`
export const CONNECT = `(?:to|called|named|titled|saying|about|for|of|that says|that's called|
  that i (?:have|need) to|with (?:the )?(?:title|name))`
// Its apostrophe must be there, or "groceries done" would be about a grocerie.
export const IS = '[\\x27’]s'

// Verbs.
export const ADD = '(?:add(?:ing)?|append|jot down|note down|write down|put down)'
export const MAKE = `(?:make|set|set up|open|give me|schedule|i need|i want|i'd like|i have|i've got|
  (?:there|here)(?: is|'s))`
export const REMIND = `(?:remind me|remember|make sure|be sure|make a note|note to self|don't let me forget|
  (?:don't |do not |not |i mustn't |i can't |i cannot )forget)`
export const FINISH = `(?:complete|finish(?: off| up)?|close|resolve|(?:check|tick|cross|mark|strike) (?:off|out)|
  check|tick|mark(?= (?:the )?task| #?\\d| it$| that$|$))`
export const FINISHED = `(?:(?:i|we)(?:'ve| have|'m| am)? )?(?:(?:just|already|finally|all) )*
  (?:done|completed|finished)(?: with| doing)?`
export const DELETE = `(?:delete|remove|cancel|drop(?! off)|get rid of|scratch|trash|erase|discard|toss|
  throw (?:away|out)|forget about|(?:i|we) (?:don't|do not|no longer) (?:need(?: to)?|have to))`
export const CHANGE = '(?:change|rename|update|edit|modify|retitle|reword|rephrase|correct)'
export const POSTPONE = `(?:move|postpone|reschedule|push(?: back)?|delay|defer|shift|put off|bring forward)`
export const DUTY = `(?:(?:i|we)(?:'ve| have|'ll)? (?:(?:also|still|really|just) )?(?:need|have|got|ought|plan) to|
  (?:i|we)(?:'m| am| are) (?:supposed|going) to|(?:i|we)'ve to|i'd better|
  (?:(?:i|we) )?(?:(?:also|really) )?(?:must|should|gotta|need to|have to))`
export const QUESTION = `(?:what|which|who|how|why|when|i|we|you|not|don't|do|did|is|are|was|am|can|get|never)\\b`

// Around the name of a task, new or known.
export const ON_LIST = pattern(`(?:^| )(?:to|from|off|off of|on|in|onto|into) ${LIST}$`)
export const NAMED_END = pattern(` (?:${ONE}|one)$`)
export const ABOUT_TASKS = pattern(`\\b(?:${ONE}|${MANY}|(?:my|the) list)\\b|#\\d`)
