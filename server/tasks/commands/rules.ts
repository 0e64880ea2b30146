import { add, create, put } from './adding.ts'
import { COUNT, SOME_TIME } from './amount.ts'
import {
  annotate,
  change,
  clear,
  complete,
  describe,
  edit,
  postpone,
  remove,
  reopen,
  schedule,
} from './changing.ts'
import { type Command, isMany } from './command.ts'
import { ask, listDone, listOf, show } from './listing.ts'
import { sentence } from './pattern.ts'
import {
  ABOUT_TASKS,
  ADD,
  CHANGE,
  DELETE,
  DONE,
  DUE,
  DUTY,
  FIELD,
  FINISH,
  FINISHED,
  IS,
  IT,
  LATER,
  LIST,
  MAKE,
  MANY,
  NOTE,
  NOW,
  NUMBER,
  ONE,
  POSTPONE,
  QUESTION,
  QUOTE,
  REMIND,
  UNDONE,
} from './phrases.ts'
import { strip } from './text.ts'
import { toIds } from './to-target.ts'
import { namesWhen } from './when.ts'

type Rule = [shape: RegExp, build: (...groups: string[]) => Command]

const rules = (rows: [string, Rule[1]][]) => rows.map(([source, build]): Rule => [sentence(source), build])

const YES = `(?:yes|yeah|yea|yep|yup|y|sure|ok|okay|k|of course|definitely|absolutely|certainly|correct|right|
  fine|confirm|confirmed|that's right|go ahead|go for it|do it|do that|please do|sounds good|i'm sure|
  i am sure|alright|add it|👍)`
const NO = `(?:no|nope|nah|n|no way|never ?mind|not now|neither|abort|wait|none(?: of (?:them|those|these))?|
  (?:cancel|scratch|forget|skip|stop)(?: it| that| about it| about that)?|(?:leave|keep) ${IT}(?: all)?|
  don't|do not|👎)`
const REPLY = `(?:please|thanks|thank you|i changed my mind|
  (?:delete|remove|complete|finish|mark|clear|change|rename|update)
  (?: (?:${IT}|all|both|everything|of|as|done))+)`
const PRAISE = `(?:great|cool|perfect|awesome|nice(?: one)?|wonderful|excellent|amazing|good(?: job| work)?|
  well done|got it)`
const THANKS = '(?:many thanks|thanks|thank you|thank u|thx|ty|cheers)'
const HELLO = `(?:hi|hello|hey|hiya|yo|howdy|greetings|good (?:morning|afternoon|evening)|help|start)`

export const SMALL_TALK = rules([
  [
    `(?:undo|revert|take back)(?: (?:${IT}|(?:the |my )?last(?: one| change| thing| action)?))?|take (?:it|that) back`,
    () => ({ tool: 'undo' }),
  ],
  [
    `(?:(?:${PRAISE}|ok|okay)[ ,.!]+)*${THANKS}(?:[ ,.!]+(?:so much|very much|a lot|again|you|that's all|
  for .*))*|
    ${PRAISE}(?:[ ,.!]+${PRAISE})*`,
    () => ({ tool: 'thanks' }),
  ],
  [`${YES}(?:[ ,.!]+(?:${YES}|${REPLY}))*`, () => ({ tool: 'yes' })],
  [
    `${NO}(?:[ ,.!]+(?:${NO}|${REPLY}))*|
    (?:no[ ,]+|please )*(?:don't|do not|never)(?! let me forget| forget) .*`,
    () => ({ tool: 'no' }),
  ],
  [
    `${HELLO}(?:[ ,.!]+(?:${HELLO}|there|again|you|assistant|bot|all|me|please))*|
    (?:(?:show|tell) me )?how (?:do|does|can|could|should|to|are you)\\b.*|i need help|commands|menu|
    (?:what|which)(?: things| else)? (?:can|do|could) (?:you|i) (?:do|say|ask)(?: you)?(?: for me| here)?|
    (?:who|what) are you|what(?:'s| is) this|what are your .+|can you help(?: me)?(?: out)?`,
    () => ({ tool: 'help' }),
  ],
])

const AMOUNT = `${COUNT} (?:more )?(?:minute|hour|day|week|month)s?`
// Without a word for it, what stands before an amount must not lead to a time, or to more of the amount.
const BY = `(?: by| for| to(?= ${AMOUNT} (?:later|earlier)$)|
  (?<! to| until| till| in| from| next| within| half| and))`

