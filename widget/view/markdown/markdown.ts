import { guard } from 'lit/directives/guard.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { icon } from '../icons.ts'
import { type MarkdownContext, renderInlines } from './inline.ts'
import { plainInlines } from './inline-parser.ts'
import type { Block, Code, Inline, List, Table } from './tokens.ts'

// So many blocks of a long text that the browser lays them out, and paints them, by themselves.
const PART = 12

/** Draws blocks of Markdown. A block is drawn anew only when it is another one. */
export function renderMarkdown(blocks: readonly Block[], context: MarkdownContext): TemplateResult {
  const parts: TemplateResult[] = []
  for (let start = 0, end = PART; start < blocks.length; start = end, end += PART) {
    // The room below a rule is one with the room above what follows, within a part.
    while (blocks[end - 1]?.type === 'rule') end++
    const part = blocks.slice(start, end)
    parts.push(
      html`<div class="part">${guard([context, ...part], () =>
        part.map((block) => guard([block, context], () => renderBlock(block, context))),
      )}</div>`,
    )
  }
  return html`<div class="md" dir="auto">${parts}</div>`
}

function renderBlocks(blocks: readonly Block[], context: MarkdownContext): TemplateResult[] {
  return blocks.map((block) => renderBlock(block, context))
}

function renderBlock(block: Block, context: MarkdownContext): TemplateResult {
  switch (block.type) {
    case 'paragraph':
      return html`<p>${renderInlines(block.inlines, context)}</p>`
    case 'heading':
      return renderHeading(block.depth, block.inlines, context)
    case 'code':
      return renderCode(block, context)
    case 'quote':
      return html`<blockquote>${renderBlocks(block.blocks, context)}</blockquote>`
    case 'list':
      return renderList(block, context)
    case 'table':
      return renderTable(block, context)
    case 'rule':
      return html`<hr />`
    default:
      return html`<p class="raw">${block.text}</p>`
  }
}

// Two levels down: the page above has its own h1, and an answer is never the title of a page.
function renderHeading(depth: number, inlines: readonly Inline[], context: MarkdownContext): TemplateResult {
  const content = renderInlines(inlines, context)
  if (depth === 1) return html`<h3 class="h1">${content}</h3>`
  if (depth === 2) return html`<h4 class="h2">${content}</h4>`
  if (depth === 3) return html`<h5 class="h3">${content}</h5>`
  return html`<h6 class="h4">${content}</h6>`
}

function renderCode({ text, lang }: Code, context: MarkdownContext): TemplateResult {
  const { copy } = context.words
  const handleCopy = (event: Event) => context.onCopy(event.currentTarget as HTMLElement, text)
  return html`<figure class="code" dir="ltr">
    <figcaption>
      <span>${lang?.split(/\s/)[0] ?? ''}</span>
      <button type="button" class="copy" aria-label=${copy} title=${copy} @click=${handleCopy}>
        ${icon('copy')}${icon('check')}
      </button>
    </figcaption>
    <pre tabindex="0"><code>${text}</code></pre>
  </figure>`
}

function renderList({ items, start, isLoose }: List, context: MarkdownContext): TemplateResult {
  const { done, notDone } = context.words
  const drawn = items.map(
    ({ checked, blocks }) => html`<li class=${checked === undefined ? nothing : 'task'}>
      ${
        checked === undefined
          ? nothing
          : html`<input type="checkbox" disabled .checked=${checked} aria-label=${checked ? done : notDone} />`
      }${blocks.map((block) =>
        // Paragraphs of items that stand close together are no paragraphs.
        block.type === 'paragraph' && !isLoose
          ? html`<span>${renderInlines(block.inlines, context)}</span>`
          : renderBlock(block, context),
      )}
    </li>`,
  )
  return start === undefined
    ? html`<ul>${drawn}</ul>`
    : html`<ol start=${start === 1 ? nothing : start}>${drawn}</ol>`
}

function renderTable({ rows: [head = [], ...rows], sides }: Table, context: MarkdownContext): TemplateResult {
  const side = (column: number) => sides[column] ?? nothing
  return html`<div class="table" tabindex="0">
    <table>
      <thead><tr>${head.map((cell, column) => html`<th scope="col" class=${side(column)}>${renderInlines(cell, context)}</th>`)}</tr></thead>
      <tbody>${rows.map(
        (row) =>
          html`<tr>${row.map((cell, column) => html`<td class=${side(column)}>${renderInlines(cell, context)}</td>`)}</tr>`,
      )}</tbody>
    </table>
  </div>`
}

/** The words of a Markdown text without its marks, for those who hear it. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map((block) => `${plainBlock(block)}\n`).join('')
}

function plainBlock(block: Block): string {
  switch (block.type) {
    case 'list':
      return block.items.map((item) => plainText(item.blocks)).join('')
    case 'table':
      return block.rows.map((row) => row.map(plainInlines).join(', ')).join('\n')
    case 'quote':
      return plainText(block.blocks)
    case 'rule':
      return ''
    default:
      return 'inlines' in block ? plainInlines(block.inlines) : block.text
  }
}
