import { BlockParser } from './block-parser.ts'
import { closeBlocks } from './closed-blocks.ts'
import type { Block } from './tokens.ts'

/**
 * Reads a text that grows. Blocks before the last one cannot change any more: they keep their identity and are
 * never read again, so that a delta costs as much as the block it lands in.
 */
export class MarkdownBlocks {
  #source = ''
  #finished: Block[] = []
  #finishedLength = 0
  #hasDefinitions = false
  #blocks: readonly Block[] = []

  /** Whether the text has ever grown: it was, or is, on its way. */
  hasGrown = false

  /** The blocks of the text. A growing text shares its finished blocks with the last call. */
  read(text: string): readonly Block[] {
    if (text === this.#source) return this.#blocks
    if (!text.startsWith(this.#source)) this.#forget()
    else if (this.#source) this.hasGrown = true
    // A definition changes links anywhere before it, so such a text is always read whole.
    this.#hasDefinitions ||= /^[ \t>*+\d.)-]*\[[^\]\n]+\]:/m.test(
      text.slice(this.#source.lastIndexOf('\n') + 1),
    )
    if (this.#hasDefinitions) this.#forgetBlocks()
    this.#source = text
    const { blocks, open, openStart } = parse(text.slice(this.#finishedLength))
    this.#blocks = [...this.#finished, ...blocks]
    this.#finished.push(...blocks.slice(0, open))
    this.#finishedLength += openStart
    return this.#blocks
  }

  #forget() {
    this.#hasDefinitions = false
    this.#forgetBlocks()
  }

  #forgetBlocks() {
    this.#finished = []
    this.#finishedLength = 0
  }
}

/** Reads a text at once. */
export function parseMarkdown(text: string): Block[] {
  return parse(text).blocks
}

/** Reads a text, and tells which block is the first that may still change, and where it begins. */
function parse(text: string): { blocks: Block[]; open: number; openStart: number } {
  const parser = new BlockParser()
  const ends = /\r\n?|\n|$/g
  const starts: number[] = []
  for (let from = 0; from <= text.length; from = ends.lastIndex) {
    starts.push(from)
    ends.lastIndex = from
    const end = ends.exec(text)
    parser.add(text.slice(from, end?.index))
    if (!end?.[0]) break
  }
  const { blocks } = parser.root
  // A line that is not complete may yet turn out to be one of the block before it; so may the head of a table.
  const open = Math.max(
    0,
    blocks.findLastIndex(({ start }) => start < starts.length - 2),
  )
  return { blocks: closeBlocks(blocks), open, openStart: starts[blocks[open]?.start ?? 0] ?? 0 }
}
