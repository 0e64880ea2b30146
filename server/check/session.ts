import type { ErrorAnswer, SessionAnswer } from '../chatkit/wire.ts'
import type { Addresses } from './addresses.ts'
import { type Finding, ok, problem, type Subject, warning } from './finding.ts'
import { ask, isLocal, isReadable, jsonOf, NoAnswer, type Reach } from './reach.ts'

const OPEN_CORS =
  'Let the server answer CORS itself: a proxy in front must pass OPTIONS and Access-Control-* through unchanged.'

/** Whether the server answers at all. */
export async function checkServer({ endpoint }: Addresses, reach: Reach): Promise<Finding> {
  const url = `${endpoint.replace(/\/api\/chatkit$/, '').replace(/\/+$/, '')}/healthz`
  const fix = 'Check the address (data-endpoint in the tag), that the server runs, and that its port is open.'
  try {
    // The health check is not for pages, so it is asked as no page would.
    const response = await ask({ ...reach, origin: undefined }, url)
    const health = (await jsonOf(response)) as { status?: string } | undefined
    if (response.ok && health?.status === 'ok') return ok('server', `${url} says that the server is well.`)
    if (response.status === 503 && health?.status) {
      const message = `The server says that it is not well: ${health.status}.`
      return problem(
        'server',
        message,
        'Look at its log; check DATABASE_URL when its storage is unreachable.',
      )
    }
    if (response.status < 500)
      return ok('server', `${new URL(url).host} answers; it has no health check of ours.`)
    return problem('server', `${url} answers ${response.status}: a proxy does not reach the server.`, fix)
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    // A browser may not read the health check of another origin; the session will tell.
    if (reach.origin === undefined) return ok('server', `${url} is not for pages; the session shows more.`)
    return problem('server', `${new URL(url).origin} could not be reached: ${error.message}.`, fix)
  }
}

/** Whether the question that browsers ask before the real one is answered. They ask it themselves. */
export async function checkPreflight(url: string, reach: Reach): Promise<Finding | undefined> {
  const { origin } = reach
  if (origin === undefined || new URL(url).origin === origin) return undefined
  const headers = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  }
  let response: Response
  try {
    response = await ask(reach, url, { method: 'OPTIONS', headers })
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return problem('preflight', `OPTIONS ${url} gave no answer: ${error.message}.`, OPEN_CORS)
  }
  const allowed = (response.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/\s*,\s*/)
  const missing = ['authorization', 'content-type'].filter((name) => !allowed.includes(name))
  if (response.ok && isReadable(response, url, reach) && missing.length === 0) {
    return ok('preflight', `Browsers may ask ${new URL(url).origin} from ${origin}.`)
  }
  const why = !response.ok
    ? `OPTIONS ${url} answers ${response.status}`
    : missing.length === 2 || !isReadable(response, url, reach)
      ? `OPTIONS ${url} is answered without Access-Control-Allow-* for ${origin}`
      : `OPTIONS ${url} does not allow the header ${missing[0]}`
  return problem('preflight', `${why}, so browsers do not ask further.`, OPEN_CORS)
}

/** Asks for a session as the tag does. */
export async function checkSession(
  url: string,
  token: string | undefined,
  reach: Reach,
): Promise<{ findings: Finding[]; session?: SessionAnswer }> {
  let response: Response
  try {
    response = await ask(reach, url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: '{}',
    })
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return { findings: [problem('session', `${url} gave no answer: ${error.message}.`, OPEN_CORS)] }
  }
  const answer = (await jsonOf(response)) as Partial<SessionAnswer & ErrorAnswer> | undefined
  if (!response.ok) return { findings: [refusal(url, response, answer, token, reach)] }
  if (!answer?.client_secret) {
    const fix = 'Check data-endpoint: what it names plus /session must answer {"client_secret": …}.'
    return { findings: [problem('session', `${url} answered without a client_secret.`, fix)] }
  }
  const admitted = readable(response, url, reach)
  if (admitted.status === 'problem') return { findings: [admitted] }
  const session = answer as SessionAnswer
  return { findings: [admitted, expiry(session), ...(session.api ? [] : [hosted()])], session }
}

function readable(response: Response, url: string, reach: Reach): Finding {
  if (reach.origin === undefined) return ok('origin', 'The server admits this page.')
  if (isReadable(response, url, reach)) return ok('origin', `The server admits ${reach.origin}.`)
  const message = `${url} answers, but without Access-Control-Allow-Origin for ${reach.origin}: browsers hide it.`
  return problem('origin', message, OPEN_CORS)
}