/** Tried in order. What is being added may speak of deleting or finishing, so adding comes early. */
export const REQUESTS = rules([
  ['(?:show|list|display|view|see|tell me)(?: me| us)?(?: (.+))?', show],
  ['(?:read|print|review|find|pull up|bring up|go over|look at|give)(?: me| us)? (.+)', listOf],
  ['(?:check|get)(?: me| on)?(?= (?:my|the|our|all|a list)) (.+)', listOf],
  // Who checks deadlines looks at them.
  ['check (?!off|out)(.+)', (name = '') => (namesWhen(name) ? listOf(name) : undefined)],
  // So does who asks for "completed tasks due today"; "I completed tasks due today" tells something.
  [`(?!complete\\b)${DONE} ((?:overdue |late )?(?:${MANY}|things|ones)\\b.*)`, listDone],
  [`(?!(?:i|we)\\b|i've|complete (?!list)|${DONE} (?!list|${MANY}|things|ones))(.+)`, listOf],
  [
    "((?:what(?:'s)?|which|how (?:many|much)|(?:do|did|have) (?:i|we)|am i|is|are|was|any|anything)\\b.*)",
    ask,
  ],

  [`(?:add|attach|leave|put|write) (?:an? |the |this |some )?${NOTE} (?:to|for|on) (?!self)(.+)`, annotate],
  [`add (?:an? |the )?${NOTE}:? (${QUOTE}.+${QUOTE}) (?:to|for|on) (.+)`, describe],
  [`add (.+) to ((?:the )?(?:task|item) ${NUMBER}|#\\d+)`, describe],

  [`${ADD}(?::? (.+))?`, add],
  [`(?:create|new) (.+)`, create],
  [`${MAKE} (?=(?:an?|another|new|some|these)\\b)(.+)`, create],
  [
    `remind me (${LATER}\\b.*?),? (?:to|about|that)(?: i(?: (?:have|need)(?: to)?)?)? (.+)`,
    (when, what) => add(`${what} ${when}`),
  ],
  [`${REMIND}(?: (?:to|about|of|that))?(?: i(?: (?:have|need|must|should)(?: to)?)?)?(?:[:,]? (.+))?`, add],
  [`(?:${ONE}|note)(?::| -| (?:to|about|called)) ?(.+)`, add],
  [`to-?do (?!list|#|${NUMBER})(.+)`, add],
  ['(?:put|stick|place|get|throw|save|have|pop|write|include) (.+)', put],

  ['(?:re-?open|un-?(?:check|tick|mark|complete)|undo(?= )|reactivate)(?: (.+))?', reopen],
  [
    `(?:mark|set|flag|make|change|move|put|switch|turn) (.+?)
    (?: (?:(?:back )?(?:as|to) )?${UNDONE}| (?:as|to) to[- ]?do)`,
    reopen,
  ],
  [`(?:mark|set|flag|make|put) (.+?) (?:(?:off )?(?:as|to) )?${DONE}${NOW}`, complete],
  [`(?:change|update|move|switch|turn|tick|check|cross) (.+?) (?:off )?(?:as|to) ${DONE}${NOW}`, complete],
  [`mark (?:as )?${UNDONE}:? (.+)`, reopen],
  [`mark (?:as )?${DONE}:? (.+)`, complete],
  [`(?:mark|cross|tick|check|strike) (.+?) off(?: (?:of )?${LIST})?`, complete],
  // That is which tasks, and not what about them.
  [
    `(?:${CHANGE}|mark) (?=.*\\bdue\\b|(?<=mark )(?:the )?tasks\\b)(.+)`,
    (name = '') => (namesWhen(name) ? schedule(name) : undefined),
  ],
  [`${FINISH}(?:(?::| with)? (.+?))?${NOW}`, complete],
  [`(?:i |we )?(?:'ve |have )?(?:got|had) (.+?) ${DONE}${NOW}`, complete],
  [`(?:i|we) (?:haven't|have not|didn't|did not) (?:do|done|finish(?:ed)?|completed?) (.+?)${NOW}`, reopen],
  [`${FINISHED}(?::? (.+?))?${NOW}`, complete],
  [
    `(?:i |we )?(?:(?:just|already) )?did (.+?)${NOW}`,
    (name = '') => (toIds(name) ? complete(name) : undefined),
  ],

  [`(?:${CHANGE}|set|move|push) (?:the )?${DUE}s? (?:of|for|on) (.+?) (?:to|for|on) (.+)`, schedule],
  [`(?:${CHANGE}|set|make|mark) (.+?)(?:${IS})?(?: as)? ${DUE}(?: to| on| by| at| for|:)? (.+)`, schedule],
  [
    `bring (?:forward (?!by )(.+?)|(.+?) forward)(?: by)? (${AMOUNT})`,
    (a, b, amount) => postpone(a ?? b, amount, true),
  ],
  [
    `${POSTPONE} (?!(?:by|for) )(.+?)(?: back| out)?${BY} (${AMOUNT})(?: (later|earlier))?`,
    (name, amount, way = '') => postpone(name, amount, /^e/iu.test(way)),
  ],
  // As a date, "a few days" would be some days from now, and not from when it was due.
  [`(?!.* from\\b)${POSTPONE} (.+?) (?:by|for) ${SOME_TIME}.*`, (name) => schedule(name)],
  [`${POSTPONE} (.+?) (?:(?!(?<=\\d )to \\d+ (?:to|until|till) )to|until|till|by|for) (.+)`, schedule],
  [
    '(.+?) is due (?:on |by |at )?(.+)',
    (name = '', when) => (toIds(name) ? schedule(name, when) : undefined),
  ],
  [`(?:${DELETE}|clear|unset) (?:the )?${DUE} (?:of|for|from|on) (.+)`, (name) => schedule(name, null)],

  [`(?:${CHANGE}|set) (?:the )?(${FIELD}) (?:of|for|on|in) (.+)`, (field, rest) => change(rest, field)],
  [
    `(?:${CHANGE}|set) (.+?)(?:${IS})? (${FIELD})(?: (?:to|as|with)|:) (.+)`,
    (name, field, value) => edit(name, value, field),
  ],
  ['replace (.+?) (?:with|by) (.+)', edit],
  [
    '(.+?) should (?:be|say|read):? (.+)',
    (name = '', value) => (toIds(name) ? edit(name, value) : undefined),
  ],
  [`${CHANGE}(?: (.+))?`, change],
  ['(?:set|switch) (?=(?:the )?(?:task|item|to-?do|#?\\d))(.+)', change],
  ['(?:rename|edit|reword) .+', () => ({ tool: 'incomplete', intent: 'update_task' })],

  [`(?:take|pull) (.+?) off(?: of)? ${LIST}`, remove],
  [`${DELETE}(?: (.+?))?(?: any ?more)?`, remove],
  ['(?:clear|clean|empty|wipe)(?: out| up| off)?(?: (.+))?', clear],
])

