/**
 * What can go wrong in a way the caller may read. The code is for programs, the message for people.
 */
export const STATUS = {
  bad_request: 400,
  unauthorized: 401,
  forbidden_origin: 403,
  not_found: 404,
  conflict: 409,
  /** The workflow that OpenAI hosted is gone. */
  hosted_ended: 410,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  not_implemented: 501,
  upstream_failed: 502,
  unavailable: 503,
} as const

/** What went wrong, for programs; each has its HTTP status. */
export type ErrorCode = keyof typeof STATUS

/**
 * A refusal or a failure whose `message` anyone may read: no stack, no key, no upstream text.
 * The reason, if there is one, travels in `cause` and is only logged.
 */
export class ChatError extends Error {
  readonly code: ErrorCode
  /** Seconds to wait, sent as `Retry-After`. */
  readonly retryAfter: number | undefined
  /** Whether the same request may succeed later; becomes `allow_retry` inside a stream. */
  readonly allowRetry: boolean

  constructor(
    code: ErrorCode,
    message: string,
    options: ErrorOptions & { retryAfter?: number; allowRetry?: boolean } = {},
  ) {
    super(message, options)
    this.name = 'ChatError'
    this.code = code
    this.retryAfter = options.retryAfter
    this.allowRetry = options.allowRetry ?? false
  }
}

/** Whether an error is ours or an upstream's, and so to be logged; a refusal is the caller's own. */
export const isFault = (error: unknown): boolean =>
  !(error instanceof ChatError) ||
  error.code === 'hosted_ended' ||
  (STATUS[error.code] >= 500 && error.code !== 'not_implemented')
