import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ErrorAnswer } from './chatkit/wire.ts'
import { ChatError, isFault, STATUS } from './errors.ts'
import type { Log } from './log.ts'

/**
 * Answers a request that failed, in the documented shape. What is not a `ChatError` is logged whole and told
 * to nobody.
 */
export function refuse(c: Context, error: unknown, log: Log): Response {
  const known =
    error instanceof ChatError ? error : new ChatError('internal', 'Something went wrong. Try again.')
  const status = STATUS[known.code] as ContentfulStatusCode
  if (isFault(error)) log(error, c.get('requestId'))
  if (known.retryAfter !== undefined) c.header('retry-after', String(known.retryAfter))
  const { code, message } = known
  const answer: ErrorAnswer = { error: { code, message }, message }
  return c.json(answer, status, { 'cache-control': 'no-store' })
}

/** Answers a request for something that is not there. */
export const refusePath = (c: Context, log: Log): Response =>
  refuse(c, new ChatError('not_found', `There is no ${c.req.method} ${c.req.path}.`), log)
