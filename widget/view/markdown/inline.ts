import { html, nothing, type TemplateResult } from 'lit'
import type { MarkedToken, Token, Tokens } from 'marked'
import { decodeEntities } from './entities.ts'
import { readDeeplink, safeImage, safeLink } from './urls.ts'

/** What Markdown needs to know of its surroundings. */
export interface MarkdownContext {
  readonly allowedImageDomains: readonly string[] | undefined
  readonly words: { copy: string; copied: string; done: string; notDone: string; image: string }
  onDeeplink(link: { name: string; data: Record<string, string> }): void
  onCopy(button: HTMLElement, text: string): void
}

type Inline = TemplateResult | string | typeof nothing

/** Draws the tokens within a block. HTML is shown as the text it is; nothing is ever parsed as markup. */
export function renderInline(tokens: readonly Token[] | undefined, context: MarkdownContext): Inline[] {
  return (tokens ?? []).map((token) => renderToken(token as MarkedToken, context))
}

function renderToken(token: MarkedToken, context: MarkdownContext): Inline {
  switch (token.type) {
    case 'strong':
      return html`<strong>${renderInline(token.tokens, context)}</strong>`
    case 'em':
      return html`<em>${renderInline(token.tokens, context)}</em>`
    case 'del':
      return html`<del>${renderInline(token.tokens, context)}</del>`
    case 'codespan':
      return html`<code dir="ltr">${token.text}</code>`
    case 'br':
      return html`<br />`
    case 'link':
      return renderLink(token, context)
    case 'image':
      return renderImage(token, context)
    case 'checkbox':
      return html`<input
        type="checkbox"
        disabled
        .checked=${token.checked}
        aria-label=${token.checked ? context.words.done : context.words.notDone}
      />`
    case 'html':
      // Models break lines in table cells so; any other tag is text.
      return /^<br\s*\/?>$/i.test(token.text) ? html`<br />` : token.text
    case 'text':
      return token.tokens ? html`${renderInline(token.tokens, context)}` : decodeEntities(token.text)
    case 'escape':
      return token.text
    default:
      return decodeEntities(token.raw)
  }
}

function renderLink(token: Tokens.Link, context: MarkdownContext): Inline {
  const content = renderInline(token.tokens, context)
  const url = safeLink(token.autolink ? token.href : decodeEntities(token.href))
  if (!url) return html`${content}`
  if (url.protocol !== 'chatkit-link:') {
    return html`<a href=${url.href} target="_blank" rel="noopener noreferrer" title=${token.title || nothing}
      >${content}</a
    >`
  }
  const follow = (event: Event) => {
    event.preventDefault()
    context.onDeeplink(readDeeplink(url))
  }
  return html`<a href=${url.href} @click=${follow}>${content}</a>`
}

function renderImage(token: Tokens.Image, context: MarkdownContext): Inline {
  const src = safeImage(decodeEntities(token.href), context.allowedImageDomains)
  const alt = decodeEntities(token.text)
  if (!src) return alt || context.words.image
  return html`<img src=${src} alt=${alt} loading="lazy" referrerpolicy="no-referrer" />`
}
