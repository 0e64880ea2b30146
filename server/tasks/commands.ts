type Status = 'all' | 'pending' | 'completed'
type Intent = 'add_task' | 'complete_task' | 'delete_task' | 'update_task'

/** Which tasks a sentence is about: by number, by name, by state, or the one last spoken of. */
export type Target = { ids: number[] } | { name: string } | { every: Status } | { last: true }

/** What a sentence asks for. `incomplete` is a wish without its what; `yes` and `no` answer a question. */
export type Command =
  | { tool: 'add_task'; titles: string[]; description?: string }
  | { tool: 'list_tasks'; status: Status }
  | { tool: 'complete_task'; target: Target; completed: boolean }
  | { tool: 'delete_task'; target: Target }
  | { tool: 'update_task'; target: Target; title?: string; description?: string }
  | { tool: 'incomplete'; intent: Intent }
  | { tool: 'help' | 'thanks' | 'yes' | 'no' }
  | undefined

type Rule = [shape: RegExp, build: (...groups: string[]) => Command]

// In every pattern ' stands for an apostrophe of any shape, or none, and a line break for nothing.
const pattern = (source: string) =>
  new RegExp(source.replace(/\n\s*/g, '').replaceAll("'", '[\\x27’]?'), 'iu')
const sentence = (source: string) => pattern(`^(?:${source})$`)
const rules = (rows: [string, Rule[1]][]) => rows.map(([source, build]): Rule => [sentence(source), build])

// Things.
const CARDINALS = 'one two three four five six seven eight nine ten'.split(' ')
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
const NUMBER = `(?:#? ?\\d{1,9}(?:st|nd|rd|th)?|${[...CARDINALS, ...ORDINALS].join('|')})`
const QUOTE = '["“”„«»`‘’\\x27]'
const ONE = '(?:task|to-?do|to do|item|reminder)'
const MANY = '(?:tasks|to-?dos|to dos|items|reminders)'
const WHICH = "(?:whole|entire|today's|task|to-?do|to do|shopping|grocery)"
const LIST = `(?:(?:my|the|our) )?(?:${WHICH} )?(?:list|${MANY})`
const DONE = '(?:done|completed?|finished|closed|resolved|(?:check|tick)ed(?: off)?|crossed off)'
const UNDONE = `(?:not (?:yet )?${DONE}|un-?${DONE}|incomplete|unfinished|pending|open|active)`
const STATE = `(?:${UNDONE}|${DONE}|remaining|outstanding|left|overdue)`
const NOTE = '(?:descriptions?|notes?|details?|comment)'
const FIELD = `(?:title|name|text|wording|${NOTE})`
const IT = '(?:it|that|this|them|those|these)'
const LATER = '(?:today|tonight|tomorrow|later|next|this|every|at|on|in|by)'
const NOW = '(?: (?:now|already|today|yet|too|again))?'
const CONNECT = `(?:to|called|named|titled|saying|about|for|of|that says|that's called|
  that i (?:have|need) to|with (?:the )?(?:title|name))`
// Its apostrophe must be there, or "groceries done" would be about a grocerie.
const IS = '[\\x27’]s'

// Verbs.
const ADD = '(?:add(?:ing)?|append|jot down|note down|write down|put down)'
const MAKE = `(?:make|set|set up|open|give me|schedule|i need|i want|i'd like|i have|i've got|
  (?:there|here)(?: is|'s))`
const REMIND = `(?:remind me|remember|make sure|be sure|make a note|note to self|don't let me forget|
  (?:don't |do not |not |i mustn't |i can't |i cannot )forget)`
const FINISH = `(?:complete|finish(?: off| up)?|close|resolve|(?:check|tick|cross|mark|strike) (?:off|out)|
  check|tick|mark(?= (?:the )?task| #?\\d|$))`
const FINISHED = `(?:(?:i|we)(?:'ve| have|'m| am)? )?(?:(?:just|already|finally|all) )*
  (?:done|completed|finished)(?: with| doing)?`
