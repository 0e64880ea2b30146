/** What can go wrong, as a code that pages can branch on. */
export type WidgetErrorCode =
  | 'script_blocked'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden_origin'
  | 'rate_limited'
  | 'unavailable'
  | 'bad_config'

/** Why the chat could not start, or lost its session. `message` is for developers, never for visitors. */
export class WidgetError extends Error {
  /** One of the seven codes of the documentation. */
  declare readonly code: WidgetErrorCode
  /** Milliseconds after which another try makes sense; 0 when at once. */
  declare readonly retryAfter: number

  constructor(code: WidgetErrorCode, message: string, cause?: unknown, retryAfter = 0) {
    super(message, { cause })
    this.name = 'WidgetError'
    this.code = code
    this.retryAfter = retryAfter
  }
}

/** Waits for `what`, at most `ms`, and only as long as `signal` lives. `hint` says what may be wrong. */
export async function waitFor<T>(
  what: T | Promise<T>,
  ms: number,
  signal: AbortSignal,
  name: string,
  hint = '',
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new WidgetError('timeout', `${name} takes too long. ${hint}`)), ms)
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason))
  })
  return Promise.race([what, end]).finally(() => clearTimeout(timer))
}
