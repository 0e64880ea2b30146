import { live } from 'lit/directives/live.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { StructuredInput, StructuredInputItem, ThreadItem } from '../../../server/chatkit/wire.ts'
import type { Conversation } from '../conversation.ts'
import { icon } from '../icons.ts'
import type { ViewHost } from '../view-host.ts'
import { fill, formatNumber } from '../words.ts'
import { pressKey } from './question-keys.ts'
import { type Draft, EMPTY_DRAFT, type Submission, toSubmission, valuesOf } from './submission.ts'

export interface QuestionsHandlers {
  onSubmit(itemId: string, submission: Submission): void
}

/** The questions that wait for an answer: the newest ones, unless the visitor has gone on without them. */
export function openQuestions(items: readonly ThreadItem[]): StructuredInputItem | undefined {
  const item = items.findLast(({ type }) => type === 'structured_input' || type === 'user_message')
  const isOpen = item?.type === 'structured_input' && item.status === 'pending' && item.inputs?.length > 0
  return isOpen ? item : undefined
}

/** The questions that can be answered now. */
export function askedIn({ state, canSend }: Conversation): StructuredInputItem | undefined {
  return canSend ? openQuestions(state.items) : undefined
}

/** Asks the visitor, one question at a time, in the place of the composer. Keeps answers until the server has them. */
export class Questions {
  readonly #host: ViewHost
  readonly #handlers: QuestionsHandlers
  #item: StructuredInputItem | undefined
  #index = 0
  #drafts = new Map<string, Draft>()

  constructor(host: ViewHost, handlers: QuestionsHandlers) {
    this.#host = host
    this.#handlers = handlers
  }

  /** What tells the question that is asked in a conversation from any other; undefined when there is none. */
  keyIn(conversation: Conversation): string | undefined {
    const item = askedIn(conversation)
    return item && `${item.id}:${this.#index}`
  }

  render(item: StructuredInputItem): TemplateResult | typeof nothing {
    if (item.id !== this.#item?.id) {
      this.#index = 0
      this.#drafts = new Map()
    }
    this.#item = item
    const input = item.inputs[this.#index] ?? item.inputs[0]
    return input ? this.#renderQuestion(item, input) : nothing
  }

  #renderQuestion({ inputs }: StructuredInputItem, input: StructuredInput): TemplateResult {
    const { words } = this.#host
    const index = this.#index
    return html`<form
      class="composer asking"
      tabindex="-1"
      aria-labelledby="question"
      @submit=${this.#handleSubmit}
      @keydown=${pressKey}
    >
      <div class="asked">
        ${inputs.length > 1 ? html`<p class="position" dir="auto">${this.#position(index + 1, inputs.length)}</p>` : nothing}
        <p class="question" id="question" dir="auto">${input.question}</p>
        ${input.type === 'freeform' && input.description ? html`<p class="position" dir="auto">${input.description}</p>` : nothing}
      </div>
      <div class="asked-buttons">
        ${index > 0 ? html`<button type="button" class="button" @click=${() => this.#go(index - 1)}>${words.previous}</button>` : nothing}
        <button type="button" class="button" @click=${() => this.#skip(input)}>${words.skip}</button>
      </div>
      ${input.type === 'multiple_choice' ? this.#renderOptions(input) : nothing}
      ${this.#renderOwnWords(input)}
    </form>`
  }

  #position(at: number, count: number): string {
    const { words, locale } = this.#host
    return fill(words.position, { at: formatNumber(locale, at), n: formatNumber(locale, count) })
  }

  #renderOptions(input: StructuredInput & { type: 'multiple_choice' }) {
    const { chosen } = this.#draftOf(input)
    return html`<div class="options">
      ${(input.options ?? []).map(({ value }, index) => {
        const isChosen = chosen.includes(value)
        const mark = input.multiple ? html`<span class="box">${icon('check')}</span>` : nothing
        return html`<button
          type="button"
          class="option"
          role=${input.multiple ? 'checkbox' : nothing}
          aria-checked=${input.multiple ? isChosen : nothing}
          aria-keyshortcuts=${index < 9 ? index + 1 : nothing}
          ?data-chosen=${isChosen}
          @click=${() => this.#choose(input, value)}
        >
          ${mark}<span class="option-text" dir="auto">${value}</span>
          ${index < 9 ? html`<kbd aria-hidden="true">${index + 1}</kbd>` : nothing}
        </button>`
      })}
    </div>`
  }

  #renderOwnWords(input: StructuredInput) {
    const { words } = this.#host
    const { text } = this.#draftOf(input)
    const isChoice = input.type === 'multiple_choice'
    const isLast = this.#index === (this.#item?.inputs.length ?? 0) - 1
    const label = isLast ? words.sendAnswer : words.next
    return html`<div class="grow" data-text=${text}>
        <textarea
          rows="1"
          dir=${text ? 'auto' : nothing}
          aria-label=${isChoice ? words.ownAnswer : input.question}
          placeholder=${isChoice ? words.ownAnswer : words.yourAnswer}
          enterkeyhint=${isLast ? 'send' : 'next'}
          autocomplete="off"
          .value=${live(text)}
          @input=${(event: Event) => this.#write(input, (event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </div>
      <button
        class="send"
        aria-label=${label}
        title=${label}
        ?disabled=${valuesOf(input, this.#draftOf(input)).length === 0}
      >
        ${icon(isLast ? 'arrow-up' : 'arrow-next')}
      </button>`
  }

  #draftOf(input: StructuredInput): Draft {
    return this.#drafts.get(input.id) ?? EMPTY_DRAFT
  }

  #choose(input: StructuredInput & { type: 'multiple_choice' }, value: string) {
    const { chosen, text } = this.#draftOf(input)
    if (!input.multiple) {
      this.#drafts.set(input.id, { chosen: [value], text: '' })
      return this.#goOn()
    }
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]
    this.#drafts.set(input.id, { chosen: next, text })
    this.#host.requestUpdate()
  }

  #write(input: StructuredInput, text: string) {
    this.#drafts.set(input.id, { ...this.#draftOf(input), text })
    this.#host.requestUpdate()
  }

  #skip(input: StructuredInput) {
    this.#drafts.delete(input.id)
    this.#goOn()
  }

  #handleSubmit = (event: Event) => {
    event.preventDefault()
    const input = this.#item?.inputs[this.#index]
    if (input && valuesOf(input, this.#draftOf(input)).length > 0) this.#goOn()
  }

  #goOn() {
    const item = this.#item
    if (!item) return
    if (this.#index < item.inputs.length - 1) return this.#go(this.#index + 1)
    this.#handlers.onSubmit(item.id, toSubmission(item.inputs, this.#drafts))
  }

  #go(index: number) {
    this.#index = index
    this.#host.requestUpdate()
  }
}
