import { type Destination, normalizeLabel, readTarget, sticky } from './destinations.ts'
import { pair, type Run, toRun } from './emphasis.ts'
import { decodeEntities } from './entities.ts'
import type { Definitions, Inline } from './tokens.ts'

/** A piece of the text on its way to be a tree: something done, or a mark that opens and closes what is around it. */
export type Piece = Inline | Run | Bracket

interface Bracket {
  type: 'bracket'
  text: string
  /** How many runs of marks come before it. */
  runs: number
  start: number
  /** Where the link leads that it opens, once its other half is found. */
  target?: Destination
  /** The half that it closes. */
  opener?: Bracket
}

// Where something other than text may begin. An address begins a word, or every letter of a word would be tried.
const SPECIAL = /[\\`*_~[\]<&\n]|!(?=\[)|(?<![a-z\d])(?:https?:\/\/|www\.)|(?<![\w.+-])[\w.+-]+@(?=[a-z\d])/gi
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>[\]`]+/iy
const MAIL = /[\w.+-]+@[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z\d]+(?![\w-])/iy
const POINTED = /<(?:([a-z][a-z\d+.-]{1,31}:[^\s<>]*)|([\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d.-]+))>/iy
const TAG = /<(?:\/?[a-z][a-z\d-]*(?:\s[^<>]*)?\/?|!--[^<>]*--)>/iy

/** Reads the text of a block. Its time grows with the length of the text, whatever is in it. */
export function parseInlines(text: string, definitions: Definitions): Inline[] {
  return new InlineParser(text.trim(), definitions).parse()
}

class InlineParser {
  readonly #text: string
  readonly #definitions: Definitions
  readonly #pieces: Piece[] = []
  readonly #runs: Run[] = []
  readonly #brackets: Bracket[] = []
  // There are no links in links: what opened before the last one opens none any more.
  #closedBrackets = 0
  #lastTicks: Map<number, number> | undefined
  #at = 0

  constructor(text: string, definitions: Definitions) {
    this.#text = text
    this.#definitions = definitions
  }

