import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { ThreadStatus } from '../../../server/chatkit/wire.ts'
import type { UserMessageInput } from '../client.ts'
import { iconButton } from '../header.ts'
import { icon } from '../icons.ts'
import type { ViewHost } from '../view-host.ts'
import { Choices } from './choices.ts'
import { textOf, toContent } from './content.ts'

/** What the composer may do at the moment. */
export interface ComposerState {
  canSend: boolean
  isResponding: boolean
  canStop: boolean
  status: ThreadStatus | undefined
}

export interface ComposerHandlers {
  onSend(input: UserMessageInput): void
  onStop(): void
}

/** Where the visitor writes. Keeps what is written until the server has it. */
export class Composer {
  text = ''
  /** The text the message replies to. */
  reply: string | undefined
  readonly choices: Choices

  readonly #host: ViewHost
  readonly #handlers: ComposerHandlers
  // A message that came back, to be sent as it was as long as its text is left alone.
  #returned: { text: string; input: UserMessageInput } | undefined

  constructor(host: ViewHost, handlers: ComposerHandlers) {
    this.#host = host
    this.#handlers = handlers
    this.choices = new Choices(host)
  }

  /** Replaces what is written. */
  set(text: string, reply?: string) {
    this.text = text
    this.reply = reply
    this.#returned = undefined
    this.#host.requestUpdate()
  }

  /** Takes back a message that could not be sent, before what has been typed since. */
  takeBack(input: UserMessageInput) {
    const text = textOf(input.content)
    const typed = this.text.trim()
    this.text = typed ? `${text}\n\n${this.text}` : text
    this.reply ??= input.quoted_text
    this.#returned = typed ? undefined : { text, input }
    this.#host.requestUpdate()
  }

  /** Sends what is written, if there is anything and it may be sent. */
  submit(canSend: boolean) {
    const text = this.text.trim()
    if (!canSend || !text) return
    const returned = this.#returned?.text === this.text ? this.#returned.input : undefined
    const input = returned ?? this.#input(text)
    this.set('')
    this.choices.handleSent()
    this.#handlers.onSend(input)
  }

  render(state: ComposerState): TemplateResult {
    const { words, options } = this.#host
    if (state.status?.type === 'closed') {
      return html`<p class="closed" dir="auto">${state.status.reason ?? words.closed}</p>`
    }
    const isLocked = state.status?.type === 'locked'
    const reason = state.status?.type === 'locked' ? (state.status.reason ?? words.locked) : undefined
    const placeholder = this.choices.placeholder ?? options.composer?.placeholder ?? words.placeholder
    return html`<form class="composer" ?data-locked=${isLocked} @submit=${(event: Event) => this.#handleSubmit(event, state)} @click=${this.#handleClick}>
      ${this.#renderQuote()}
      <div class="grow" data-text=${this.text}>
        <textarea
          rows="1"
          dir=${this.text ? 'auto' : nothing}
          aria-label=${words.message}
          placeholder=${reason ?? placeholder}
          enterkeyhint="send"
          autocomplete="off"
          ?disabled=${isLocked}
          .value=${live(this.text)}
          @input=${this.#handleInput}
          @keydown=${(event: KeyboardEvent) => this.#handleKey(event, state)}
        ></textarea>
      </div>
      ${this.choices.render()}
      ${this.#renderSend(state)}
    </form>`
  }

  #renderQuote() {
    const { words } = this.#host
    if (!this.reply) return nothing
    return html`<blockquote class="quote">
      <span class="hidden">${words.replyingTo}</span>
      <span class="clamped" dir="auto">${this.reply}</span>
      ${iconButton('close', words.removeQuote, () => this.set(this.text))}
    </blockquote>`
  }

  #renderSend({ canSend, isResponding, canStop }: ComposerState) {
    const { words } = this.#host
    if (isResponding && canStop) {
      return html`<button type="button" class="send" data-stop aria-label=${words.stop} title=${words.stop} @click=${this.#handlers.onStop}>
        ${icon('stop')}
      </button>`
    }
    return html`<button class="send" aria-label=${words.send} title=${words.send} ?disabled=${!canSend || !this.text.trim()}>
      ${icon('arrow-up')}
    </button>`
  }

  #input(text: string): UserMessageInput {
    return {
      content: toContent(text),
      attachments: [],
      ...(this.reply && { quoted_text: this.reply }),
      inference_options: this.choices.inferenceOptions,
    }
  }

  #handleInput = (event: Event) => {
    this.text = (event.target as HTMLTextAreaElement).value
    this.#host.requestUpdate()
  }

  // The whole box is the field to a finger or a mouse, not only the line of text in it.
  #handleClick = (event: Event) => {
    if (event.target === event.currentTarget)
      (event.currentTarget as HTMLElement).querySelector('textarea')?.focus()
  }

  #handleKey(event: KeyboardEvent, state: ComposerState) {
    // Enter that confirms a word of an input method is not meant for us. Safari ends the composition first: 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    this.submit(state.canSend)
  }

  #handleSubmit(event: Event, state: ComposerState) {
    event.preventDefault()
    this.submit(state.canSend)
  }
}
