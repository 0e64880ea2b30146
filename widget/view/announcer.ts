const KEEP_MS = 5000

/** Holds what a screen reader is told, for long enough to be noticed. */
export class Announcer {
  text = ''
  readonly #onChange: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  say(text: string) {
    clearTimeout(this.#timer)
    this.#set(text)
    // Left there it would be read again by those who walk through the page.
    this.#timer = setTimeout(() => this.#set(''), KEEP_MS)
  }

  #set(text: string) {
    this.text = text
    this.#onChange()
  }
}
