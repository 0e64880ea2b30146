import type { Command } from './command.ts'
import { parseCommand } from './parse-command.ts'
import { pattern } from './pattern.ts'
import { ADD, CHANGE, DELETE, FINISH, POSTPONE } from './phrases.ts'
import { tidy } from './text.ts'

const VERB = `(?:${ADD}|create|remind me|${DELETE}|${FINISH}|mark|check|tick|re-?open|${CHANGE}|set|${POSTPONE}|undo|
  show|list|clear)`
// Between sentences, and where one goes on with the next order.
const SENTENCE = '(?<sentence>[.;!?]+|,? (?:and )?then)(?:,? and)?'
const BREAK = new RegExp(pattern(`(?:${SENTENCE}|,|,? and)(?: also)? (?=${VERB}\\b)`), 'giu')
const NEW = pattern(`^(?:${ADD}|create|remind me)\\b`)
/** Longer texts are one order: nobody speaks so, and each place to break costs two readings. */
const MOST_CHARACTERS = 1000

/** The orders of a message, in turn: "Add milk. Then delete task 1." One that is not understood is `undefined`. */
export function parseOrders(text: string): Command[] {
  const whole = parseCommand(text)
  if (text.length > MOST_CHARACTERS) return [whole]
  const lines = tidy(text)
  const orders = lines.flatMap((line) => splitLine(line))
  const isSeveral = orders.length > lines.length || orders.some((order) => order?.tool !== 'add_task')
  return isSeveral && orders.length > 1 && orders.every((order) => isOrder(order)) ? orders : [whole]
}

/** Goes on from break to break once: what does not begin an order of its own belongs to the one before. */
function splitLine(line: string): Command[] {
  const orders: Command[] = []
  let begin = 0
  const breaks = [...line.matchAll(BREAK)]
  for (const [nth, { index, 0: mark, groups }] of breaks.entries()) {
    const before = line.slice(begin, index)
    const next = line.slice(index + mark.length, breaks[nth + 1]?.index)
    if (isInQuotes(before)) continue
    const [first, second] = [parseCommand(before), parseCommand(next)]
    if (!isOrder(first) || !isOrder(second)) continue
    if (!isApart(first, second, next, Boolean(groups?.sentence))) continue
    orders.push(first)
    begin = index + mark.length
  }
  return [...orders, parseCommand(line.slice(begin))]
}

const isOrder = (command: Command): command is Exclude<Command, undefined> =>
  command !== undefined && ('target' in command || /^(?:add_task|list_tasks|undo)$/.test(command.tool))

/** Whether what follows is an order of its own. A new task may be called "Find and delete photos". */
function isApart(first: Command, second: Command, next: string, isSentence: boolean): boolean {
  const target = second && 'target' in second ? second.target : {}
  const isNamed = 'name' in target
  if (second?.tool === 'add_task') return isSentence && NEW.test(next)
  if (first?.tool === 'add_task')
    return !isNamed && (isSentence || (second?.tool !== 'list_tasks' && !('due' in target)))
  return isSentence || !isNamed
}

function isInQuotes(before: string): boolean {
  const plain = before.match(/"/g)?.length ?? 0
  const opened = before.match(/[“„«]/gu)?.length ?? 0
  const closed = before.match(/[”»]/gu)?.length ?? 0
  return plain % 2 === 1 || opened > closed
}
