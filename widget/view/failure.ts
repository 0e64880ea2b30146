import type { ThreadStreamEvent } from '../../server/chatkit/wire.ts'
import type { WidgetError, WidgetErrorCode } from '../errors.ts'
import { RequestError } from './client.ts'
import type { Words } from './words.ts'

/** What went wrong, as the visitor reads it, and how to try it again. */
export interface Failure {
  /** Which of our own sentences says it. */
  words: Extract<keyof Words, `error${string}`>
  /** The server's own sentence, when it has one for the visitor. */
  message?: string | undefined
  retry?: (() => void) | undefined
}

// The fetch of the element renews the session first: what it cannot renew is no matter of the network.
const SESSION_WORDS: Partial<Record<WidgetErrorCode, Failure['words']>> = {
  unauthorized: 'errorSignedOut',
  rate_limited: 'errorBusy',
  forbidden_origin: 'errorSetup',
  bad_config: 'errorSetup',
}

/** The failure that a thrown error amounts to. Only a sentence that the server meant for the visitor is shown. */
export function failureOf(error: unknown, isAnswering: boolean): Failure {
  if (!(error instanceof RequestError)) return { words: 'errorRequest' }
  if (error.code === 'setup') return { words: 'errorSetup' }
  if (error.code === 'network') {
    const { code } = (error.cause ?? {}) as Partial<WidgetError>
    return { words: (code && SESSION_WORDS[code]) ?? (isAnswering ? 'errorLost' : 'errorNetwork') }
  }
  return { words: 'errorRequest', message: error.reason }
}

/** The failure that an `error` event reports. */
export function failureOfEvent(event: Extract<ThreadStreamEvent, { type: 'error' }>): Failure {
  return { words: 'errorAnswer', message: event.code === 'custom' ? event.message : undefined }
}

/** The error that an `error` event amounts to. */
export function errorOfEvent({ message, code }: Extract<ThreadStreamEvent, { type: 'error' }>): Error {
  return new Error(message ?? code)
}

/** What the page may write down of an error that the visitor is not told. */
export function logOf(name: string, error: unknown): { name: string; data: Record<string, unknown> } {
  return { name, data: { message: toError(error).message } }
}

export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
