import type { Entity } from '@openai/chatkit'
import { html, type TemplateResult } from 'lit/html.js'
import type { ViewHost } from '../view-host.ts'

/** Draws something of the page's that is mentioned: it can be clicked and previewed when the page has something for that. */
export function renderEntity(
  entity: Entity,
  kind: 'tag' | 'chip',
  content: TemplateResult | string,
  { options, previews }: ViewHost,
): TemplateResult {
  const { onClick, onRequestPreview } = options.entities ?? {}
  if (!entity.interactive || !(onClick || onRequestPreview))
    return html`<span class=${kind} dir="auto">${content}</span>`
  const show = (event: Event) => previews.show(entity, event.currentTarget as Element)
  const hide = () => previews.hide()
  return html`<button
    type="button"
    class=${kind}
    dir="auto"
    @click=${() => onClick?.(entity)}
    @pointerenter=${show}
    @pointerleave=${hide}
    @focus=${show}
    @blur=${hide}
  >${content}</button>`
}
