/** How requests are made: by a program, which can speak as any site, or by a page, which speaks as itself. */
export interface Reach {
  fetch: typeof fetch
  /**
   * The site that requests are made for, sent as `Origin`. Left out in a browser: it writes its own, hides answers
   * that CORS does not open to it, and asks its own preflights.
   */
  origin?: string | undefined
  /** How long one answer may take to begin, in milliseconds. Default: 15 seconds. */
  timeoutMs?: number | undefined
}

const TIMEOUT_MS = 15_000

/** There was no answer; the message says why, as the end of a sentence. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

/**
 * Asks as the site's page would, and gives the answer whatever its status is.
 * @throws NoAnswer
 */
export async function ask(reach: Reach, url: string, init: RequestInit = {}): Promise<Response> {
  // Held in a variable: a browser's fetch refuses to be called as a method of another object.
  const { fetch } = reach
  const headers = new Headers(init.headers)
  if (reach.origin !== undefined) headers.set('origin', reach.origin)
  const patience = new AbortController()
  const milliseconds = reach.timeoutMs ?? TIMEOUT_MS
  const timer = setTimeout(() => patience.abort(), milliseconds)
  try {
    return await fetch(url, { ...init, headers, signal: patience.signal })
  } catch (cause) {
    const late = `it did not answer within ${Math.round(milliseconds / 1000)} seconds`
    throw new NoAnswer(patience.signal.aborted ? late : reasonOf(cause as Error), { cause })
  } finally {
    clearTimeout(timer)
  }
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody vouches for its certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody vouches for its certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the ones that vouch for it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
}

/** Node puts the reason into the cause; a browser keeps it to itself. */
function reasonOf({ cause }: Error): string {
  if (!(cause instanceof Error)) return 'it is down, or does not let this page read its answer'
  return REASONS[(cause as Error & { code?: string }).code ?? ''] ?? cause.message
}

/** Whether a host is this machine, where neither HTTPS nor a domain key is needed. */
export const isLocal = (url: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)

/** The media type of an answer, without its parameters. */
export const typeOf = (response: Response): string =>
  (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

/** The answer as JSON, or `undefined` when it is something else. */
export async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a browser would let the site read this answer. A browser has looked by itself. */
export function isReadable(response: Response, url: string, { origin }: Reach): boolean {
  if (origin === undefined || new URL(url).origin === origin) return true
  const allowed = response.headers.get('access-control-allow-origin')
  return allowed === '*' || allowed === origin
}
