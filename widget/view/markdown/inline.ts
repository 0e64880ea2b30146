import { html, nothing, type TemplateResult } from 'lit/html.js'
import { plainInlines } from './inline-parser.ts'
import type { Inline, Link } from './tokens.ts'
import { readDeeplink, safeImage, safeLink } from './urls.ts'

/** What Markdown needs to know of its surroundings. */
export interface MarkdownContext {
  readonly allowedImageDomains: readonly string[] | undefined
  readonly words: { copy: string; copied: string; done: string; notDone: string; image: string }
  onDeeplink(link: { name: string; data: Record<string, string> }): void
  onCopy(button: HTMLElement, text: string): void
}

type Drawn = TemplateResult | string | typeof nothing

/** Draws what is within a block. HTML is shown as the text it is; nothing is ever parsed as markup. */
export function renderInlines(inlines: readonly Inline[], context: MarkdownContext): Drawn[] {
  return inlines.map((inline) => renderInline(inline, context))
}

function renderInline(inline: Inline, context: MarkdownContext): Drawn {
  switch (inline.type) {
    case 'strong':
      return html`<strong>${renderInlines(inline.inlines, context)}</strong>`
    case 'emphasis':
      return html`<em>${renderInlines(inline.inlines, context)}</em>`
    case 'strike':
      return html`<del>${renderInlines(inline.inlines, context)}</del>`
    case 'code':
      return html`<code dir="ltr">${inline.text}</code>`
    case 'break':
      return html`<br />`
    case 'link':
      return renderLink(inline, context)
    case 'image':
      return renderImage(inline, context)
    default:
      return inline.text
  }
}

function renderLink({ href, title, inlines }: Link, context: MarkdownContext): Drawn {
  const content = renderInlines(inlines, context)
  const url = safeLink(href)
  if (!url) return html`${content}`
  if (url.protocol !== 'chatkit-link:') {
    return html`<a href=${url.href} target="_blank" rel="noopener noreferrer" title=${title || nothing}
      >${content}</a
    >`
  }
  const follow = (event: Event) => {
    event.preventDefault()
    context.onDeeplink(readDeeplink(url))
  }
  return html`<a href=${url.href} @click=${follow}>${content}</a>`
}

function renderImage({ href, title, inlines }: Link, context: MarkdownContext): Drawn {
  const src = safeImage(href, context.allowedImageDomains)
  const alt = plainInlines(inlines)
  if (!src) return alt || context.words.image
  return html`<img src=${src} alt=${alt} title=${title || nothing} loading="lazy" referrerpolicy="no-referrer" />`
}
