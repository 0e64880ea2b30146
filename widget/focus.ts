import type { Chrome } from './chrome.ts'

/** Where the focus goes when a panel opens and closes. */
export class PanelFocus {
  readonly #chrome: Chrome
  #opener: HTMLElement | undefined

  constructor(chrome: Chrome) {
    this.#chrome = chrome
  }

  /** Moves the focus in, and remembers from where. */
  enter(): void {
    this.#opener = focusedElement()
    // The panel is in sight already; to find that out would be the dearest part of a click.
    this.#chrome.close.focus({ preventScroll: true })
  }

  /** Gives the focus back to whatever opened the panel. */
  leave(): void {
    const target = this.#opener?.isConnected ? this.#opener : this.#chrome.launcher
    target.focus()
  }

  /** Whether it may go on into the chat: it is on our close button, and no on-screen keyboard would jump up. */
  get mayGoOn(): boolean {
    return focusedElement() === this.#chrome.close && matchMedia('(pointer:fine)').matches
  }
}

/** The element that has the focus, however deep in shadow roots. */
function focusedElement(): HTMLElement | undefined {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element && element !== document.body ? (element as HTMLElement) : undefined
}
