import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { ThreadItem } from '../../../server/chatkit/wire.ts'
import { copyText } from '../clipboard.ts'
import type { Conversation } from '../conversation.ts'
import { icon } from '../icons.ts'
import { parseMarkdown } from '../markdown/blocks.ts'
import { plainText } from '../markdown/markdown.ts'
import type { ViewHost } from '../view-host.ts'
import { widgetText } from '../widgets/widget-text.ts'
import type { Rating } from './ratings.ts'

/** What the assistant said in one turn. */
export interface Answer {
  items: readonly ThreadItem[]
  isLast: boolean
}

/** The answer that ends at an item, or `undefined` when nothing in it can be copied. */
export function answerEndingAt(items: readonly ThreadItem[], end: number): Answer | undefined {
  let start = end
  while (start >= 0 && items[start]?.type !== 'user_message') start--
  const said = items
    .slice(start + 1, end + 1)
    .filter(({ type }) => type === 'assistant_message' || type === 'widget')
  return said.some(hasWords) ? { items: said, isLast: end === items.length - 1 } : undefined
}

/** Draws what can be done with an answer: copy, rate, ask again. */
export function renderTurnActions(
  answer: Answer,
  conversation: Conversation,
  host: ViewHost,
): TemplateResult {
  const { words, options } = host
  const { feedback, retry } = options.threadItemActions ?? {}
  const itemIds = answer.items.map(({ id }) => id)
  const rated = conversation.ratings.of(itemIds)
  const rate = (rating: Rating) => () => void conversation.rate(itemIds, rating)
  const copy = (event: Event) => {
    const text = answer.items.map(sayItem).filter(Boolean).join('\n\n')
    void copyText(host, event.currentTarget as HTMLElement, text)
  }
  return html`<div class="actions" ?data-last=${answer.isLast}>
    ${button('copy', words.copy, copy)}
    ${feedback ? button('thumb-up', words.goodAnswer, rate('positive'), rated === 'positive') : nothing}
    ${feedback ? button('thumb-down', words.badAnswer, rate('negative'), rated === 'negative') : nothing}
    ${
      // Only the last answer: asking again deletes everything after the question.
      retry && answer.isLast && conversation.canSend
        ? button('reload', words.answerAgain, () => void conversation.retry())
        : nothing
    }
  </div>`
}

function button(
  name: string,
  label: string,
  onClick: (event: Event) => void,
  isPressed?: boolean,
): TemplateResult {
  return html`<button
    type="button"
    class="action ${name}"
    aria-label=${label}
    title=${label}
    aria-pressed=${isPressed ?? nothing}
    @click=${onClick}
  >
    ${icon(name)}${name === 'copy' ? icon('check') : nothing}
  </button>`
}

// Asked at each render, of every answer: nothing is put together for it.
function hasWords(item: ThreadItem): boolean {
  return (
    item.type === 'widget' || (item.type === 'assistant_message' && item.content.some(({ text }) => text))
  )
}

function sayItem(item: ThreadItem): string {
  if (item.type === 'assistant_message') return item.content.map(({ text }) => text).join('\n\n')
  return item.type === 'widget' ? (item.copy_text ?? widgetText(item.widget)) : ''
}

// Longer than anybody wants to be told without asking: the rest is there to be read.
const MOST_ALOUD = 1000

/** What the assistant said last, as it is read aloud. */
export function lastAnswerText(items: readonly ThreadItem[]): string {
  const item = items.findLast(({ type }) => type === 'assistant_message')
  const text = item ? plainText(parseMarkdown(sayItem(item).slice(0, 4 * MOST_ALOUD))).trim() : ''
  return text.length > MOST_ALOUD ? `${text.slice(0, MOST_ALOUD).replace(/\s\S*$/, '')} …` : text
}