/** Tried last, for they would swallow much of the above. */
export const STATEMENTS = rules([
  ["(?:i|we)(?:'d| would) (?:like|love) to (.+)", (what = '') => orderIn(what) ?? add(what)],
  ['(?:i|we) (?:want to|wanna|wish to) (.+)', intend],
  [`${DUTY} ((?:finish|complete|do)\\b.+)`, add],
  [`${DUTY} (.+)`, intend],
  [
    `(?!${QUESTION})(.+?)(?:(?: is| are| was| has| have|${IS})? not|(?: is| are| was| has| have)n't)
    (?: been)?(?: yet)? ${DONE}${NOW}`,
    reopen,
  ],
  [
    `(?!${QUESTION}|mark\\b)(.+?)(?: is| are| was|${IS}| has been|:| =)?(?: now| all| already)? ${DONE}${NOW}`,
    complete,
  ],
])

/** What the first rule that fits and has an answer makes of the text. */
export function findCommand(table: Rule[], text: string): Command {
  for (const [shape, build] of table) {
    const match = shape.exec(text)
    const command = match ? build(...match.slice(1)) : undefined
    if (command) return command
  }
  return undefined
}

/** What a wish orders. Who wants to finish everything has not. */
function orderIn(wish: string): Command {
  const order = findCommand(REQUESTS, strip(wish))
  const isHope =
    /^(?:finish|complete|close|resolve)\b/iu.test(wish) && order && 'target' in order && isMany(order.target)
  return isHope ? undefined : order
}

/** A wish is an order when it is plainly about the list: "I want to delete task 3". */
function intend(rest = ''): Command {
  const order = orderIn(rest)
  if (!order) return add(rest)
  const target = 'target' in order ? order.target : {}
  // What is wanted of a whole list, or of what is due, may as well be a task.
  const isWide = 'due' in target || (order.tool === 'update_task' && isMany(order.target))
  const isNamed = 'name' in target || isWide || /^check (?!my|the|our|all|a list)/iu.test(rest)
  const isOrder = order.tool !== 'add_task' && !isNamed
  return isOrder || /^(?:remember|not forget|mark|rename|reopen)\b/iu.test(rest) || ABOUT_TASKS.test(rest)
    ? order
    : add(rest)
}
