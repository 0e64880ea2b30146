import { html, nothing, type TemplateResult } from 'lit'
import type { UserMessageContent } from '../../../server/chatkit/wire.ts'
import type { ItemContext } from './item-context.ts'

/** Draws what the visitor wrote, sent or on its way. */
export function renderUserMessage(
  message: { content: readonly UserMessageContent[]; quoted_text?: string },
  { host }: ItemContext,
): TemplateResult {
  const { words } = host
  return html`<div class="user">
    <span class="hidden">${words.youSaid}</span>
    ${message.quoted_text ? html`<blockquote class="quoted" dir="auto">${message.quoted_text}</blockquote>` : nothing}
    <div class="bubble" dir="auto">${message.content.map(renderPart)}</div>
  </div>`
}

function renderPart(part: UserMessageContent) {
  return part.type === 'input_tag' ? html`<span class="tag">${part.text}</span>` : part.text
}
