import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { ThreadStreamEvent } from '../../../server/chatkit/wire.ts'
import type { Failure } from '../failure.ts'
import { icon } from '../icons.ts'
import { renderMarkdown } from '../markdown/markdown.ts'
import type { Words } from '../words.ts'
import type { ItemContext } from './item-context.ts'

/** Draws what went wrong, with a way to try again if there is one. */
export function renderFailure(failure: Failure, words: Words): TemplateResult {
  return html`<div class="row failure" role="alert">
    ${icon('warning')}
    <p dir="auto">${failure.message ?? words[failure.words]}</p>
    ${failure.retry ? html`<button type="button" class="button" @click=${failure.retry}>${words.tryAgain}</button>` : nothing}
  </div>`
}

/** Draws something the server tells in passing. */
export function renderNotice(
  notice: Extract<ThreadStreamEvent, { type: 'notice' }>,
  index: number,
  context: ItemContext,
): TemplateResult {
  const blocks = context.blocksOf(`notice:${index}`).read(notice.message)
  return html`<div class="row notice" role="status" data-level=${notice.level}>
    ${icon(notice.level === 'info' ? 'info' : 'warning')}
    <div>
      ${notice.title ? html`<p class="row-title" dir="auto">${notice.title}</p>` : nothing}
      ${renderMarkdown(blocks, context.markdown)}
    </div>
  </div>`
}

/** Draws what the assistant is doing right now. */
export function renderProgress(progress: { text: string; icon?: string }): TemplateResult {
  return html`<div class="workflow" data-running>
    <p class="line">${progress.icon ? icon(progress.icon) : nothing}<span dir="auto">${progress.text}</span></p>
  </div>`
}
