import type { OpenBlock } from './block-parser.ts'
import { takeDefinitions, unescapeText } from './destinations.ts'
import { parseInlines } from './inline-parser.ts'
import { splitCells } from './lines.ts'
import type { Block, Definitions, ListItem, Table } from './tokens.ts'

/** Makes blocks of lines: first the definitions are taken out of all of them, then their text is read. */
export function closeBlocks(blocks: readonly OpenBlock[]): Block[] {
  const definitions: Definitions = new Map()
  takeAll(blocks, definitions)
  return close(blocks, definitions)
}

function takeAll(blocks: readonly OpenBlock[], definitions: Definitions) {
  for (const block of blocks) {
    if (block.type === 'paragraph' && block.lines[0]?.startsWith('['))
      block.lines = [takeDefinitions(block.lines.join('\n'), definitions)]
    takeAll(block.blocks, definitions)
  }
}

function close(blocks: readonly OpenBlock[], definitions: Definitions): Block[] {
  return blocks.flatMap((block) => closeBlock(block, definitions) ?? [])
}

function closeBlock(block: OpenBlock, definitions: Definitions): Block | undefined {
  const text = block.lines.join('\n')
  switch (block.type) {
    case 'paragraph':
      return text ? { type: 'paragraph', inlines: parseInlines(text, definitions) } : undefined
    case 'heading':
      return { type: 'heading', depth: block.depth ?? 1, inlines: parseInlines(text, definitions) }
    case 'quote':
      return { type: 'quote', blocks: close(block.blocks, definitions) }
    case 'list':
      return {
        type: 'list',
        start: block.marker?.start,
        isLoose: isLoose(block),
        items: block.blocks.map((item) => closeItem(item, definitions)),
      }
    case 'code':
      return {
        type: 'code',
        lang: unescapeText(block.fence?.info ?? ''),
        // Blank lines around indented code are none of it.
        text: block.fence ? text : text.replace(/^(?:[ \t]*\n)+/, '').trimEnd(),
      }
    case 'table':
      return closeTable(block.lines, definitions)
    case 'html':
      return { type: 'html', text: text.trimEnd() }
    default:
      return { type: 'rule' }
  }
}

/** Whether there are blank lines between the items of a list, or between the blocks of one. */
function isLoose({ blocks }: OpenBlock): boolean {
  return hasGap(blocks) || blocks.some((item) => hasGap(item.blocks))
}

function hasGap(blocks: readonly OpenBlock[]): boolean {
  return blocks.some((block, index) => block.start - (blocks[index - 1]?.end ?? block.start) > 1)
}

function closeItem(item: OpenBlock, definitions: Definitions): ListItem {
  const [first] = item.blocks
  const task = first?.type === 'paragraph' ? /^\[([ x])\][ \t]+(?=\S)/i.exec(first.lines[0] ?? '') : null
  if (first && task) first.lines[0] = first.lines[0]?.slice(task[0].length) ?? ''
  return { checked: task ? task[1] !== ' ' : undefined, blocks: close(item.blocks, definitions) }
}

function closeTable([head = '', dashes = '', ...lines]: readonly string[], definitions: Definitions): Table {
  const sides = splitCells(dashes).map((side) => {
    const [left, right] = [side.startsWith(':'), side.endsWith(':')]
    return left && right ? 'center' : right ? 'right' : left ? 'left' : undefined
  })
  const rows = [head, ...lines].map((line) => {
    const cells = splitCells(line)
    return sides.map((_, column) => parseInlines(cells[column] ?? '', definitions))
  })
  return { type: 'table', sides, rows }
}