const DELETE = `(?:delete|remove|cancel|drop(?! off)|get rid of|scratch|trash|erase|discard|toss|
  throw (?:away|out)|forget about|(?:i|we) (?:don't|do not|no longer) (?:need(?: to)?|have to))`
const CHANGE = '(?:change|rename|update|edit|modify|retitle|reword|rephrase|correct)'
const DUTY = `(?:(?:i|we)(?:'ve| have|'ll)? (?:(?:also|still|really|just) )?(?:need|have|got|ought|plan) to|
  (?:i|we)(?:'m| am| are) (?:supposed|going) to|(?:i|we)'ve to|i'd better|
  (?:(?:i|we) )?(?:(?:also|really) )?(?:must|should|gotta|need to|have to))`
const QUESTION = `(?:what|which|who|how|why|when|i|we|you|not|don't|do|did|is|are|was|am|can|get|never)\\b`

// Manners.
const LEAD =
  pattern(`^(?:(?:please|pls|plz|kindly|hi|hello|hey|yo|there|assistant|ok|okay|alright|great|thanks|
  thank you|yes|yeah|sure|no|oh|oops|so|well|now|then|and|also|just|actually|sorry|wait|would you mind|
  (?:can|could|would|will) (?:you|u|i|we)|may i|let me|lemme|let's|go ahead and|good (?:morning|afternoon|
  evening)|
  help me(?= add| create| remember)|i (?:want|need|would like|'d like) you to|(?:i want to|i wanna)(?= add )|
  know(?= wh| how)|(?:tell|show|remind) me(?= wh| how| any))(?:[ ,.!:]+|$))+`)
const COURTESY = /(?<!\b(?:say|saying|send|give|for))[ ,.!]+(?:please|pls|plz|thanks|thank you|thx|for me)$/iu
const COURTESY_LENGTH = 24
const PICTURES = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\uFE0F/gu
const YES = `(?:yes|yeah|yea|yep|yup|y|sure|ok|okay|k|of course|definitely|absolutely|certainly|correct|
  right|fine|
  confirm|confirmed|that's right|go ahead|go for it|do it|do that|please do|sounds good|i'm sure|i am sure|
  alright|
  add it|👍)`
const NO = `(?:no|nope|nah|n|no way|never ?mind|(?:cancel|scratch|forget|skip|stop)(?: it| that| about (?:it|
  that))?|
  not now|neither|abort|wait|none(?: of (?:them|those|these))?|(?:leave|keep) ${IT}(?: all)?|don't|do not|👎)`
const REPLY = `(?:please|thanks|thank you|i changed my mind|
  (?:delete|remove|complete|finish|mark|clear|change|rename|update)(?: (?:${IT}|all|both|everything|of|as|
  done))+)`
const PRAISE = `(?:great|cool|perfect|awesome|nice(?: one)?|wonderful|excellent|amazing|good(?: job| work)?|
  well done|
  got it)`
const THANKS = '(?:many thanks|thanks|thank you|thank u|thx|ty|cheers)'
const HELLO = `(?:hi|hello|hey|hiya|yo|howdy|greetings|good (?:morning|afternoon|evening)|help|start|
  get started)`

// Around the title of a new task.
const ON_LIST = pattern(`(?:^| )(?:to|from|off|off of|on|in|onto|into) ${LIST}$`)
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
const DESCRIPTION =
  pattern(`(?: (?:with|and) (?:an? |the )?(?:description|desc|notes?(?= saying|:))(?: of| saying)?|
  [ ,;(](?:description|desc|details?|notes?)(?=:)):? ?(.+)$`)
const BULLET = /^(?:(?:[-*•–+]|\d{1,3}[.)]|\[[ x]?\])(?: |$))+/iu

