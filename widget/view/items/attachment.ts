import type { Attachment } from '@openai/chatkit'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { icon } from '../icons.ts'
import { safePreview } from '../markdown/urls.ts'
import { customApiOf } from '../options.ts'
import type { ViewHost } from '../view-host.ts'

type Attached = Pick<Attachment, 'type' | 'name'> & { preview_url?: string | undefined }

/** The picture of an attachment, if it has one that may be shown. */
export function attachmentPicture(
  { preview_url, name }: Attached,
  host: ViewHost,
): TemplateResult | undefined {
  const src = preview_url && safePreview(preview_url, customApiOf(host.options)?.url)
  return src ? html`<img src=${src} alt=${name} loading="lazy" referrerpolicy="no-referrer" />` : undefined
}

/** Draws what was sent with a message. */
export function renderAttachments(
  attachments: readonly Attached[],
  host: ViewHost,
): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing
  return html`<ul class="attached" aria-label=${host.words.attachments}>
    ${attachments.map((attachment) => {
      const picture = attachmentPicture(attachment, host)
      return html`<li>
        ${picture ?? html`<span class="chip">${icon('document')}<span dir="auto">${attachment.name}</span></span>`}
      </li>`
    })}
  </ul>`
}
