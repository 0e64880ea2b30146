import { ChatError } from './errors.ts'

/** Told of every failure that is ours or an upstream's. The id is the one the caller reads in `x-request-id`. */
export type Log = (error: unknown, requestId?: string) => void

/**
 * Writes each failure as one line of JSON. What an upstream wrote stays out of it, and so do requests and
 * tokens: of an upstream's error there is its status, its code and its id, by which the upstream can find it.
 */
export const jsonLog =
  (write: (line: string) => void): Log =>
  (error, requestId) =>
    write(
      JSON.stringify({
        time: new Date().toISOString(),
        level: 'error',
        request_id: requestId,
        ...describe(error),
      }),
    )

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const { name, cause } = error
  const from = cause === undefined ? {} : { cause: describe(cause) }
  if (error instanceof ChatError) return { code: error.code, message: error.message, ...from }
  const upstream = error as { status?: unknown; code?: unknown; requestID?: unknown }
  // An answer of another server: its words may repeat what it was sent.
  if (typeof upstream.status === 'number' || 'requestID' in error) {
    return {
      error: name,
      status: upstream.status,
      code: upstream.code,
      upstream_id: upstream.requestID,
      ...from,
    }
  }
  return {
    error: name,
    message: error.message,
    stack: error.stack
      ?.split('\n')
      .slice(1)
      .map((line) => line.trim()),
    ...from,
  }
}
