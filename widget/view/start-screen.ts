import type { StartScreenPrompt } from '@openai/chatkit'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { icon } from './icons.ts'
import type { ViewHost } from './view-host.ts'

/** Draws what a new chat begins with: a greeting, and prompts that are sent when clicked. */
export function renderStartScreen(
  host: ViewHost,
  onPrompt: (prompt: StartScreenPrompt) => void,
): TemplateResult {
  const { greeting, prompts } = host.options.startScreen ?? {}
  return html`<div class="start">
    <h3 class="greeting" dir="auto">${greeting ?? host.words.greeting}</h3>
    ${prompts?.length ? html`<div class="prompts">${prompts.map((prompt) => renderPrompt(prompt, onPrompt))}</div>` : nothing}
  </div>`
}

function renderPrompt(
  prompt: StartScreenPrompt,
  onPrompt: (prompt: StartScreenPrompt) => void,
): TemplateResult {
  return html`<button type="button" class="prompt" @click=${() => onPrompt(prompt)}>
    ${prompt.icon ? icon(prompt.icon) : nothing}<span dir="auto">${prompt.label}</span>
  </button>`
}
