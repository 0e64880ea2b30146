import type { Entity } from '@openai/chatkit'
import { html, nothing } from 'lit/html.js'
import type { WidgetItem, WidgetRoot } from '../../../server/chatkit/wire.ts'
import type { Conversation } from '../conversation.ts'
import { logOf } from '../failure.ts'
import type { ItemContext } from '../items/item-context.ts'
import type { ViewHost } from '../view-host.ts'
import { styled } from '../widgets/styled.ts'
import { renderWidget } from '../widgets/widget.ts'

// Passing over something on the way elsewhere asks for nothing.
const PATIENCE_MS = 250

/** The preview of an entity, which the page draws as a widget: one at a time, beside what it is of. */
export class Previews {
  readonly #host: ViewHost
  #wanted: object | undefined
  #item: WidgetItem | undefined
  #place: Record<string, string> = {}

  constructor(host: ViewHost) {
    this.#host = host
  }

  /** Asks the page for the preview of an entity, and shows it beside an element. */
  show(entity: Entity, anchor: Element | string) {
    this.hide()
    if (!entity.interactive || !this.#host.options.entities?.onRequestPreview) return
    const wanted = {}
    this.#wanted = wanted
    setTimeout(() => {
      if (wanted === this.#wanted) void this.#ask(entity, anchor)
    }, PATIENCE_MS)
  }

  hide() {
    this.#wanted = undefined
    if (!this.#item) return
    this.#item = undefined
    this.#host.requestUpdate()
  }

  render(conversation: Conversation, context: ItemContext) {
    if (!this.#item) return nothing
    return html`<div class="preview" role="tooltip" ${styled(this.#place)}>
      ${renderWidget(this.#item, true, conversation, context)}
    </div>`
  }

  async #ask(entity: Entity, anchor: Element | string) {
    const { options, emit, find, requestUpdate } = this.#host
    const wanted = this.#wanted
    try {
      const { preview } = (await options.entities?.onRequestPreview?.(entity)) ?? {}
      const element = typeof anchor === 'string' ? find(anchor) : anchor
      if (wanted !== this.#wanted || !preview || !element) return
      this.#place = placeBeside(element)
      const id = `preview:${entity.id}`
      this.#item = {
        id,
        thread_id: '',
        created_at: '',
        type: 'widget',
        widget: preview as unknown as WidgetRoot,
      }
      requestUpdate()
    } catch (error) {
      emit('chatkit.log', logOf('entity.preview_failed', error))
    }
  }
}

/** Above what is in the lower half, below what is in the upper half, and within the view. */
function placeBeside(element: Element): Record<string, string> {
  const at = element.getBoundingClientRect()
  const view = element.closest('.view')?.getBoundingClientRect() ?? at
  const left = `max(0.5em, min(${at.left - view.left}px, 100% - 20.5em))`
  return at.top - view.top > view.height / 2
    ? { left, bottom: `${view.bottom - at.top + 6}px` }
    : { left, top: `${at.bottom - view.top + 6}px` }
}
