import type { Entity } from '@openai/chatkit'
import { html, nothing } from 'lit/html.js'
import { nextFrame } from '../frame.ts'
import { icon } from '../icons.ts'
import type { ViewHost } from '../view-host.ts'

/** Something to choose. */
export interface Option {
  label: string
  description?: string | undefined
  icon?: string | undefined
  group?: string | undefined
  /** Whether it is what is chosen now; undefined when choosing it is not for keeps. */
  isChosen?: boolean
  isDisabled?: boolean | undefined
  /** What there may be a preview of. */
  entity?: Entity
  choose(): void
}

/** What opened the list. One that is typed for leaves the focus where the typing is. */
type Opener = 'text' | 'tools' | 'models'

/** The list above the composer: what is found for what is typed, or what a button opens. */
export class Picker {
  /** What the list is of, in words; undefined while it is closed. */
  label: string | undefined
  opener: Opener = 'text'
  options: readonly Option[] = []
  isLoading = false

  readonly #host: ViewHost
  #active = 0
  #button: HTMLElement | undefined

  constructor(host: ViewHost) {
    this.#host = host
  }

  /** The id of the option that Enter chooses. */
  get activeId(): string | undefined {
    return this.label && this.options.length > 0 ? `option-${this.#active}` : undefined
  }

  open(opener: Opener, label: string, options: readonly Option[], isLoading = false) {
    this.opener = opener
    this.label = label
    this.options = options
    this.isLoading = isLoading
    this.#activate(
      Math.max(
        0,
        options.findIndex(({ isChosen }) => isChosen),
      ),
    )
  }

  close() {
    this.label = undefined
    this.#activate(0)
  }

  /** Opens or closes the list of a button. */
  toggle(opener: Opener, label: string, options: readonly Option[], button: HTMLElement) {
    if (this.label && this.opener === opener) return this.close()
    this.open(opener, label, options)
    this.#button = button
    const list = button.closest('.composer')
    // By then it is drawn.
    void nextFrame().then(() => list?.querySelector<HTMLElement>('.picker')?.focus())
  }

  /** Moves in the list, chooses from it, or closes it. Gives whether the key was for the list. */
  handleKey(event: KeyboardEvent): boolean {
    if (this.label === undefined || event.isComposing) return false
    const { key, shiftKey } = event
    const { length } = this.options
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    const chooses = key === 'Enter' || key === 'Tab' || (key === ' ' && this.opener !== 'text')
    if (step && length > 0) this.#activate((this.#active + step + length) % length)
    else if (chooses && length > 0 && !shiftKey)
      this.#choose(this.#active, event.currentTarget as HTMLElement)
    else if (key === 'Escape') this.#leave(event.currentTarget as HTMLElement)
    else return false
    // Handled here and no further: the panel around the chat closes on Escape too.
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  render() {
    const { words } = this.#host
    if (this.label === undefined) return nothing
    const { options } = this
    const hint = this.isLoading ? words.loading : words.noMatches
    return html`<div
      class="picker"
      role="listbox"
      id="picker"
      tabindex="-1"
      aria-label=${this.label}
      aria-activedescendant=${this.activeId ?? nothing}
      @keydown=${(event: KeyboardEvent) => this.handleKey(event)}
      @focusout=${(event: FocusEvent) => this.#handleFocusOut(event)}
      @mousedown=${(event: Event) => event.preventDefault()}
    >
      ${options.map((option, index) => this.#renderOption(option, index))}
      ${options.length === 0 ? html`<p class="hint" role="option" aria-disabled="true">${hint}</p>` : nothing}
    </div>`
  }

  #renderOption(option: Option, index: number) {
    const { label, description, group, isChosen } = option
    return html`${
      group && group !== this.options[index - 1]?.group
        ? html`<p class="picker-group" role="presentation" dir="auto">${group}</p>`
        : nothing
    }
      <div
        class="pick"
        role="option"
        id=${`option-${index}`}
        aria-selected=${isChosen ?? index === this.#active}
        aria-disabled=${option.isDisabled ? 'true' : nothing}
        ?data-active=${index === this.#active}
        @pointermove=${() => index === this.#active || this.#activate(index)}
        @click=${(event: Event) => this.#choose(index, event.currentTarget as HTMLElement)}
      >
        ${option.icon ? icon(option.icon) : nothing}
        <span class="pick-text" dir="auto">${label}${description ? html`<small>${description}</small>` : nothing}</span>
        ${isChosen ? icon('check') : nothing}
      </div>`
  }

  #activate(index: number) {
    this.#active = index
    const { previews } = this.#host
    const option = this.label === undefined ? undefined : this.options[index]
    if (option?.entity) previews.show(option.entity, '.picker')
    else previews.hide()
    this.#host.requestUpdate()
    // Scrolled to when it is drawn.
    requestAnimationFrame(() => this.#host.find(`#option-${index}`)?.scrollIntoView({ block: 'nearest' }))
  }

  #choose(index: number, from: HTMLElement) {
    const option = this.options[index]
    if (!option || option.isDisabled) return
    this.#leave(from)
    option.choose()
  }

  /** Closes, and gives the focus to the text. */
  #leave(from: HTMLElement) {
    const text = from.closest('.composer')?.querySelector('textarea')
    this.close()
    if (text !== from) text?.focus()
  }

  #handleFocusOut({ relatedTarget, currentTarget }: FocusEvent) {
    // The button closes the list itself, or it would open it again.
    const isOwn = relatedTarget === this.#button || (currentTarget as Node).contains(relatedTarget as Node)
    if (!relatedTarget || !isOwn) this.close()
  }
}
