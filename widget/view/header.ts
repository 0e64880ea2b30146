import type { HeaderIcon } from '@openai/chatkit'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { icon, shapeOf } from './icons.ts'
import type { ViewHost } from './view-host.ts'
import type { Words } from './words.ts'

/** What the header shows and does. */
export interface HeaderModel {
  threadTitle: string | undefined
  /** Whether there is anything to leave for a new chat. */
  canStartNew: boolean
  onNewChat(): void
  onHistory(): void
}

/** Draws the header: title, history, new chat, and the page's own buttons. */
export function renderHeader(host: ViewHost, model: HeaderModel): TemplateResult | typeof nothing {
  const { header, history } = host.options
  if (header?.enabled === false) return nothing
  const { words } = host
  const title = header?.title?.enabled === false ? '' : (header?.title?.text ?? model.threadTitle ?? '')
  return html`<div class="header">
    ${pageAction(header?.leftAction, words)}
    ${title ? html`<h2 class="title" dir="auto">${title}</h2>` : html`<span class="title"></span>`}
    ${model.canStartNew ? iconButton('compose', words.newChat, model.onNewChat) : nothing}
    ${history?.enabled === false ? nothing : iconButton('history', words.history, model.onHistory)}
    ${pageAction(header?.rightAction, words)}
  </div>`
}

/** A round button with an icon and a name. */
export function iconButton(name: string, label: string, onClick: (event: Event) => void): TemplateResult {
  return html`<button type="button" class="icon-button" data-icon=${name} aria-label=${label} title=${label} @click=${onClick}>
    ${icon(name)}
  </button>`
}

// The page gives an icon and no words, so what the icon shows has to do as the button's name.
function pageAction(action: { icon: HeaderIcon; onClick: () => void } | undefined, words: Words) {
  if (!action) return nothing
  const label = words.icons[shapeOf(action.icon)] ?? words.more
  return iconButton(action.icon, label, () => action.onClick())
}
