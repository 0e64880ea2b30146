import { Lexer, type Token } from 'marked'

// Deeper than any text that is meant to be read, shallow enough for the stack.
const MAX_DEPTH = 24

/**
 * Lexes a text that grows. Blocks before the last one cannot change any more: they keep their identity and are
 * never lexed again, so that a delta costs as much as the block it lands in.
 */
export class MarkdownBlocks {
  #source = ''
  #finished: Token[] = []
  #finishedLength = 0
  #blocks: readonly Token[] = []

  /** The blocks of the text. A growing text shares its finished blocks with the last call. */
  read(text: string): readonly Token[] {
    const source = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
    if (source === this.#source) return this.#blocks
    if (!source.startsWith(this.#source) || hasDefinitions(source)) this.#forget()
    this.#source = source
    const tail = lexBlocks(source.slice(this.#finishedLength))
    this.#blocks = [...this.#finished, ...tail]
    this.#finish(tail)
    return this.#blocks
  }

  #finish(tail: readonly Token[]) {
    // A blank line at the end finishes nothing: what follows may still belong to the list before it.
    const open = tail.findLastIndex((token) => token.type !== 'space')
    for (const token of tail.slice(0, Math.max(0, open))) {
      this.#finished.push(token)
      this.#finishedLength += token.raw.length
    }
  }

  #forget() {
    this.#finished = []
    this.#finishedLength = 0
  }
}

// `[name]: https://…` changes links anywhere before it, so such a text is always lexed whole.
function hasDefinitions(source: string): boolean {
  return /^ {0,3}\[[^\]\n]+\]:/m.test(source)
}

/** Lexes a text at once. One that no lexer should be asked to read is a paragraph as it is. */
export function lexBlocks(source: string): Token[] {
  try {
    const tokens = new Lexer({ gfm: true }).lex(source)
    if (!isTooDeep(tokens, 0)) return tokens
  } catch {
    // Thousands of nested quotes exhaust the stack of the lexer; such a text is shown as it is.
  }
  return [
    { type: 'paragraph', raw: source, text: source, tokens: [{ type: 'text', raw: source, text: source }] },
  ]
}

function isTooDeep(tokens: readonly Token[], depth: number): boolean {
  if (depth > MAX_DEPTH) return true
  return tokens.some((token) => {
    const inner: readonly Token[] =
      token.type === 'list' ? token.items : ('tokens' in token && token.tokens) || []
    return isTooDeep(inner, depth + 1)
  })
}
