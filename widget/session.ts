import type { ErrorAnswer, SessionAnswer } from '../server/chatkit/wire.ts'
import { WidgetError, type WidgetErrorCode, waitFor } from './errors.ts'
import type { ChatApi } from './options.ts'
import type { Visit } from './visit.ts'

/** A secret is renewed this long before it expires, so that none expires on its way. */
export const RENEW_BEFORE_MS = 60_000
/** How long the page's token and the session endpoint may take together. */
export const SESSION_TIMEOUT_MS = 15_000
// A clock that is wrong makes every secret look expired; that must not turn each request into two.
const USE_AT_LEAST_MS = 10_000
const WAIT_WHEN_UNTOLD_MS = 5_000

/** What a session needs to know of its chat. Functions are asked each time, because the answer may change. */
export interface SessionOptions {
  /** Absolute URL of the session endpoint. */
  url: string
  authToken(): Promise<string>
  locale(): string
  /** What is remembered of the visitor. */
  visit: Visit
  /** What a request says beside what the protocol asks. */
  metadata(): Promise<Record<string, unknown>>
  /** Ends every request of the session. */
  signal: AbortSignal
  /** Told when a session that worked cannot be renewed. */
  onLost(error: unknown): void
  /** Told when the server has answered an action of a widget at once. */
  onAction(): void
  /** Told when the thread that the chat begins with is not there any more. */
  onGone(): void
}

/** Finds a secret other than the one that was refused. */
type SecretSource = (refused?: string | null) => Promise<string>

/** Asks the session endpoint where the chat talks to, and keeps its secret fresh. */
export async function openSession(options: SessionOptions): Promise<ChatApi> {
  const currentSession = createSessionSource(options)
  const { api } = await currentSession()
  const getClientSecret: SecretSource = async (refused) => {
    try {
      return (await currentSession(refused)).client_secret
    } catch (error) {
      options.onLost(error)
      throw error
    }
  }
  if (!api) return { getClientSecret }
  const absolute = (path: string) => new URL(path, options.url).href
  const { upload } = api
  const servers = [absolute(api.url)]
  if (upload?.type === 'direct') {
    upload.uploadUrl = absolute(upload.uploadUrl)
    servers.push(upload.uploadUrl)
  }
  return {
    url: absolute(api.url),
    domainKey: api.domain_key ?? '',
    fetch: authorizedFetch(servers, getClientSecret, options),
    ...(upload && { uploadStrategy: upload }),
  }
}

/** A `fetch` that shows a secret to the given servers, and asks once for another when it is refused. */
export function authorizedFetch(
  servers: string[],
  secretOf: SecretSource,
  { locale, signal, metadata, onAction, onGone }: Omit<SessionOptions, 'url'>,
): typeof fetch {
  let isFirst = true
  return async (input, init) => {
    const request = new Request(input, { ...init, signal: null })
    // An upload may go to a storage service, which must not see the secret.
    if (!servers.some((url) => new URL(url).origin === new URL(request.url).origin)) return fetch(input, init)

    const given = init?.signal ?? (input as Request).signal
    // Browsers before 2024 cannot join two signals; there the chat's own counts.
    const both = given ? (AbortSignal.any?.([given, signal]) ?? given) : signal
    // What is to outlive the page outlives the chat too.
    const ends = request.keepalive ? null : both
    const said = typeof init?.body === 'string' && JSON.parse(init.body)
    const body = said && JSON.stringify({ ...said, metadata: { ...(await metadata()), ...said.metadata } })
    const send = (secret: string) => {
      const headers = headersFor(secret, locale(), request.headers)
      // A request is used up by being sent, and may have to be sent again.
      return fetch(request.clone(), { ...(body && { body }), headers, signal: ends })
    }
    const secret = await secretOf()
    const response = await send(secret)
    const other = response.status === 401 && (await secretOf(secret))
    const answer = other && other !== secret ? await send(other) : response
    // A checkbox or an undo is answered without a stream, in which the server could tell of its effect.
    if (said.type === 'threads.sync_custom_action' && answer.ok) onAction()
    if (said.type === 'threads.get_by_id' && isFirst) {
      isFirst = false
      if (answer.status === 404) onGone()
    }
    return answer
  }
}

function headersFor(secret: string, locale: string, given?: HeadersInit): Headers {
  const headers = new Headers(given)
  if (secret) headers.set('Authorization', `Bearer ${secret}`)
  // A page may say anything in its `lang`.
  if (/^[\w-]+$/.test(locale)) headers.set('Accept-Language', locale)
  return headers
}

/** Answers a session that is good for a while, and whose secret is not the one that was refused. */
function createSessionSource({ url, signal, visit, authToken, locale }: SessionOptions) {
  let answer: SessionAnswer | undefined
  let renewAt = 0
  let pending: Promise<SessionAnswer> | undefined

  async function ask(): Promise<SessionAnswer> {
    const token = await authToken()
    const { visitor, server } = visit.latest()
    const known = server === url ? visitor : undefined
    let response = await post(token, known)
    if (response.status === 401 && known && !token) {
      // The server no longer knows this visitor: be a new one, who has no thread yet.
      visit.remember({ visitor: undefined, thread: undefined })
      response = await post(token)
    }
    const said: Partial<SessionAnswer & ErrorAnswer> | undefined = await response.json().catch(() => {})
    if (!response.ok) throw refusal(response, said)
    if (!said?.client_secret) throw new WidgetError('bad_config', `${url} answered without a client_secret.`)
    if (said.visitor) visit.remember({ visitor: said.visitor, server: url })
    const expiresAt = said.expires_at ? said.expires_at * 1000 : Number.POSITIVE_INFINITY
    renewAt = Math.max(expiresAt - RENEW_BEFORE_MS, Date.now() + USE_AT_LEAST_MS)
    answer = said as SessionAnswer
    return answer
  }

  async function post(token: string, visitor?: string): Promise<Response> {
    const headers = headersFor(token, locale(), { 'Content-Type': 'application/json' })
    try {
      return await fetch(url, { method: 'POST', headers, body: JSON.stringify({ visitor }), signal })
    } catch (cause) {
      // A browser does not tell a network that is down from a server that does not allow this page.
      throw new WidgetError('unavailable', `No answer from ${url} for ${location.origin}.`, cause)
    }
  }

  return async (refused?: string | null): Promise<SessionAnswer> => {
    if (answer && answer.client_secret !== refused && Date.now() < renewAt) return answer
    pending ??= waitFor(ask(), SESSION_TIMEOUT_MS, signal, url).finally(() => {
      pending = undefined
    })
    return pending
  }
}

const CODES: Record<number, WidgetErrorCode> = {
  401: 'unauthorized',
  403: 'forbidden_origin',
  429: 'rate_limited',
}

function refusal({ status, url, headers }: Response, answer: Partial<ErrorAnswer> | undefined): WidgetError {
  const code = CODES[status] ?? (status < 500 ? 'bad_config' : 'unavailable')
  const { code: said, message } = answer?.error ?? {}
  const wait = code === 'rate_limited' ? Number(headers.get('Retry-After')) * 1000 || WAIT_WHEN_UNTOLD_MS : 0
  const text = `${url} answered ${status}. ${said ?? ''} ${message ?? ''}`
  return new WidgetError(code, text.trim(), undefined, wait)
}