  parse(): Inline[] {
    const text = this.#text
    while (this.#at < text.length) {
      SPECIAL.lastIndex = this.#at
      const from = this.#at
      this.#at = SPECIAL.exec(text)?.index ?? text.length
      if (this.#at > from) this.#add(text.slice(from, this.#at))
      if (this.#at < text.length) this.#special(text[this.#at] as string)
    }
    pair(this.#runs)
    return toTree(this.#pieces)
  }

  #special(char: string) {
    const text = this.#text
    if (char === '\\') this.#escape()
    else if (char === '`') this.#code()
    else if (char === '\n') this.#lineBreak()
    else if (char === '[' || char === '!') this.#open(char === '!' ? '![' : '[')
    else if (char === ']') this.#close()
    else if (char === '<') this.#pointed()
    else if (char === '&') {
      const reference = sticky(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]+);/iy, text, this.#at)?.[0] ?? char
      this.#take(reference.length, { type: 'text', text: decodeEntities(reference) })
    } else if ('*_~'.includes(char)) {
      const run = toRun(text, this.#at)
      this.#runs.push(run)
      this.#take(run.text.length, run)
    } else this.#address()
  }

  #take(length: number, piece: Piece) {
    this.#at += length
    this.#pieces.push(piece)
  }

  #add(text: string) {
    this.#pieces.push({ type: 'text', text })
  }

  #escape() {
    const next = this.#text[this.#at + 1]
    if (next === '\n') {
      this.#take(2, { type: 'break' })
      this.#at += sticky(/[ \t]*/y, this.#text, this.#at)?.[0].length ?? 0
    } else if (next && /[!-/:-@[-`{-~]/.test(next)) this.#take(2, { type: 'text', text: next })
    else this.#take(1, { type: 'text', text: '\\' })
  }

  #lineBreak() {
    const last = this.#pieces.at(-1)
    const spaces = last?.type === 'text' ? (/ *$/.exec(last.text.slice(-2))?.[0].length ?? 0) : 0
    if (last?.type === 'text') last.text = last.text.trimEnd()
    this.#take(1, spaces > 1 ? { type: 'break' } : { type: 'text', text: '\n' })
    this.#at += sticky(/[ \t]*/y, this.#text, this.#at)?.[0].length ?? 0
  }

  #code() {
    const text = this.#text
    const ticks = sticky(/`+/y, text, this.#at)?.[0] ?? ''
    const from = this.#at + ticks.length
    // Looked up once, so that marks that nothing closes are not looked for again and again.
    this.#lastTicks ??= new Map([...text.matchAll(/`+/g)].map((run) => [run[0].length, run.index]))
    const hasEnd = (this.#lastTicks.get(ticks.length) ?? 0) >= from
    if (!hasEnd) return this.#take(ticks.length, { type: 'text', text: ticks })
    const pattern = /`+/g
    pattern.lastIndex = from
    let end = pattern.exec(text)
    while (end && end[0].length !== ticks.length) end = pattern.exec(text)
    const to = end?.index ?? from
    const code = text.slice(from, to).replaceAll('\n', ' ')
    const isPadded = code.startsWith(' ') && code.endsWith(' ') && code.trim()
    this.#take(to + ticks.length - this.#at, { type: 'code', text: isPadded ? code.slice(1, -1) : code })
  }

  #pointed() {
    const [whole, url, mail] = sticky(POINTED, this.#text, this.#at) ?? []
    if (whole) return this.#link(whole.length, url ?? `mailto:${mail}`, (url ?? mail) as string)
    const tag = sticky(TAG, this.#text, this.#at)?.[0]
    // Models break lines in table cells so; any other tag is text.
    if (tag && /^<br\s*\/?>$/i.test(tag)) this.#take(tag.length, { type: 'break' })
    else this.#take(tag?.length ?? 1, { type: 'text', text: tag ?? '<' })
  }

  /** Takes an address that stands in the text as it is. */
  #address() {
    const found = sticky(ADDRESS, this.#text, this.#at)?.[0]
    const url = found && trimAddress(found)
    if (url && /^(https?:\/\/|www\.)\w/i.test(url))
      return this.#link(url.length, /^www/i.test(url) ? `http://${url}` : url, url)
    const mail = sticky(MAIL, this.#text, this.#at)?.[0]
    if (mail) return this.#link(mail.length, `mailto:${mail}`, mail)
    const plain = sticky(/[\w.+-]+@?/y, this.#text, this.#at)?.[0] ?? (this.#text[this.#at] as string)
    this.#take(plain.length, { type: 'text', text: plain })
  }

  #link(length: number, href: string, text: string) {
    this.#take(length, { type: 'link', href, title: undefined, inlines: [{ type: 'text', text }] })
  }

  #open(text: string) {
    const bracket: Bracket = { type: 'bracket', text, runs: this.#runs.length, start: this.#at + text.length }
    this.#brackets.push(bracket)
    this.#take(text.length, bracket)
  }

  #close() {
    const opener = this.#brackets.pop()
    const isClosed = this.#brackets.length < this.#closedBrackets && opener?.text === '['
    this.#closedBrackets = Math.min(this.#closedBrackets, this.#brackets.length)
    const target = opener && !isClosed ? this.#target(opener) : undefined
    if (!opener || !target) return this.#take(1, { type: 'text', text: ']' })
    opener.target = target
    pair(this.#runs.splice(opener.runs))
    if (opener.text === '[') this.#closedBrackets = this.#brackets.length
    this.#take(target.end - this.#at, { type: 'bracket', text: '', runs: 0, start: 0, opener })
  }

  #target({ start }: Bracket): Destination | undefined {
    const after = this.#at + 1
    const direct = this.#text[after] === '(' ? readTarget(this.#text, after) : undefined
    if (direct || this.#definitions.size === 0) return direct
    const label = sticky(/\[((?:\\.|[^\\[\]]){0,999})\]/y, this.#text, after)
    const isLong = this.#at - start > 999
    const name = label?.[1]?.trim() ? label[1] : isLong ? '' : this.#text.slice(start, this.#at)
    const found = this.#definitions.get(normalizeLabel(name))
    return found && { ...found, end: after + (label?.[0].length ?? 0) }
  }
}

/** An address without what belongs to the sentence around it. */
function trimAddress(found: string): string {
  let surplus = found.split(')').length - found.split('(').length
  let end = found.length
  for (; end > 0; end--) {
    const last = found[end - 1] as string
    const reference = last === ';' && /&[a-z\d]+;$/i.exec(found.slice(Math.max(0, end - 32), end))
    if (reference) end -= reference[0].length - 1
    else if (last === ')' && surplus > 0) surplus--
    else if (!'?!.,:;*_~\'"'.includes(last)) break
  }
  return found.slice(0, end)
}

/** Puts what is between two marks into what they mark up. */
function toTree(pieces: readonly Piece[]): Inline[] {
  const root: Inline[] = []
  const outer: Inline[][] = []
  let inlines = root
  let linkDepth = 0
  const enter = (node: Inline & { inlines: Inline[] }) => {
    if (node.type === 'link') linkDepth++
    inlines.push(node)
    outer.push(inlines)
    inlines = node.inlines
  }
  const leave = () => {
    inlines = outer.pop() ?? root
  }
  const put = (text: string) => {
    const last = inlines.at(-1)
    if (last?.type === 'text') last.text += text
    else if (text) inlines.push({ type: 'text', text })
  }
  for (const piece of pieces) {
    if (piece.type === 'text') put(piece.text)
    else if (piece.type === 'run') {
      piece.closes.forEach(leave)
      put(piece.text.slice(0, piece.left))
      for (const type of piece.opens.reverse()) enter({ type, inlines: [] })
    } else if (piece.type !== 'bracket') {
      // An address in a link is a part of its text.
      if (piece.type === 'link' && linkDepth > 0) put(plainInlines(piece.inlines))
      else inlines.push(piece)
    } else if (piece.target) {
      const type = piece.text === '[' ? 'link' : 'image'
      enter({ type, href: piece.target.href, title: piece.target.title, inlines: [] })
    } else if (piece.opener) {
      leave()
      if (piece.opener.text === '[') linkDepth--
    } else put(piece.text)
  }
  return root
}

/** What a text says without its marks. */
export function plainInlines(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) =>
      'inlines' in inline ? plainInlines(inline.inlines) : 'text' in inline ? inline.text : '\n',
    )
    .join('')
}
