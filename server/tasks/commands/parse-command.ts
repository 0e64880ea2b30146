import { DESCRIPTION } from './adding.ts'
import { type Command, isMany } from './command.ts'
import { pattern } from './pattern.ts'
import { findCommand, REQUESTS, SMALL_TALK, STATEMENTS } from './rules.ts'
import { strip, tidy, toTitle, trimEnd } from './text.ts'

const PICTURES = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\uFE0F/gu
const BULLET = /^(?:(?:[-*•–+]|\d{1,3}[.)]|\[[ x]?\])(?: |$))+/iu
/** "Can we finish everything by friday?" does not say that all is done. */
const HOPE = pattern(
  `\\b(?:(?:can|could|would|will) (?:i|we)|let's|let me|lemme) (?:finish|complete|close|resolve)\\b`,
)

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
  const command = findCommand(SMALL_TALK, trimEnd(text)) ?? findCommand(table, request)
  const isWide = command?.tool === 'complete_task' && isMany(command.target)
  return isWide && HOPE.test(text) ? undefined : command
}
