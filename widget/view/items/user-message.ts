import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { UserMessageItem } from '../../../server/chatkit/wire.ts'
import { entityOf } from '../composer/content.ts'
import { renderEntity } from '../entities/entity.ts'
import type { ViewHost } from '../view-host.ts'
import { renderAttachments } from './attachment.ts'
import type { ItemContext } from './item-context.ts'

type Message = Pick<UserMessageItem, 'content' | 'quoted_text'> & {
  attachments: Parameters<typeof renderAttachments>[0]
}

/** Draws what the visitor wrote, sent or on its way. */
export function renderUserMessage(
  { content, attachments, quoted_text }: Message,
  { host }: ItemContext,
): TemplateResult {
  return html`<div class="user">
    <span class="hidden">${host.words.youSaid}</span>
    ${quoted_text ? html`<blockquote class="quoted" dir="auto">${quoted_text}</blockquote>` : nothing}
    ${renderAttachments(attachments ?? [], host)}
    ${content.length > 0 ? html`<div class="bubble" dir="auto">${content.map((part) => renderPart(part, host))}</div>` : nothing}
  </div>`
}

function renderPart(part: Message['content'][number], host: ViewHost) {
  return part.type === 'input_tag' ? renderEntity(entityOf(part), 'tag', part.text, host) : part.text
}
