import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { StructuredInput, StructuredInputItem } from '../../../server/chatkit/wire.ts'
import type { Words } from '../words.ts'

/** Draws questions that are over, with what the visitor answered. */
export function renderAnswers(
  { inputs, status }: StructuredInputItem,
  words: Words,
): TemplateResult | typeof nothing {
  if (!inputs?.length) return nothing
  return html`<dl class="answers">
    ${inputs.map(
      (input) => html`<div>
        <dt dir="auto">${input.question}</dt>
        ${renderAnswer(input, status, words)}
      </div>`,
    )}
  </dl>`
}

function renderAnswer({ answer }: StructuredInput, status: StructuredInputItem['status'], words: Words) {
  const values = answer?.values ?? []
  if (values.length > 0) return values.map((value) => html`<dd dir="auto">${value}</dd>`)
  return html`<dd class="unanswered" dir="auto">${status === 'pending' ? words.unanswered : words.skipped}</dd>`
}