// Around the name of a known one.
const ABOUT_TASKS = pattern(`\\b(?:${ONE}|${MANY}|(?:my|the) list)\\b|#\\d`)
const NO_ONE = sentence(`(?:(?:an?|some|another|new|one|any) )?(?:${ONE}|${MANY})|something|one`)
const LAST = sentence(`${IT}|its|the|last (?:one|${ONE})|
  (?:the|that|this|my) (?:(?:last|latest|previous|newest|same|most recent) )?(?:one|${ONE})`)
const NAMED = pattern(`^(?:(?:the )?status of )?(?:(?:the|my|that|this|an?) )?
  (?:${ONE}(?: ${CONNECT})?:? |one (?:about|called|named|for) )?`)
const NAMED_END = pattern(` (?:${ONE}|one)$`)
const FILLER = new Set(
  ' # the my task tasks todo todos to-do item items number numbers no no. id ids option and or also'.split(
    ' ',
  ),
)
const RANGE = /(\d) ?(?:[-–—]|to|through|thru) ?#?(?=\d)/gu
const RANGE_LIMIT = 100
const POSITION = pattern(`\\b(${ORDINALS.join('|')}|\\d+(?:st|nd|rd|th))\\b(?: ones?\\b)?`)
const POSITIONS = new RegExp(POSITION, 'giu')
const COUNTED = sentence(`(?:the )?(?:(?:first|last|next|other) )?(?:\\d+|${CARDINALS.join('|')}) ${MANY}`)

// About the list as a whole. Single words only: with "to do" beside "to" and "do", a long row would take for ever.
const WORDS =
  sentence(`(?:(?:all|every|everything|each|whole|entire|of|my|the|our|them|those|these|that|that's|which|
  are|is|i|i've|have|a|and|ones?|things?|on|off|to|do|still|already|currently|not|yet|list|tasks?|to-?dos?|
  dos|items?|
  reminders?|done|completed?|finished|closed|resolved|checked|ticked|crossed|un-?(?:done|completed|checked|
  finished)|
  incomplete|pending|open|active|remaining|outstanding|left|overdue|need|me|today|so|far|current)(?: |$))+`)
const PLURAL = pattern(`\\b(?:${MANY}|list|things|everything i(?: have)?)\\b`)
const BARE_STATE = sentence(
  `(?:all )?(?:${UNDONE}|to-?do|to do|remaining|outstanding|left|overdue|completed)`,
)
const EVERY = pattern(`\\b(?:all|every|everything|each|ones)\\b|
  \\b(?:my|the|our) (?:[\\w-]+ ){0,3}(?:list|${MANY})\\b|^${STATE}(?: (?:${MANY}|things))?$`)
const LISTABLE =
  pattern(`\\b(?:${ONE}|${MANY}|${STATE}|list|finish|accomplish(?:ed)?|remains?|agenda|plate|next|due|
  i do|i (?:have|got)(?: on)?(?: today| now| so far)?$)\\b`)
const BOTH = /\b(?:done|completed|finished) (?:and|or)\b|\b(?:and|or) (?:done|completed|finished)\b/iu
const TO_DO = pattern(`\\b(?:pending|left|unfinished|incomplete|un(?:completed|done|checked)|remain(?:s|ing)?|
  outstanding|active|not|still|yet|(?:have|need|supposed) to|should|must|(?:have|has|is|are|did)n't)\\b`)
const FINAL = /\b(?:done|completed?|finish(?:ed)?|accomplish(?:ed)?|closed|checked|ticked|crossed)\b/iu
const COMING = /\b(?:open|next|(?:over)?due|today|tonight|agenda|plate|to do(?! list| item| task))\b/iu

