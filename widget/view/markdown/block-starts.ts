import { indentOf, isBlank, stripIndent } from './lines.ts'

export const RULE = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/
export const UNDERLINE = /^(?:=+|-+)[ \t]*$/
export const HEADING = /^#{1,6}(?=[ \t]|$)/
export const FENCE = /^(?:(`{3,})([^`]*)|(~{3,})(.*))$/

/** What an item of a list begins with. */
export interface Marker {
  /** What all items of one list share. */
  kind: string
  /** The number of an ordered item. */
  start: number | undefined
  /** How far the lines of the item are indented. */
  width: number
  rest: string
}

/** Reads the mark of a list item. One that interrupts a paragraph must look as if it were meant. */
export function readMarker(line: string, isInterrupting: boolean): Marker | undefined {
  const [mark = '', bullet, number, dot] =
    /^(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(line.trimStart()) ?? []
  if (!mark) return undefined
  const after = line.trimStart().slice(mark.length)
  if (isInterrupting && (isBlank(after) || (number && Number(number) !== 1))) return undefined
  const column = indentOf(line) + mark.length
  const spaces = indentOf(after, column)
  // Five columns and more are code in the item.
  const gap = isBlank(after) || spaces > 4 ? 1 : spaces
  return {
    kind: bullet ?? (dot as string),
    start: number ? Number(number) : undefined,
    width: column + gap,
    rest: stripIndent(after, gap, column),
  }
}

// What begins a block of HTML, and what ends it.
const HTML: [start: RegExp, end: RegExp][] = [
  [/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
]
const LONE_TAG = /^<\/?[a-z][a-z\d-]*(?:\s[^<>]*)?\/?>\s*$/i
const BLANK = /^\s*$/

// What begins with a tag and goes on is read as a paragraph: HTML is text here, and may as well have its emphasis.

/** What ends the block of HTML that begins with this line, if one does. */
export function htmlEnd(line: string, isInterrupting: boolean): RegExp | undefined {
  const end = HTML.find(([start]) => start.test(line))?.[1]
  return end ?? (!isInterrupting && LONE_TAG.test(line) ? BLANK : undefined)
}
