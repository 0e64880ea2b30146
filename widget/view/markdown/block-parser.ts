import { FENCE, HEADING, htmlEnd, type Marker, RULE, readMarker, UNDERLINE } from './block-starts.ts'
import { indentOf, isBlank, splitCells, stripIndent } from './lines.ts'

/** A block while lines are still added to it. */
export interface OpenBlock {
  type: 'root' | 'quote' | 'list' | 'item' | 'paragraph' | 'heading' | 'code' | 'html' | 'rule' | 'table'
  /** Its first line, and the last one that is not blank. */
  start: number
  end: number
  blocks: OpenBlock[]
  lines: string[]
  /** Of a heading. */
  depth?: number
  /** Of a list or an item. */
  marker?: Marker
  /** Of code: the marks around it, what they say, and how far they are indented. */
  fence?: { marks: string; info: string; indent: number }
  /** What ends a block of HTML. */
  until?: RegExp
}

// Deeper than any text that is meant to be read, shallow enough for the stack.
const MAX_DEPTH = 24

/** Reads lines into blocks, as CommonMark and GitHub have them. Each line is looked at once. */
export class BlockParser {
  readonly root: OpenBlock = { type: 'root', start: 0, end: 0, blocks: [], lines: [] }
  /** The containers that are open, the root first, and the block that lines are added to. */
  #open = [this.root]
  #leaf: OpenBlock | undefined
  #line = -1

