import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { MarkedToken, Token, Tokens } from 'marked'
import { icon } from '../icons.ts'
import { type MarkdownContext, renderInline } from './inline.ts'

type Block = TemplateResult | typeof nothing

/** Draws blocks of Markdown. A block is drawn anew only when its token is another one. */
export function renderMarkdown(blocks: readonly Token[], context: MarkdownContext): TemplateResult {
  return html`<div class="md" dir="auto">${blocks.map((block) =>
    guard([block, context], () => renderBlock(block as MarkedToken, context)),
  )}</div>`
}

function renderBlocks(tokens: readonly Token[], context: MarkdownContext): Block[] {
  return tokens.map((token) => renderBlock(token as MarkedToken, context))
}

function renderBlock(token: MarkedToken, context: MarkdownContext): Block {
  switch (token.type) {
    case 'space':
    case 'def':
      return nothing
    case 'paragraph':
      return html`<p>${renderInline(token.tokens, context)}</p>`
    case 'heading':
      return renderHeading(token, context)
    case 'code':
      return renderCode(token, context)
    case 'blockquote':
      return html`<blockquote>${renderBlocks(token.tokens, context)}</blockquote>`
    case 'list':
      return renderList(token, context)
    case 'table':
      return renderTable(token, context)
    case 'hr':
      return html`<hr />`
    case 'html':
      return html`<p class="raw">${token.text.trimEnd()}</p>`
    default:
      return html`${renderInline([token], context)}`
  }
}

// Two levels down: the page above has its own h1, and an answer is never the title of a page.
function renderHeading({ depth, tokens }: Tokens.Heading, context: MarkdownContext): Block {
  const content = renderInline(tokens, context)
  if (depth === 1) return html`<h3 class="h1">${content}</h3>`
  if (depth === 2) return html`<h4 class="h2">${content}</h4>`
  if (depth === 3) return html`<h5 class="h3">${content}</h5>`
  return html`<h6 class="h4">${content}</h6>`
}

function renderCode({ text, lang }: Tokens.Code, context: MarkdownContext): Block {
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

function renderList(token: Tokens.List, context: MarkdownContext): Block {
  const items = token.items.map(
    (item) => html`<li class=${item.task ? 'task' : nothing}>${renderBlocks(item.tokens, context)}</li>`,
  )
  return token.ordered
    ? html`<ol start=${token.start === 1 ? nothing : token.start}>${items}</ol>`
    : html`<ul>${items}</ul>`
}

function renderTable({ header, rows, align }: Tokens.Table, context: MarkdownContext): Block {
  const cells = (row: Tokens.TableCell[]) =>
    row.map((cell, index) => {
      const content = renderInline(cell.tokens, context)
      const side = align[index] ?? nothing
      return cell.header
        ? html`<th scope="col" class=${side}>${content}</th>`
        : html`<td class=${side}>${content}</td>`
    })
  return html`<div class="table" tabindex="0">
    <table>
      <thead><tr>${cells(header)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody>
    </table>
  </div>`
}

/** The words of a Markdown text without its marks, for those who hear it. */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map((token) => plainTokens(token as MarkedToken)).join('')
}

function plainTokens(token: MarkedToken): string {
  switch (token.type) {
    case 'space':
    case 'hr':
    case 'def':
      return '\n'
    case 'list':
      return token.items.map((item) => `${plainText(item.tokens)}\n`).join('')
    case 'table':
      return [token.header, ...token.rows].map((row) => row.map((cell) => cell.text).join(', ')).join('\n')
    case 'checkbox':
      return ''
    case 'paragraph':
    case 'heading':
      return `${plainText(token.tokens)}\n`
    default:
      return 'tokens' in token && token.tokens ? plainText(token.tokens) : 'text' in token ? token.text : ''
  }
}
