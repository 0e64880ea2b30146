import type { WidgetError } from './errors.ts'

/** After how many milliseconds what may pass by itself is tried again, try after try. */
export const TRY_AGAIN_AFTER_MS = [5_000, 20_000, 60_000]

/** Knows when a chat that failed may be started again, and does so where waiting may have helped. */
export class Recovery {
  readonly #retry: () => void
  readonly #changed: () => void
  #mayRetryAt = 0
  #tries = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(retry: () => void, changed: () => void) {
    this.#retry = retry
    this.#changed = changed
  }

  /** Whether the visitor may try again now. */
  get mayRetry(): boolean {
    return Date.now() >= this.#mayRetryAt
  }

  failed({ code, retryAfter }: WidgetError): void {
    this.stop()
    this.#mayRetryAt = Date.now() + retryAfter
    const wait = /^(script|time|unav)/.test(code) && TRY_AGAIN_AFTER_MS[this.#tries++]
    this.#timer = setTimeout(wait ? this.#retry : this.#changed, wait || retryAfter)
  }

  succeeded(): void {
    this.stop()
    this.#tries = 0
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
