import { decodeEntities } from './entities.ts'
import type { Definitions } from './tokens.ts'

/** Where a link leads, and where the text goes on after it. */
export interface Destination {
  href: string
  title: string | undefined
  end: number
}

const PUNCTUATION = /\\([!-/:-@[-`{-~])/g
// What no address has so many of; the bound keeps hostile text from being read again and again.
const MAX_PARENTHESES = 32

/** A text with its escapes and character references replaced. */
export function unescapeText(text: string): string {
  return decodeEntities(text.replace(PUNCTUATION, '$1'))
}

/** The form in which labels of link definitions are compared. */
export function normalizeLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase()
}

/** Reads `(address "title")` from its opening parenthesis on. */
export function readTarget(text: string, start: number): Destination | undefined {
  const from = skipSpace(text, start + 1)
  if (text[from] === ')') return { href: '', title: undefined, end: from + 1 }
  const target = readAddress(text, from)
  if (!target) return undefined
  const { href, title } = target
  const end = skipSpace(text, target.end)
  return text[end] === ')' ? { href, title, end: end + 1 } : undefined
}

/**
 * Takes the link definitions from the beginning of a paragraph into `definitions`. Gives what is left of it: all of
 * it, when there is none.
 */
export function takeDefinitions(paragraph: string, definitions: Definitions): string {
  let rest = paragraph
  for (;;) {
    const label = /^\[((?:\\.|[^\\[\]]){1,999})\]:/.exec(rest)
    const name = label?.[1]?.trim()
    if (!label || !name) return rest
    const from = skipSpace(rest, label[0].length)
    const target = readAddress(rest, from, true)
    if (!target || target.end === from) return rest
    const key = normalizeLabel(name)
    if (!definitions.has(key)) definitions.set(key, target)
    rest = rest.slice(target.end).replace(/^[ \t]*\n?/, '')
  }
}

/** Reads an address and the title after it; of a definition, both must end their line. */
function readAddress(text: string, from: number, isDefinition = false): Destination | undefined {
  const pointed = sticky(/<((?:\\.|[^<>\n\\])*)>/y, text, from)
  const end = pointed ? from + pointed[0].length : endOfAddress(text, from)
  if (end < 0) return undefined
  const href = unescapeText(pointed ? (pointed[1] ?? '') : text.slice(from, end))
  const plain = { href, title: undefined, end }
  const title = sticky(/\s+("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))/sy, text, end)
  const isLineEnd = (at: number) => sticky(/[ \t]*(\n|$)/y, text, at)
  if (title?.[1]) {
    const after = end + title[0].length
    if (!isDefinition || isLineEnd(after))
      return { href, title: unescapeText(title[1].slice(1, -1)), end: after }
  }
  return isDefinition && !isLineEnd(end) ? undefined : plain
}

function endOfAddress(text: string, from: number): number {
  let depth = 0
  let at = from
  for (; at < text.length; at++) {
    const char = text[at] as string
    if (char <= ' ' || (char === ')' && depth === 0)) break
    if (char === '\\') at++
    else if (char === '(' && ++depth > MAX_PARENTHESES) return -1
    else if (char === ')') depth--
  }
  return depth > 0 || text[from] === '<' ? -1 : Math.min(at, text.length)
}

function skipSpace(text: string, from: number): number {
  return from + (sticky(/\s*/y, text, from)?.[0].length ?? 0)
}

/** What a sticky pattern matches at a position. */
export function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