  add(line: string) {
    this.#line++
    let [rest, depth] = this.#enter(line)
    const isWithin = depth === this.#open.length
    if (isWithin && this.#leaf && this.#goesOn(this.#leaf, rest)) return
    let paragraph = this.#leaf?.type === 'paragraph' ? this.#leaf : undefined
    for (; this.#open.length < MAX_DEPTH || depth < MAX_DEPTH; ) {
      const inner = this.#openContainer(rest, depth, isWithin && paragraph !== undefined)
      if (inner === undefined) break
      rest = inner
      depth = this.#open.length
      paragraph = undefined
    }
    if (isBlank(rest)) return this.#closeTo(depth)
    const own = isWithin ? paragraph : undefined
    if (this.#startLeaf(rest, depth, own, paragraph !== undefined)) return
    // A line that goes on with a paragraph may leave out the marks of what the paragraph is in.
    const open = paragraph ?? (isWithin && this.#leaf?.type === 'table' ? this.#leaf : undefined)
    if (!open) return void this.#start(depth, 'paragraph', rest.trimStart())
    open.lines.push(rest.trimStart())
    this.#touch()
  }

  /** Goes into the open containers as far as the line does. Gives what is left of the line. */
  #enter(line: string): [rest: string, depth: number] {
    let rest = line
    let depth = 1
    for (; depth < this.#open.length; depth++) {
      const container = this.#open[depth] as OpenBlock
      if (container.type === 'quote') {
        const inner = readQuote(rest)
        if (inner === undefined) break
        rest = inner
        for (const outer of this.#open.slice(0, depth + 1)) outer.end = this.#line
      } else if (container.type === 'item') {
        const width = container.marker?.width ?? 0
        const isIn = isBlank(rest) ? container.blocks.length > 0 : indentOf(rest) >= width
        if (!isIn) break
        rest = stripIndent(rest, width)
      }
    }
    return [rest, depth]
  }

  /** Adds a line to code or HTML, which take lines as they are. Gives false when it is not for them. */
  #goesOn(leaf: OpenBlock, rest: string): boolean {
    const { fence, until } = leaf
    if (until) {
      if (!isBlank(rest) || !until.test(rest)) this.#push(leaf, rest)
      if (until.test(rest)) this.#leaf = undefined
    } else if (fence) {
      const mark = fence.marks[0] as string
      const closing = indentOf(rest) < 4 ? rest.trim() : ''
      const isEnd = closing.length >= fence.marks.length && !closing.replaceAll(mark, '')
      if (isEnd) this.#touch()
      else this.#push(leaf, stripIndent(rest, fence.indent))
      if (isEnd) this.#leaf = undefined
    } else if (leaf.type !== 'code') return false
    else if (isBlank(rest)) leaf.lines.push(stripIndent(rest, 4))
    else if (indentOf(rest) < 4) return false
    else this.#push(leaf, stripIndent(rest, 4))
    return true
  }

  /** Opens a quote or an item that the line begins with. Gives what is left of the line, if it does. */
  #openContainer(rest: string, depth: number, isInterrupting: boolean): string | undefined {
    if (indentOf(rest) > 3) return undefined
    const quoted = readQuote(rest)
    if (quoted !== undefined) {
      this.#closeTo(depth)
      this.#append('quote')
      return quoted
    }
    const marker = RULE.test(rest.trim()) ? undefined : readMarker(rest, isInterrupting)
    if (!marker) return undefined
    this.#closeTo(depth)
    const list = this.#open.at(-1)
    if (list?.type === 'list' && list.marker?.kind !== marker.kind) this.#open.pop()
    if (this.#open.at(-1)?.type !== 'list') this.#append('list').marker = marker
    this.#append('item').marker = marker
    return marker.rest
  }

  /** Starts a block of its own kind with a line. Gives false when the line is only text. */
  #startLeaf(rest: string, depth: number, own: OpenBlock | undefined, isAfterText: boolean): boolean {
    const line = rest.trim()
    const indent = indentOf(rest)
    if (indent > 3) {
      if (!isAfterText) this.#start(depth, 'code', stripIndent(rest, 4))
      return !isAfterText
    }
    const fence = FENCE.exec(line)
    const until = htmlEnd(line, isAfterText)
    const heading = HEADING.exec(line)?.[0]
    if (heading) {
      const text = line
        .slice(heading.length)
        .trim()
        .replace(/(^|[ \t])#+$/, '')
      this.#start(depth, 'heading', text).depth = heading.length
    } else if (fence) {
      const [, ticks, info, tildes, words] = fence
      this.#start(depth, 'code').fence = {
        marks: (ticks ?? tildes) as string,
        info: (info ?? words ?? '').trim(),
        indent,
      }
    } else if (until) {
      this.#start(depth, 'html', rest).until = until
      if (until.test(line)) this.#leaf = undefined
    } else if (own && UNDERLINE.test(line)) {
      own.type = 'heading'
      own.depth = line[0] === '=' ? 1 : 2
      this.#touch()
      this.#leaf = undefined
    } else if (RULE.test(line)) this.#start(depth, 'rule')
    else return own !== undefined && this.#startTable(line, own)
    if (heading || RULE.test(line)) this.#leaf = undefined
    return true
  }

  /** Makes a table of the last line of a paragraph and the line of dashes below it. */
  #startTable(line: string, paragraph: OpenBlock): boolean {
    if (!/^[\s|:-]+$/.test(line)) return false
    const sides = splitCells(line)
    const head = paragraph.lines.at(-1) ?? ''
    const isTable = (line + head).includes('|') && sides.every((side) => /^:?-+:?$/.test(side))
    if (!isTable || splitCells(head).length !== sides.length) return false
    paragraph.lines.pop()
    paragraph.end = this.#line - 2
    if (paragraph.lines.length === 0) this.#open.at(-1)?.blocks.pop()
    const table = this.#start(this.#open.length, 'table', head)
    table.start = this.#line - 1
    table.lines.push(line)
    return true
  }

  #start(depth: number, type: OpenBlock['type'], line?: string): OpenBlock {
    this.#closeTo(depth)
    if (this.#open.at(-1)?.type === 'list') this.#open.pop()
    this.#leaf = this.#create(type)
    if (line !== undefined) this.#leaf.lines.push(line)
    return this.#leaf
  }

  #append(type: 'quote' | 'list' | 'item'): OpenBlock {
    if (type === 'quote' && this.#open.at(-1)?.type === 'list') this.#open.pop()
    const container = this.#create(type)
    this.#open.push(container)
    return container
  }

  #create(type: OpenBlock['type']): OpenBlock {
    const block: OpenBlock = { type, start: this.#line, end: this.#line, blocks: [], lines: [] }
    this.#open.at(-1)?.blocks.push(block)
    this.#touch()
    return block
  }

  #push(leaf: OpenBlock, line: string) {
    leaf.lines.push(line)
    this.#touch()
  }

  #closeTo(depth: number) {
    this.#open.length = depth
    this.#leaf = undefined
  }

  #touch() {
    for (const container of this.#open) container.end = this.#line
    if (this.#leaf) this.#leaf.end = this.#line
  }
}

function readQuote(line: string): string | undefined {
  const text = line.trimStart()
  return indentOf(line) < 4 && text.startsWith('>') ? stripIndent(text.slice(1), 1) : undefined
}
