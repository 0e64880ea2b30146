import type { WidgetError } from './errors.ts'

/** After how many milliseconds what may pass by itself is tried again, try after try. */
const TRY_AGAIN_AFTER_MS = [5_000, 20_000, 60_000]

/** Knows when a chat that failed may be started again, and does so where waiting may have helped. */
export function createRecovery(retry: () => void, changed: () => void) {
  let mayRetryAt = 0
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => clearTimeout(timer)
  return {
    /** Whether the visitor may try again now. */
    mayRetry: () => Date.now() >= mayRetryAt,

    failed({ code, retryAfter }: WidgetError): void {
      stop()
      mayRetryAt = Date.now() + retryAfter
      const wait = /^(script|time|unav)/.test(code) && TRY_AGAIN_AFTER_MS[tries++]
      timer = setTimeout(wait ? retry : changed, wait || retryAfter)
    },

    succeeded(): void {
      stop()
      tries = 0
    },

    stop,
  }
}
