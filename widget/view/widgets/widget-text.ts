import { html, nothing, type TemplateResult } from 'lit'
import type { WidgetItem } from '../../../server/chatkit/wire.ts'

// The props that hold words a person reads, in the order a component shows them.
const TEXT_PROPS = ['title', 'label', 'value', 'text', 'caption']

/** Draws a widget as the text that is in it. */
export function renderWidgetText(item: WidgetItem): TemplateResult | typeof nothing {
  const lines = (item.copy_text ?? widgetText(item.widget)).split('\n').filter((line) => line.trim())
  return lines.length > 0
    ? html`<div class="card">${lines.map((line) => html`<p dir="auto">${line}</p>`)}</div>`
    : nothing
}

/** The text in a widget, a line for each component that has any. */
export function widgetText(node: unknown): string {
  if (Array.isArray(node)) return node.map(widgetText).filter(Boolean).join('\n')
  if (typeof node !== 'object' || node === null) return ''
  const component = node as Record<string, unknown>
  const own = TEXT_PROPS.map((prop) => component[prop]).filter((value) => typeof value === 'string' && value)
  return [own.join(' '), widgetText(component.children)].filter(Boolean).join('\n')
}
