import { Marked } from 'marked'
import { parseMarkdown } from '../../widget/view/markdown/blocks.ts'
import type { Block, Inline, ListItem } from '../../widget/view/markdown/tokens.ts'

// Two ways from Markdown to the same plain HTML, so that they can be compared: ours, and the reference's.

/** HTML of our own reading of a text. */
export function ourHtml(text: string): string {
  return tidy(blocksHtml(parseMarkdown(text)))
}

const marked = new Marked({
  gfm: true,
  renderer: {
    // The view shows HTML as the text it is; only a line break is one.
    html: ({ text }) => (/^<br\s*\/?>$/i.test(text) ? '<br>' : escapeHtml(text)),
    checkbox: ({ checked }) => `<input checked=${checked}>`,
    heading({ depth, tokens }) {
      return `<h${depth}>${this.parser.parseInline(tokens)}</h${depth}>`
    },
    code: ({ text, lang }) => `<pre lang="${escapeHtml(lang ?? '')}">${escapeHtml(text)}</pre>`,
    image: ({ href, title, text }) =>
      `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}"${title ? ` title="${escapeHtml(title)}"` : ''}>`,
  },
})

/** HTML of what marked makes of a text. */
export function referenceHtml(text: string): string {
  return tidy(marked.parse(text) as string)
}

// Spaces at the edges of blocks and lines are drawn as nothing.
function tidy(html: string): string {
  return decode(html)
    .replace(
      /\s*(<\/?(?:p|h\d|ul|ol|li|blockquote|hr|table|thead|tbody|tr|t[hd]|pre|br|input)\b[^>]*>)\s*/g,
      '$1',
    )
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .trim()
}

const decode = (html: string) =>
  html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&gt;', '>').replaceAll('&amp;', '&')
const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function blocksHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('')
}

function blockHtml(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${inlinesHtml(block.inlines)}</p>`
    case 'heading':
      return `<h${block.depth}>${inlinesHtml(block.inlines)}</h${block.depth}>`
    case 'quote':
      return `<blockquote>${blocksHtml(block.blocks)}</blockquote>`
    case 'code':
      return `<pre lang="${escapeHtml(block.lang)}">${escapeHtml(block.text)}</pre>`
    case 'html':
      return escapeHtml(block.text)
    case 'rule':
      return '<hr>'
    case 'list': {
      const { start, isLoose, items } = block
      const tag = start === undefined ? 'ul' : 'ol'
      const number = start === undefined || start === 1 ? '' : ` start="${start}"`
      return `<${tag}${number}>${items.map((item) => itemHtml(item, isLoose)).join('')}</${tag}>`
    }
    default: {
      const [head = [], ...rows] = block.rows
      const row = (cells: Inline[][], tag: string) =>
        `<tr>${cells.map((cell, column) => `<${tag}${block.sides[column] ? ` align="${block.sides[column]}"` : ''}>${inlinesHtml(cell)}</${tag}>`).join('')}</tr>`
      const body = rows.length > 0 ? `<tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody>` : ''
      return `<table><thead>${row(head, 'th')}</thead>${body}</table>`
    }
  }
}

function itemHtml({ checked, blocks }: ListItem, isLoose: boolean): string {
  const box = checked === undefined ? '' : `<input checked=${checked}>`
  const inner = blocks.map((block, index) => {
    const mark = index === 0 ? box : ''
    if (block.type !== 'paragraph') return `${mark}${blockHtml(block)}`
    return isLoose ? `<p>${mark}${inlinesHtml(block.inlines)}</p>` : `${mark}${inlinesHtml(block.inlines)}\n`
  })
  return `<li>${inner.join('')}</li>`
}

function inlinesHtml(inlines: readonly Inline[]): string {
  return inlines.map(inlineHtml).join('')
}

const TAGS = { emphasis: 'em', strong: 'strong', strike: 'del' } as const

function inlineHtml(inline: Inline): string {
  switch (inline.type) {
    case 'text':
      return escapeHtml(inline.text)
    case 'code':
      return `<code>${escapeHtml(inline.text)}</code>`
    case 'break':
      return '<br>'
    case 'link':
    case 'image': {
      const title = inline.title ? ` title="${escapeHtml(inline.title)}"` : ''
      return inline.type === 'link'
        ? `<a href="${escapeHtml(inline.href)}"${title}>${inlinesHtml(inline.inlines)}</a>`
        : `<img src="${escapeHtml(inline.href)}" alt="${inlinesHtml(inline.inlines).replace(/<[^>]*>/g, '')}"${title}>`
    }
    default:
      return `<${TAGS[inline.type]}>${inlinesHtml(inline.inlines)}</${TAGS[inline.type]}>`
  }
}
