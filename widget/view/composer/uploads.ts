import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { iconButton } from '../header.ts'
import { icon } from '../icons.ts'
import { attachmentPicture } from '../items/attachment.ts'
import type { ViewHost } from '../view-host.ts'
import { fill } from '../words.ts'
import type { Composer } from './composer.ts'
import type { Upload } from './upload.ts'

/** Draws the files of a draft: how far they are, and how to be rid of them. */
export function renderUploads(composer: Composer, host: ViewHost): TemplateResult {
  return html`<ul class="uploads" aria-label=${host.words.attachments}>
    ${repeat(
      composer.draft.uploads,
      (upload) => upload,
      (upload) => html`<li>${renderUpload(upload, composer, host)}</li>`,
    )}
  </ul>`
}

function renderUpload(upload: Upload, composer: Composer, host: ViewHost): TemplateResult {
  const { words } = host
  const { name, state, progress, preview, attachment } = upload
  const picture = preview ?? (attachment && attachmentPicture(attachment, host)) ?? icon('document')
  return html`<div class="upload" data-state=${state} title=${name}>
    <span class="upload-picture">${picture}</span>
    <span class="clamped" dir="auto">${name}</span>
    ${
      state === 'running'
        ? html`<progress max="1" value=${progress ?? nothing} aria-label=${fill(words.uploading, { name })}></progress>`
        : nothing
    }
    ${
      state === 'failed'
        ? iconButton('reload', fill(words.uploadAgain, { name }), () => composer.retryUpload(upload))
        : nothing
    }
    ${iconButton('close', fill(words.remove, { name }), () => composer.removeUpload(upload))}
  </div>`
}
