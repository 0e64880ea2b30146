import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { GeneratedImageItem } from '../../../server/chatkit/wire.ts'
import { safeImage } from '../markdown/urls.ts'
import type { ItemContext } from './item-context.ts'

/** Draws an image the assistant makes, from its first sketch on. */
export function renderGeneratedImage(
  item: GeneratedImageItem,
  isRunning: boolean,
  progress: number | undefined,
  { host }: ItemContext,
): TemplateResult {
  const { words } = host
  // Made by the assistant's own server, so the list of hosts for images in answers is not asked.
  const src = item.image && safeImage(item.image.url, undefined)
  return html`<figure class="image" ?data-running=${isRunning}>
    ${src ? html`<img src=${src} alt=${words.image} referrerpolicy="no-referrer" />` : nothing}
    ${isRunning ? html`<progress max="1" .value=${progress ?? 0} aria-label=${words.makingImage}></progress>` : nothing}
  </figure>`
}
