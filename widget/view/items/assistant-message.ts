import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { AssistantMessageItem, Source } from '../../../server/chatkit/wire.ts'
import { renderEntity } from '../entities/entity.ts'
import { icon } from '../icons.ts'
import { renderMarkdown } from '../markdown/markdown.ts'
import { safeLink } from '../markdown/urls.ts'
import type { ViewHost } from '../view-host.ts'
import type { ItemContext } from './item-context.ts'

/** Draws what the assistant says, as far as it has come. */
export function renderAssistantMessage(
  item: AssistantMessageItem,
  isStreaming: boolean,
  context: ItemContext,
): TemplateResult {
  const { words } = context.host
  const isEmpty = item.content.every(({ text }) => text === '')
  const parts = item.content.map(({ text }, index) => {
    const blocks = context.blocksOf(`${item.id}:${index}`)
    return { drawn: renderMarkdown(blocks.read(text), context.markdown), hasGrown: blocks.hasGrown }
  })
  // Not taken away at the end of the answer: everything in it would be looked at for its styles.
  const hasGrown = isStreaming || parts.some((part) => part.hasGrown)
  return html`<div class="assistant" ?data-grown=${hasGrown}>
    <span class="hidden">${words.assistantSaid}</span>
    ${parts.map(({ drawn }) => drawn)}
    ${isStreaming && isEmpty ? renderWaiting(words.thinking) : nothing}
    ${isStreaming ? nothing : renderSources(item, context.host)}
  </div>`
}

/** Draws the sign that an answer is under way. */
export function renderWaiting(label: string): TemplateResult {
  return html`<div class="waiting" role="img" aria-label=${label}></div>`
}

function renderSources(item: AssistantMessageItem, host: ViewHost) {
  const sources = new Map<string, Source>()
  for (const { annotations } of item.content) {
    for (const { source } of annotations ?? [])
      sources.set(JSON.stringify([source.type, keyOf(source)]), source)
  }
  if (sources.size === 0) return nothing
  return html`<ul class="sources" aria-label=${host.words.sources}>
    ${[...sources.values()].map((source) => html`<li>${renderSource(source, host)}</li>`)}
  </ul>`
}

function keyOf(source: Source): string {
  if (source.type === 'url') return source.url
  return source.type === 'file' ? source.filename : source.id
}

function renderSource(source: Source, host: ViewHost) {
  const url = source.type === 'url' ? safeLink(source.url) : undefined
  const shape = source.type === 'url' ? 'globe' : 'document'
  const title = html`${icon(shape)}<span dir="auto">${source.title}</span>`
  if (source.type === 'entity') {
    const { id, title, icon: shape, group, interactive = false, data } = source
    const entity = { id, title, interactive, data: data as Record<string, string>, ...(group && { group }) }
    const label = html`${icon(shape ?? 'document')}<span>${source.label ?? title}</span>`
    return renderEntity(entity, 'chip', label, host)
  }
  if (!url) return html`<span class="chip" title=${source.description ?? nothing}>${title}</span>`
  return html`<a class="chip" href=${url.href} target="_blank" rel="noopener noreferrer" title=${url.hostname}>${title}</a>`
}
