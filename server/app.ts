import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { requestId } from 'hono/request-id'
import { attachmentRoutes, signedAttachmentRoutes } from './attachment-routes.ts'
import { readText } from './body.ts'
import type { ChatKitOptions } from './chatkit/options.ts'
import { processRequest } from './chatkit/process.ts'
import { isStreamed, parseRequest } from './chatkit/protocol.ts'
import { errorEvent } from './chatkit/turn.ts'
import { ChatError, isFault } from './errors.ts'
import { authenticate } from './identity.ts'
import { checkMessageSize, checkRecording, MAX_BODY, MAX_BODY_WITH_AUDIO } from './message-body.ts'
import { type TodoChatOptions, withDefaults } from './options.ts'
import { originMatcher } from './origins.ts'
import { readPageFacts } from './page-facts.ts'
import { rateLimiter } from './rate-limits.ts'
import { refuse, refusePath } from './refusal.ts'
import { createSession } from './session.ts'
import { sse } from './sse.ts'
import { taskRoutes } from './task-routes.ts'
import { createTokens } from './tokens.ts'
import { createSignedUrls } from './uploads/signed-urls.ts'
import { createUploads } from './uploads/uploads.ts'

/**
 * The API of a todo chat as a Hono app: `/chatkit/session`, `/chatkit/message`, `/chatkit/attachments` and
 * `/tasks`. Mount it where the chat's `endpoint` points to: `app.route('/api', createTodoChat())`.
 */
export function createTodoChat(options: TodoChatOptions = {}): Hono {
  const given = withDefaults(options)
  const { identify, storage, now, log } = given
  const tokens = createTokens(given.sessionSecrets, now)
  const limiter = rateLimiter(given.rateLimits, given.counters)
  const isAllowed = originMatcher(given.allowedOrigins)
  const urls = createSignedUrls(given.sessionSecrets, now)
  const uploads = createUploads({ ...given.attachments, store: storage.threads, urls, now })
  const urlOf = (neighbour: string) => (c: Context) => publicUrl(c, given.publicUrl, neighbour)
  const chatkit: ChatKitOptions = { ...given.chatkit, store: storage.threads }
  const app = new Hono()

  app.onError((error, c) => refuse(c, error, log))
  app.notFound((c) => refusePath(c, log))

  app.use(requestId())
  // Every site may read a refusal, so that its chat can say what is wrong; the next step refuses strangers
  // before anything is done. Nothing rests on cookies, so this gives nobody another's rights.
  app.use(
    cors({
      origin: (origin) => origin,
      allowMethods: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'],
      allowHeaders: ['accept', 'accept-language', 'authorization', 'content-type'],
      exposeHeaders: ['retry-after', 'x-request-id'],
      maxAge: 7200,
    }),
  )
  const signed = { uploads, urls, limiter, urlOf: urlOf('../attachments') }
  app.route('/chatkit/attachments', signedAttachmentRoutes(signed))
  app.use(async (c, next) => {
    const origin = c.req.header('origin')
    if (origin !== undefined && !isAllowed(origin)) {
      throw new ChatError(
        'forbidden_origin',
        `This chat is not set up for ${origin}. Add it to ALLOWED_ORIGINS.`,
      )
    }
    await next()
  })

  app.post('/chatkit/session', async (c) => {
    await limiter.session(given.clientAddress(c))
    const readBody = () => readJson(c)
    const reached = { message: urlOf('message')(c), attachments: urlOf('attachments')(c) }
    return c.json(await createSession(c.req.raw, readBody, reached, { ...given, tokens }), 200, NO_STORE)
  })

  app.post('/chatkit/message', async (c) => {
    const userId = await authenticate(c.req.raw, { tokens, identify })
    const text = await readText(c.req.raw, MAX_BODY_WITH_AUDIO)
    checkMessageSize(text)
    const request = parseRequest(parseJson(text))
    checkRecording(text, request.type)
    const asksModel = isStreamed(request.type) || request.type === 'input.transcribe'
    const giveBack = await (asksModel ? limiter.message(userId) : limiter.plain(userId))
    const caller = { userId, locale: localeOf(c), ...readPageFacts(request.metadata), now }
    const attachments = uploads.at(urlOf('attachments')(c))
    const onError = (error: unknown) => void (isFault(error) && log(error, c.get('requestId')))
    const answer = await processRequest(request, caller, { ...chatkit, attachments, onError }).catch(
      async (error) => {
        // What fails while sound is heard was paid for; a turn has not begun before it is streamed.
        if (isStreamed(request.type) || !isFault(error)) await giveBack?.()
        throw error
      },
    )
    if ('json' in answer) return c.json(answer.json as object, 200, NO_STORE)
    const failed = (error: unknown) => {
      onError(error)
      return errorEvent(error)
    }
    return sse(answer.events, { ...given, failed })
  })

  app.route(
    '/chatkit/attachments',
    attachmentRoutes({ ...signed, tokens, identify, urlOf: urlOf('attachments') }),
  )
  app.route('/tasks', taskRoutes({ ...given, tokens, limiter, readJson }))
  return app
}

const NO_STORE = { 'cache-control': 'no-store' }

/** The body as JSON, or `undefined` when there is none. */
async function readJson(c: Context): Promise<unknown> {
  const text = await readText(c.req.raw, MAX_BODY)
  const type = c.req.header('content-type') ?? ''
  if (text !== '' && !/^application\/(.+\+)?json\b/i.test(type)) {
    throw new ChatError('unsupported_media_type', 'Send the body as Content-Type: application/json.')
  }
  return parseJson(text)
}

/** ChatKit.js may send any content type, so the message endpoint looks at the body alone. */
function parseJson(text: string): unknown {
  if (text === '') return undefined
  if (isTooDeep(text))
    throw new ChatError('bad_request', `The body is nested more than ${MAX_DEPTH} levels deep.`)
  try {
    return JSON.parse(text)
  } catch {
    throw new ChatError('bad_request', 'The body is not JSON.')
  }
}

/** Deeper than this nothing sensible is, and what works on it by recursion would run out of stack. */
const MAX_DEPTH = 200

/** Counts the brackets that are open, outside of strings, without building anything. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isString = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (isString) {
      if (code === BACKSLASH) index++
      else if (code === QUOTE) isString = false
    } else if (code === QUOTE) isString = true
    else if (code === BRACKET || code === BRACE) {
      if (++depth > MAX_DEPTH) return true
    } else if (code === BRACKET + 2 || code === BRACE + 2) depth--
  }
  return false
}
const [QUOTE, BACKSLASH, BRACKET, BRACE] = [34, 92, 91, 123]

/** The absolute URL of a neighbour of the requested path, as the caller reaches it. */
function publicUrl(c: Context, base: string | undefined, neighbour: string): string {
  const { pathname, origin } = new URL(c.req.url)
  return new URL(neighbour, `${base?.replace(/\/+$/, '') ?? origin}${pathname}`).href
}

/** The one locale the chat is drawn in. */
function localeOf(c: Context): string {
  const said = /^[a-z]{2,3}(-[a-z0-9]{2,8})*/i.exec(c.req.header('accept-language') ?? '')?.[0]
  try {
    return Intl.getCanonicalLocales(said)[0] ?? 'en'
  } catch {
    return 'en'
  }
}
