import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Thread } from '../../../server/chatkit/wire.ts'
import { iconButton } from '../header.ts'
import { icon } from '../icons.ts'
import { renderFailure } from '../items/rows.ts'
import type { ViewHost } from '../view-host.ts'
import { fill } from '../words.ts'
import type { ThreadList } from './thread-list.ts'

/** What the history is drawn with. */
export interface HistoryModel {
  list: ThreadList
  currentId: string | undefined
  onClose(): void
  onNewChat(): void
  onOpen(threadId: string): void
  onRename(thread: Thread, title: string): void
}

/** Draws the list of the visitor's chats. */
export function renderHistory(host: ViewHost, model: HistoryModel): TemplateResult {
  const { words } = host
  const { list } = model
  const handleSearch = (event: Event) => void list.search((event.target as HTMLInputElement).value)
  return html`<section class="history" aria-label=${words.history} @keydown=${(event: KeyboardEvent) => closeOnEscape(event, model)}>
    <div class="header">
      ${iconButton('back', words.back, model.onClose)}
      <h2 class="title">${words.history}</h2>
      ${iconButton('compose', words.newChat, model.onNewChat)}
    </div>
    <label class="search">
      ${icon('search')}
      <input type="search" aria-label=${words.searchChats} placeholder=${words.searchChats} .value=${list.query} @input=${handleSearch} />
    </label>
    <div class="threads" @scroll=${(event: Event) => loadNearEnd(event, list)}>
      ${renderRows(host, model)}
      ${list.isLoading ? html`<p class="hint" role="status">${words.loading}</p>` : nothing}
      ${list.failure ? renderFailure(list.failure, words) : nothing}
    </div>
    ${renderUndo(host, model)}
  </section>`
}

function renderRows(host: ViewHost, model: HistoryModel) {
  const { words } = host
  const { list } = model
  if (list.found.length > 0) {
    return html`<ul>${repeat(
      list.found,
      ({ id }) => id,
      (thread) =>
        html`<li>${list.renaming === thread.id ? renderRename(thread, host, model) : renderThread(thread, host, model)}</li>`,
    )}</ul>`
  }
  if (!list.hasLoaded || list.isLoading) return nothing
  if (list.query) return html`<p class="hint" role="status">${words.nothingFound}</p>`
  return html`<div class="empty">${icon('chat')}<p>${words.noChats}</p><p class="hint">${words.noChatsHint}</p></div>`
}

function renderThread(thread: Thread, host: ViewHost, { list, currentId, onOpen }: HistoryModel) {
  const { words, options, locale } = host
  const title = thread.title ?? words.untitled
  const { showRename = true, showDelete = true } = options.history ?? {}
  return html`<div class="thread">
    <button type="button" class="thread-open" aria-current=${thread.id === currentId ? 'true' : nothing} @click=${() => onOpen(thread.id)}>
      <span class="thread-title" dir="auto">${title}</span>
      <time datetime=${thread.created_at}>${formatDate(thread.created_at, locale)}</time>
    </button>
    ${showRename ? iconButton('edit', fill(words.renameOf, { title }), () => list.edit(thread.id)) : nothing}
    ${showDelete ? iconButton('trash', fill(words.deleteOf, { title }), () => list.remove(thread)) : nothing}
  </div>`
}

function renderRename(thread: Thread, { words }: ViewHost, { list, onRename }: HistoryModel) {
  const handleSubmit = (event: Event) => {
    event.preventDefault()
    const input = (event.target as HTMLFormElement).querySelector('input')
    onRename(thread, input?.value.trim() ?? '')
  }
  return html`<form class="thread editing" data-edit @submit=${handleSubmit}>
    <input type="text" dir="auto" data-focus aria-label=${words.title} .value=${thread.title ?? ''} maxlength="200" />
    <button type="button" class="button" @click=${() => list.edit(undefined)}>${words.cancel}</button>
    <button class="button primary">${words.save}</button>
  </form>`
}

function renderUndo({ words }: ViewHost, { list }: HistoryModel) {
  if (!list.removed) return nothing
  return html`<div class="undo">
    <span class="clamped" dir="auto">${fill(words.deleted, { title: list.removed.title ?? words.untitled })}</span>
    <button type="button" class="button" @click=${() => list.undoRemoval()}>${words.undo}</button>
  </div>`
}

// Handled here and no further: the panel around the chat closes on Escape too.
function closeOnEscape(event: KeyboardEvent, { list, onClose }: HistoryModel) {
  if (event.key !== 'Escape' || event.isComposing) return
  event.stopPropagation()
  event.preventDefault()
  if (list.renaming) list.edit(undefined)
  else onClose()
}

function loadNearEnd({ target }: Event, list: ThreadList) {
  const { scrollTop, scrollHeight, clientHeight } = target as HTMLElement
  if (scrollHeight - scrollTop - clientHeight < 300) void list.loadMore()
}

/** A day as people say it: the time for today, the weekday for this week, else the date. */
function formatDate(iso: string, locale: string): string {
  const date = new Date(iso)
  const days = (Date.now() - date.getTime()) / 86_400_000
  if (Number.isNaN(days)) return ''
  if (new Date().toDateString() === date.toDateString()) return format(date, locale, { timeStyle: 'short' })
  if (days < 6) return format(date, locale, { weekday: 'long' })
  return format(date, locale, { dateStyle: 'medium' })
}

function format(date: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, options).format(date)
}