/** In seconds; the tag renews a minute ahead. */
const MIN_LIFE = 60

function expiry({ expires_at }: SessionAnswer): Finding {
  if (!expires_at) return ok('session', 'A session was issued; it does not say when it ends.')
  const seconds = Math.round(expires_at - Date.now() / 1000)
  if (seconds > MIN_LIFE)
    return ok('session', `A session was issued, good for ${Math.round(seconds / 60)} minutes.`)
  const message = `A session was issued that ends in ${seconds} seconds by the clock of this machine.`
  return warning('session', message, 'Set the clocks of the server and of this machine.')
}

/** https://developers.openai.com/api/docs/deprecations.md */
function hosted(): Finding {
  const message =
    'OpenAI hosts this conversation, and ends that on 2026-11-30; what follows cannot be looked at.'
  return warning('token', message, 'Unset CHATKIT_WORKFLOW_ID on the server: it then answers by itself.')
}

function refusal(
  url: string,
  { status, headers }: Response,
  answer: Partial<ErrorAnswer> | undefined,
  token: string | undefined,
  { origin }: Reach,
): Finding {
  const said = answer?.error?.message ?? answer?.message
  const message = `${url} answers ${status}${said ? `: ${said}` : '.'}`
  const fixes: Record<number, [Subject, string]> = {
    401: ['session', token ? WRONG_TOKEN : NO_TOKEN],
    403: [
      'origin',
      `Add ${origin ?? 'the origin of the site'} to ALLOWED_ORIGINS on the server and start it again.`,
    ],
    404: [
      'session',
      'Check data-endpoint in the tag: with /session at its end it must be the session endpoint.',
    ],
    405: ['session', 'Check data-endpoint in the tag, and that the server in front passes POST on.'],
    410: ['session', 'Unset CHATKIT_WORKFLOW_ID on the server: it then answers by itself.'],
    429: ['session', `Wait ${headers.get('retry-after') ?? 60} seconds, or raise RATE_LIMIT_SESSIONS.`],
    502: [
      'session',
      'Look at the log of the server: what is behind it refused, or a proxy does not reach it.',
    ],
  }
  const [subject, fix] = fixes[status] ?? ['session', 'Look at the log of the server.']
  return problem(subject, message, fix)
}

const NO_TOKEN = 'The server admits signed-in users only. Check with a token of such a user: --token TOKEN.'
const WRONG_TOKEN = 'Check AUTH_JWT_SECRET or AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE on the server.'

/** Whether the address that the session names is one that visitors reach. */
export function checkAddress({ api }: SessionAnswer, url: string): Finding | undefined {
  if (!api) return undefined
  const named = new URL(api.url, url)
  const asked = new URL(url)
  if (named.origin === asked.origin) return ok('address', `The session names ${named.href}.`)
  const message = `The session was asked at ${asked.origin}, and names ${named.origin} for the chat.`
  const fix = `Set PUBLIC_URL=${asked.origin} on the server: behind a proxy it cannot know its own address.`
  const isWrong = asked.protocol !== named.protocol || isLocal(named.href)
  return isWrong
    ? problem('address', message, fix)
    : warning('address', message, `If that is not meant: ${fix}`)
}

/** What the server sends when nobody set a key. */
const LOCAL_DOMAIN_KEY = /localhost/

/** Whether there is a key with which OpenAI's script runs on the site. */
export function checkDomainKey(
  key: string | undefined,
  site: string | undefined,
  renderer = 'auto',
): Finding {
  if (renderer === 'built-in') return ok('domain-key', "The built-in view needs no domain key of OpenAI's.")
  if (site && isLocal(site))
    return ok('domain-key', 'The site is on this machine, where no domain key is needed.')
  const fix =
    "Register the site's domain in OpenAI's allow-list (platform.openai.com, Settings, Security) and set " +
    'CHATKIT_DOMAIN_KEY on the server to its key; or set renderer="built-in".'
  if (!key) return problem('domain-key', "There is no domain key: OpenAI's script does not run without.", fix)
  if (LOCAL_DOMAIN_KEY.test(key)) {
    const message =
      "The domain key is the placeholder for localhost: OpenAI's script does not run on this site."
    return problem('domain-key', message, fix)
  }
  return ok('domain-key', 'There is a domain key. Only OpenAI can tell whether it is for this site.')
}