const SMALL_TALK = rules([
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

/** Tried in order. What is being added may speak of deleting or finishing, so adding comes early. */
const REQUESTS = rules([
  ['(?:show|list|display|view|see|tell me)(?: me| us)?(?: (.+))?', show],
  ['(?:read|print|review|find|pull up|bring up|go over|look at|give)(?: me| us)? (.+)', listOf],
  ['(?:check|get)(?: me| on)?(?= (?:my|the|our|all|a list)) (.+)', listOf],
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
  [`${FINISH}(?:(?::| with)? (.+?))?${NOW}`, complete],
  [`(?:i |we )?(?:'ve |have )?(?:got|had) (.+?) ${DONE}${NOW}`, complete],
  [`(?:i|we) (?:haven't|have not|didn't|did not) (?:do|done|finish(?:ed)?|completed?) (.+?)${NOW}`, reopen],
  [`${FINISHED}(?::? (.+?))?${NOW}`, complete],
  [
    `(?:i |we )?(?:(?:just|already) )?did (.+?)${NOW}`,
    (name = '') => (toIds(name) ? complete(name) : undefined),
  ],

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
const STATEMENTS = rules([
  ["(?:i|we)(?:'d| would) (?:like|love) to (.+)", (what = '') => find(REQUESTS, strip(what)) ?? add(what)],
  ['(?:i|we) (?:want to|wanna|wish to) (.+)', intend],
  [`${DUTY} ((?:finish|complete|do)\\b.+)`, add],
  [`${DUTY} (.+)`, intend],
  [
    `(?!${QUESTION})(.+?)(?:(?: is| are| was| has| have|${IS})? not|(?: is| are| was| has| have)n't)
    (?: been)?(?: yet)? ${DONE}${NOW}`,
    reopen,
  ],
  [
    `(?!${QUESTION})(.+?)(?: is| are| was|${IS}| has been|:| =)?(?: now| all| already)? ${DONE}${NOW}`,
    complete,
  ],
])

// To change something one says what, then what to: by quotes, by number, by colon, or by "to".
const CHANGES = [
  `(?:the |my )?(?:${ONE} )?(${QUOTE}.+?${QUOTE})(?: ${ONE})?(?: (?:to|into|as|with)|:)(?: be| say)? (.+)`,
  `(?=.*${QUOTE}$)(.+?)(?: (?:to|into|as|with)(?: be| say)?:?|:) (${QUOTE}.+)`,
  `((?:(?:the|my|task|item|number|no\\.?|to-?do) ?)*${NUMBER}(?: ${ONE}| one)?)(?: from .+?(?= to ))?
  (?: (?:to|into|as|with)(?: be| say)?:?| so it says|:|,| ?[-=–—]>?| ?→) (.+)`,
  '(.+?)(?::| ?->| ?=>| →) (.+)',
].map(sentence)
const NUMBERED = sentence(
  `((?:the )?(?:(?:task|item|number|no\\.?) ?)?${NUMBER}) (?!(?:${ONE}|one|${FIELD})$)(.+)`,
)

// Among offered tasks.
const CHOOSING = pattern(
  `^(?:(?:i (?:mean|meant|want)|choose|pick|take|only|it is|it's|${DELETE}|${FINISH}) )+`,
)
const ALL_OF_THEM = sentence(
  `(?:all|both|each|everything|every one)(?: (?:of|${IT}|the|two|three|four|ones|tasks))*`,
)
const ALL_BUT = sentence(`(?:all|everything|both)(?: of ${IT})? (?:but|except(?: for)?) (.+)`)
const SMALL_WORDS = new Set('a an the my to of for'.split(' '))

/** What a sentence in plain English asks of the list, or `undefined` if it asks nothing we know. */
export function parseCommand(text: string): Command {
  const lines = tidy(text)
  const [first = '', second = '', ...others] = lines
  const head = parseSentence(first)
  if (second === '') return head
  const isAdd = head?.tool === 'add_task' || (head?.tool === 'incomplete' && head.intent === 'add_task')
  if (!isAdd || DESCRIPTION.test(` ${second}`)) return parseSentence(lines.join(' '))
  return addLines(head.tool === 'add_task' ? head.titles : [], [second, ...others])
}

function addLines(first: string[], lines: string[]): Command {
  const titles = [...first]
  for (const line of lines) {
    const item = line.replace(BULLET, '')
    const command = item === line ? parseSentence(line) : undefined
    if (command?.tool === 'thanks') continue
    // Two orders in one message: doing half of it would look like doing all of it.
    if (command && command.tool !== 'add_task' && first.length > 0) return undefined
    if (command?.tool === 'add_task') titles.push(...command.titles)
    else titles.push(toTitle(item))
  }
  return { tool: 'add_task', titles: titles.filter((title) => title !== '') }
}

function parseSentence(text: string): Command {
  const plain = text.replace(PICTURES, ' ').replace(/ +/g, ' ').trim()
  return read(text) ?? (plain === text ? undefined : read(plain))
}

function read(text: string): Command {
  const request = strip(text)
  const table = [...SMALL_TALK, ...REQUESTS, ...STATEMENTS]
  return find(SMALL_TALK, trimEnd(text)) ?? find(table, request)
}

function find(table: Rule[], text: string): Command {
  for (const [shape, build] of table) {
    const match = shape.exec(text)
    const command = match ? build(...match.slice(1)) : undefined
    if (command) return command
  }
  return undefined
}

function list(what: string): Command {
  return { tool: 'list_tasks', status: statusOf(what) }
}

function show(what = ''): Command {
  return what === '' || WORDS.test(what) ? list(what) : ask(what)
}

function ask(what = ''): Command {
  return LISTABLE.test(what) ? list(what) : undefined
}

function listOf(what = ''): Command {
  if (BARE_STATE.test(what)) return list(what)
  return WORDS.test(what) && PLURAL.test(what) ? list(what) : undefined
}

function statusOf(text: string): Status {
  if (BOTH.test(text)) return 'all'
  if (TO_DO.test(text)) return 'pending'
  if (FINAL.test(text)) return 'completed'
  return COMING.test(text) ? 'pending' : 'all'
}

function add(rest = ''): Command {
  const several = SEVERAL.exec(rest)
  if (several) return addTitles(splitList(rest.slice(several[0].length)))
  const described = unquote(rest) === rest ? DESCRIPTION.exec(rest) : null
  const title = described ? rest.slice(0, described.index) : rest
  const description = unquote(trimEnd(described?.[1] ?? '').replace(/\)$/, ''))
  const command = addTitles([nameOfNew(title)])
  return command?.tool === 'add_task' && description ? { ...command, description } : command
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

function put(rest = ''): Command {
  return ON_LIST.test(rest) ? add(rest) : undefined
}

function create(rest = ''): Command {
  return SEVERAL.test(rest) || ADD_LEAD.test(rest) || NAMED_END.test(rest) ? add(rest) : undefined
}

function splitList(text: string): string[] {
  const parts = text.split(/[,;]/)
  const last = parts.pop() ?? ''
  const and = /^ ?and /iu.test(last) ? -1 : last.lastIndexOf(' and ')
  const ends = and < 0 ? [last] : [last.slice(0, and), last.slice(and + 5)]
  return [...parts, ...ends].map((part) => part.replace(/^ ?and /iu, ''))
}

/** A wish is an order when it is plainly about the list: "I want to delete task 3", but not "I want to finish". */
function intend(rest = ''): Command {
  const order = find(REQUESTS, strip(rest))
  if (!order) return add(rest)
  const isNamed = 'target' in order && 'name' in order.target
  const isOrder = order.tool !== 'add_task' && !isNamed
  return isOrder || /^(?:remember|not forget|mark|rename|reopen)\b/iu.test(rest) || ABOUT_TASKS.test(rest)
    ? order
    : add(rest)
}

function act(intent: Intent, name: string | undefined, build: (target: Target) => Command): Command {
  const target = toTarget(name)
  return target ? build(target) : { tool: 'incomplete', intent }
}

function complete(name?: string): Command {
  return act('complete_task', name, (target) => ({ tool: 'complete_task', target, completed: true }))
}

function reopen(name?: string): Command {
  return act('complete_task', name, (target) => ({ tool: 'complete_task', target, completed: false }))
}

function remove(name?: string): Command {
  return act('delete_task', name, (target) => ({ tool: 'delete_task', target }))
}

function clear(name = ''): Command {
  const target = toTarget(name)
  return target && 'name' in target && !ABOUT_TASKS.test(name) ? undefined : remove(name)
}

function edit(name?: string, value = '', field = 'title'): Command {
  const title = toTitle(value)
  if (title === '') return { tool: 'incomplete', intent: 'update_task' }
  const isTitle = /^(?:title|name|text|wording)$/iu.test(field)
  const change = isTitle ? { title } : { description: unquote(trimEnd(value)) }
  return act('update_task', name, (target) => ({ tool: 'update_task', target, ...change }))
}

function change(rest = '', field = 'title'): Command {
  const match = CHANGES.map((shape) => shape.exec(rest)).find((found) => found) ?? splitAtTo(rest)
  return editOrAsk(match ?? NUMBERED.exec(rest), rest, field)
}

function annotate(rest = ''): Command {
  const match = /^(.+?)(?::| saying| that says| -) (.+)$/iu.exec(rest)
  return editOrAsk(match ?? NUMBERED.exec(rest), rest, 'note')
}

function describe(text?: string, name?: string): Command {
  return edit(name, text, 'note')
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

function toTarget(text = ''): Target | undefined {
  const said = trimEnd(text.trim())
    .replace(ON_LIST, '')
    .replace(/^(?:the )?status of /iu, '')
  if (said === '' || NO_ONE.test(said)) return undefined
  if (unquote(said) !== said) return { name: unquote(said) }
  if (LAST.test(said)) return { last: true }
  const ids = toIds(said)
  if (ids) return { ids }
  if (WORDS.test(said) && EVERY.test(said)) return { every: statusOf(said) }
  const name = nameOf(said)
  return name === '' ? undefined : { name }
}

function nameOf(text: string): string {
  return unquote(text.replace(NAMED, '').replace(NAMED_END, ''))
}

/** "task 3", "#1, 2 and 4", "the third one", "1-3" as numbers; `undefined` when anything else is said. */
function toIds(text: string): number[] | undefined {
  if (COUNTED.test(text)) return undefined
  const ids = new Set<number>()
  const said = text.toLowerCase().replace(POSITIONS, '$1').replaceAll('# ', '#').replace(RANGE, '$1-')
  for (const word of said.split(/[ ,;&+]+/)) {
    const [, from, to] = /^#?(\d{1,9})-(\d{1,9})$/.exec(word) ?? []
    const first = toNumber(from ?? word)
    const last = toNumber(to ?? word)
    if (FILLER.has(word)) continue
    if (first === undefined || last === undefined || last < first || last - first > RANGE_LIMIT)
      return undefined
    for (let id = first; id <= last; id++) ids.add(id)
  }
  return ids.size > 0 ? [...ids] : undefined
}

function toNumber(word: string): number | undefined {
  const digits = /^(?:task|#)?(\d{1,9})(?:st|nd|rd|th)?$/.exec(word)?.[1]
  const index = Math.max(CARDINALS.indexOf(word), ORDINALS.indexOf(word))
  return digits ? Number(digits) : index < 0 ? undefined : index + 1
}

/** One line, or several, without the white space that makes patterns slow. */
function tidy(text: string): string[] {
  return text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}

/** The request without the manners around it. */
function strip(text: string): string {
  let request = trimEnd(text.replace(LEAD, ''))
  for (;;) {
    const courtesy = COURTESY.exec(request.slice(-COURTESY_LENGTH))
    if (!courtesy) return request
    request = trimEnd(request.slice(0, -courtesy[0].length))
  }
}

function trimEnd(text: string): string {
  let end = text.length
  while (end > 0 && ' .,;:!?…'.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

function unquote(text: string): string {
  const isQuoted = /^(?:["“”„«].+["“”»]|[`‘’'].+[`‘’'])$/u.test(text)
  const inner = text.slice(1, -1)
  // 'milk' and 'eggs' begins and ends with a quote, and is not one quotation.
  return isQuoted && !/["“”‘’'] .*["“”‘’']/u.test(inner) ? inner.trim() : text
}

function toTitle(text: string): string {
  const bare = unquote(trimEnd(text).replace(/^[ :,;–—-]+|[ (,–—-]{1,3}$/gu, ''))
  const title = bare.replace(/^to /iu, '').replace(/\.+$/, '')
  // "iPhone" and "https://…" are spelled as they are.
  const isSpelled = /^\S*(?:\p{Lu}|:\/\/)/u.test(title)
  return isSpelled ? title : title.replace(/^./u, (letter) => letter.toUpperCase())
}

/** A choice among offered tasks, "2", "the second", "both", "the dentist one", as ids; `undefined` if unclear. */
export function parseChoice(text: string, options: { id: number; title: string }[]): number[] | undefined {
  const line = tidy(text).join(' ')
  if (find(SMALL_TALK, trimEnd(line))) return undefined
  const said = strip(line).replace(CHOOSING, '')
  const but = ALL_BUT.exec(said)?.[1]
  if (!but) return choose(said, options)
  const left = choose(but, options)
  return left && options.map(({ id }) => id).filter((id) => !left.includes(id))
}

function choose(said: string, options: { id: number; title: string }[]): number[] | undefined {
  const ids = options.map(({ id }) => id)
  if (ALL_OF_THEM.test(said)) return /^both/iu.test(said) && ids.length !== 2 ? undefined : ids
  if (/^(?:the )?last(?: one)?$/iu.test(said)) return ids.slice(-1)
  const numbers = toIds(said)
  if (numbers) {
    const isPosition = POSITION.test(said)
    if (!isPosition && numbers.every((id) => ids.includes(id))) return numbers
    const chosen = numbers.flatMap((position) => ids[position - 1] ?? [])
    return chosen.length === numbers.length && !said.includes('#') ? chosen : undefined
  }
  const whole = matchTasks(nameOf(said), options)
  const named =
    whole.length > 0 ? [whole] : said.split(/,| and | & /iu).map((part) => matchTasks(nameOf(part), options))
  const chosen = named.flatMap((found) => (found.length === 1 ? found : []))
  return chosen.length === named.length ? chosen.map(({ id }) => id) : undefined
}

/**
 * The tasks a name could mean, only the best kind of match: the title itself, then the name inside a title,
 * then its words in any order, then words that begin or inflect alike ("meeting", "Prepare for meetings").
 */
export function matchTasks<T extends { title: string }>(name: string, tasks: T[]): T[] {
  const wanted = toWords(name)
  const key = new Set(wanted.filter((word) => !SMALL_WORDS.has(word)))
  const isIn = (words: string[], word: string) => words.includes(word)
  const isLike = (words: string[], word: string) =>
    words.some((other) => stem(other) === stem(word) || (word.length > 2 && other.startsWith(word)))
  const tests: ((words: string[]) => boolean)[] = [
    (words) => words.join(' ') === wanted.join(' '),
    (words) => ` ${words.join(' ')} `.includes(` ${wanted.join(' ')} `),
    (words) => key.size > 0 && [...key].every((word) => isIn(words, word)),
    (words) => key.size > 0 && [...key].every((word) => isLike(words, word)),
  ]
  if (wanted.length === 0) return []
  for (const test of tests) {
    const found = tasks.filter(({ title }) => test(toWords(title)))
    if (found.length > 0) return found
  }
  return []
}

function toWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/['’‘]/gu, '')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}

function stem(word: string): string {
  const root = word.replace(/(?:ings?|ies|e?s|ed|y|e)$/u, '')
  return root.length > 2 ? root : word
}
