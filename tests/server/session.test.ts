import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { ErrorAnswer, SessionAnswer } from '../../server/chatkit/wire.ts'
import { userTokens } from '../../server/identity.ts'
import { jsonLog } from '../../server/log.ts'
import { hostedSessions } from '../../server/openai.ts'
import type { TodoChatOptions } from '../../server/options.ts'
import { type Ask, askSession, ChatClient, userInput } from '../helpers/chat-client.ts'
import { scriptedModel } from '../helpers/scripted-model.ts'

const SECRET = 'a-shared-secret-of-the-host-site-0123456789'
const OWN_SECRET = 'the-secret-of-this-server-0123456789-abcdef'
const SITE = 'http://localhost:3000'

const quiet = () => {}
function anApp(options: TodoChatOptions = {}): Ask {
  const app = createTodoChat({ sessionSecrets: [OWN_SECRET], log: quiet, ...options })
  return async (path, init) => app.request(path.replace(/^\/api/, ''), init)
}

const key = (secret: string) => new TextEncoder().encode(secret)
type Claims = { [Claim in keyof JWTPayload]: JWTPayload[Claim] | undefined }
const userToken = (claims: Claims = {}, secret = SECRET) =>
  new SignJWT({ sub: 'ana', exp: Math.floor(Date.now() / 1000) + 60, ...claims } as JWTPayload)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(key(secret))
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

async function refusal(ask: Ask, init: RequestInit = {}, path = '/api/chatkit/session') {
  const response = await ask(path, { method: 'POST', ...init })
  const body = (await response.json()) as ErrorAnswer
  expect(body.message).toBe(body.error.message)
  return { status: response.status, code: body.error.code, message: body.message, response }
}
const loadThreads = { method: 'POST', body: '{"type":"threads.list","params":{}}' }

describe('a visitor', () => {
  test('gets a short-lived secret, where to talk to, and a token to come back with', async () => {
    const before = Math.floor(Date.now() / 1000)
    const session = await askSession(
      anApp({ domainKey: 'domain_pk_1', publicUrl: 'https://chat.example.com/x/' }),
    )
    expect(session.api).toEqual({
      url: 'https://chat.example.com/x/chatkit/message',
      domain_key: 'domain_pk_1',
      upload: { type: 'direct', uploadUrl: 'https://chat.example.com/x/chatkit/attachments' },
    })
    expect(session.expires_at).toBeGreaterThanOrEqual(before + 600)
    expect(session.expires_at).toBeLessThan(before + 660)
    expect(session.visitor).toMatch(/^ey/)
  })

  test('who comes back with the token is the same person, who comes without is a new one', async () => {
    const ask = anApp()
    const first = await askSession(ask)
    await new ChatClient(ask, first.client_secret).say('Add a task to buy milk')
    const json = { 'content-type': 'application/json' }
    const again = await askSession(ask, { body: JSON.stringify({ visitor: first.visitor }), headers: json })
    const threads = (session: SessionAnswer) =>
      new ChatClient(ask, session.client_secret).json<{ data: unknown[] }>('threads.list')
    expect((await threads(again)).data).toHaveLength(1)
    expect((await threads(await askSession(ask))).data).toHaveLength(0)
  })

  test('cannot say who they are in a field', async () => {
    const ask = anApp()
    const owner = await askSession(ask)
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ user: 'ana', user_id: 'ana', sub: 'ana' })
    const session = await askSession(ask, { body, headers })
    expect(session.client_secret).not.toBe(owner.client_secret)
  })

  test('with a token that was tampered with is refused', async () => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ visitor: 'ey.ey.ey' })
    expect(await refusal(anApp(), { body, headers })).toMatchObject({ status: 401, code: 'unauthorized' })
  })

  test('is refused where everybody has to be signed in', async () => {
    const ask = anApp({ identify: userTokens({ secret: SECRET }) })
    expect(await refusal(ask)).toMatchObject({ status: 401, code: 'unauthorized' })
  })
})

describe('a user of the host site', () => {
  const ask = anApp({ identify: userTokens({ secret: SECRET, audience: 'todo', issuer: 'https://site' }) })
  const good = { aud: 'todo', iss: 'https://site' }

  test('is who the token says, with a session and without', async () => {
    const token = await userToken(good)
    const session = await askSession(ask, bearer(token))
    expect(session.visitor).toBeUndefined()
    await new ChatClient(ask, session.client_secret).say('Add a task to buy milk')
    const threads = await new ChatClient(ask, token).json<{ data: unknown[] }>('threads.list')
    expect(threads.data).toHaveLength(1)
  })

  test.each([
    ['another key', () => userToken(good, `${SECRET}x`)],
    ['the wrong audience', () => userToken({ ...good, aud: 'other' })],
    ['the wrong issuer', () => userToken({ ...good, iss: 'https://evil' })],
    ['a date that has passed', () => userToken({ ...good, exp: 1_000_000_000 })],
    ['no date', () => userToken({ ...good, exp: undefined })],
    ['no user', () => userToken({ ...good, sub: '' })],
    ['alg none', async () => new UnsecuredJWT({ sub: 'ana', ...good }).setExpirationTime('1h').encode()],
    ['a changed body', async () => (await userToken(good)).replace(/\.[^.]+\./, '.eyJzdWIiOiJiZW4ifQ.')],
    ['no shape at all', async () => 'secret'],
  ])('with a token of %s is refused everywhere', async (_what, make) => {
    const token = await make()
    for (const path of ['/api/chatkit/session', '/api/chatkit/message']) {
      const { status, code } = await refusal(ask, { ...loadThreads, ...bearer(token) }, path)
      expect([status, code]).toEqual([401, 'unauthorized'])
    }
    const tasks = await ask('/api/tasks', bearer(token))
    expect(tasks.status).toBe(401)
  })

  test('is refused where no key was given to verify tokens with', async () => {
    expect(await refusal(anApp(), bearer(await userToken()))).toMatchObject({ status: 401 })
  })

  test('and a visitor never share a name', async () => {
    const open = anApp({ identify: userTokens({ secret: SECRET }), anonymous: 'allow' })
    const visitor = await askSession(open)
    const { sub } = JSON.parse(atob(visitor.client_secret.split('.')[1] ?? '')) as { sub: string }
    const impostor = await askSession(open, bearer(await userToken({ sub })))
    await new ChatClient(open, visitor.client_secret).say('Add a task to buy milk')
    const seen = await new ChatClient(open, impostor.client_secret).json<{ data: unknown[] }>('threads.list')
    expect(seen.data).toEqual([])
  })
})

describe('a key set', () => {
  let url: string
  let sign: (alg: string) => Promise<string>
  let fetched = 0
  const server = createServer()
  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }
    server.on('request', (_request, response) => {
      fetched++
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ keys: [jwk] }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`
    sign = (alg) =>
      new SignJWT({ sub: 'ana' })
        .setProtectedHeader({ alg, kid: 'k1' })
        .setExpirationTime('1m')
        // The trick this guards against: the public key used as a shared secret.
        .sign(alg === 'HS256' ? key(JSON.stringify(jwk)) : privateKey)
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  test('verifies tokens and is fetched once', async () => {
    const ask = anApp({ identify: userTokens({ jwksUrl: url }) })
    for (let count = 0; count < 3; count++) await askSession(ask, bearer(await sign('ES256')))
    expect(fetched).toBe(1)
    expect(await refusal(ask, bearer(await sign('HS256')))).toMatchObject({ status: 401 })
  })

  test('that cannot be reached is not the fault of the user', async () => {
    const ask = anApp({ identify: userTokens({ jwksUrl: 'http://127.0.0.1:9/jwks.json' }) })
    const { status, code } = await refusal(ask, bearer(await sign('ES256')))
    expect([status, code]).toEqual([503, 'unavailable'])
  })
})

describe('a client secret', () => {
  test('is worth nothing after ten minutes', async () => {
    let time = Date.now()
    const ask = anApp({ now: () => new Date(time) })
    const { client_secret } = await askSession(ask)
    const client = new ChatClient(ask, client_secret)
    time += 599_000
    expect((await client.post({ type: 'threads.list', params: {} })).status).toBe(200)
    time += 10_000
    expect((await client.post({ type: 'threads.list', params: {} })).status).toBe(401)
  })

  test('is worth nothing on another site', async () => {
    const ask = anApp({ allowedOrigins: [SITE, 'http://localhost:4000'] })
    const { client_secret } = await askSession(ask, { headers: { origin: SITE } })
    const from = async (origin: string) => {
      const headers = { authorization: `Bearer ${client_secret}`, origin }
      return (await ask('/api/chatkit/message', { ...loadThreads, headers })).status
    }
    expect(await from(SITE)).toBe(200)
    expect(await from('http://localhost:4000')).toBe(403)
  })

  test('and a visitor token do not pass for each other', async () => {
    const ask = anApp()
    const { visitor = '', client_secret } = await askSession(ask)
    expect(await refusal(ask, { ...loadThreads, ...bearer(visitor) }, '/api/chatkit/message')).toMatchObject({
      status: 401,
    })
    const headers = { 'content-type': 'application/json' }
    expect(await refusal(ask, { body: JSON.stringify({ visitor: client_secret }), headers })).toMatchObject({
      status: 401,
    })
  })

  test('signed with an older secret is good as long as that one is listed', async () => {
    const old = await askSession(anApp())
    const next = 'the-next-secret-of-this-server-0123456789-ab'
    const list = (ask: Ask) =>
      new ChatClient(ask, old.client_secret).post({ type: 'threads.list', params: {} })
    expect((await list(anApp({ sessionSecrets: [next, OWN_SECRET] }))).status).toBe(200)
    expect((await list(anApp({ sessionSecrets: [next] }))).status).toBe(401)
  })

  test('signed with "none" is refused', async () => {
    const ask = anApp()
    const { client_secret } = await askSession(ask)
    const [, body] = client_secret.split('.')
    const head = btoa('{"alg":"none","typ":"todo-chat-client-secret"}').replace(/=+$/, '')
    const path = '/api/chatkit/message'
    expect(await refusal(ask, { ...loadThreads, ...bearer(`${head}.${body}.`) }, path)).toMatchObject({
      status: 401,
    })
  })
})

describe('a site', () => {
  const ask = anApp({
    allowedOrigins: ['https://shop.example.com', 'https://*.example.org', 'http://localhost:*'],
  })
  const from = (origin: string) => ask('/api/chatkit/session', { method: 'POST', headers: { origin } })

  test.each([
    'https://shop.example.com',
    'https://a.example.org',
    'https://a.b.example.org',
    'http://localhost:5173',
    'http://localhost',
  ])('%s is let in', async (origin) => {
    const response = await from(origin)
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
  })

  test.each([
    'https://evil.com',
    'http://shop.example.com',
    'https://shop.example.com.evil.com',
    'https://shopxexample.com',
    'https://example.org',
    'https://evilexample.org',
    'https://shop.example.com:444',
    'http://localhost.evil.com',
    'null',
  ])('%s is kept out, in words its chat can read', async (origin) => {
    const { status, code, response } = await refusal(ask, { headers: { origin } })
    expect([status, code]).toEqual([403, 'forbidden_origin'])
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    expect((await ask('/api/tasks', { headers: { origin } })).status).toBe(403)
  })
})

describe('the hosted mode', () => {
  test('hands out a session of OpenAI, for the user, without saying where to talk', async () => {
    const upstream = await scriptedModel([
      { status: 200, body: { client_secret: 'ek_1', expires_at: 1795000000 } },
    ])
    const client = new OpenAI({ apiKey: 'sk-test', baseURL: upstream.url })
    const identify = userTokens({ secret: SECRET })
    const ask = anApp({ identify, hosted: hostedSessions(client, 'wf_1') })
    const session = await askSession(ask, bearer(await userToken()))
    expect(session).toEqual({ client_secret: 'ek_1', expires_at: 1795000000 })
    expect(upstream.requests).toEqual([
      { path: '/v1/chatkit/sessions', user: 'user:ana', workflow: { id: 'wf_1' } },
    ])
    await upstream.close()
  })

  test('says that the upstream refused, without its words', async () => {
    const upstream = await scriptedModel(() => ({ status: 400 }))
    const client = new OpenAI({ apiKey: 'sk-test', baseURL: upstream.url, maxRetries: 0 })
    const { status, code, message } = await refusal(anApp({ hosted: hostedSessions(client, 'wf_1') }))
    expect([status, code]).toEqual([502, 'upstream_failed'])
    expect(message).not.toContain('upstream secret text')
    await upstream.close()
  })
})

test.each([404, 410])(
  'a workflow that is gone (%s) is said by a code of its own, in plain words',
  async (status) => {
    const upstream = await scriptedModel(() => ({ status }))
    const client = new OpenAI({ apiKey: 'sk-test', baseURL: upstream.url, maxRetries: 0 })
    const failures: unknown[] = []
    const ask = anApp({ hosted: hostedSessions(client, 'wf_1'), log: (error) => failures.push(error) })
    const refused = await refusal(ask)
    expect([refused.status, refused.code]).toEqual([410, 'hosted_ended'])
    expect(refused.message).toMatch(/come back later/)
    expect(failures).toHaveLength(1)
    await upstream.close()
  },
)

test('a failure is logged as one line, with the id the caller reads and without what an upstream wrote', async () => {
  const lines: string[] = []
  const upstream = await scriptedModel(() => ({ status: 400 }))
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: upstream.url, maxRetries: 0 })
  const ask = anApp({ hosted: hostedSessions(client, 'wf_1'), log: jsonLog((line) => lines.push(line)) })
  const { response } = await refusal(ask)
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    code: 'upstream_failed',
    request_id: response.headers.get('x-request-id'),
    cause: { status: 400 },
  })
  expect(lines[0]).not.toMatch(/upstream secret text|sk-test/)
  await upstream.close()
})

describe('a request that does not fit', () => {
  const json = { 'content-type': 'application/json' }
  test.each<[string, RequestInit, number, string]>([
    ['that is no JSON', { body: '{', headers: json }, 400, 'bad_request'],
    ['whose body is a list', { body: '[]', headers: json }, 400, 'bad_request'],
    ['whose visitor is a number', { body: '{"visitor":1}', headers: json }, 400, 'bad_request'],
    ['that is a form', { body: new URLSearchParams({ a: 'b' }) }, 415, 'unsupported_media_type'],
    ['that is too large', { body: 'x'.repeat(1_100_000), headers: json }, 413, 'too_large'],
    ['whose Authorization is no Bearer', { headers: { authorization: 'Basic abc' } }, 401, 'unauthorized'],
  ])('%s is refused', async (_what, init, status, code) => {
    expect(await refusal(anApp(), init)).toMatchObject({ status, code })
  })

  test('of a message is refused with a message on top, where ChatKit.js reads it', async () => {
    const ask = anApp()
    const client = await ChatClient.visit(ask)
    for (const [body, status] of [
      [{ type: 'threads.get_by_id', params: { thread_id: 'thr_none' } }, 404],
      [{ type: 'nonsense', params: {} }, 400],
      [{ type: 'input.transcribe', params: { audio_base64: 'GkXf', mime_type: 'audio/webm' } }, 501],
      [
        {
          type: 'threads.create',
          params: { input: { content: [], attachments: ['atc_1'], inference_options: {} } },
        },
        404,
      ],
    ] as const) {
      const response = await client.post(body)
      expect(response.status).toBe(status)
      expect(await response.json()).toMatchObject({ message: expect.any(String) })
    }
  })

  test('of a message is refused when it is longer or deeper than anything sensible', async () => {
    const client = await ChatClient.visit(anApp())
    const input = (fields: object) => ({
      type: 'threads.create',
      params: { input: { ...userInput('x'), ...fields } },
    })
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    for (const body of [
      JSON.stringify(input({ content: [{ type: 'input_text', text: 'x'.repeat(32_001) }] })),
      JSON.stringify(input({ attachments: Array(11).fill('atc_1') })),
      `{"type":"threads.list","params":{},"metadata":{"context":${deep}}}`,
    ]) {
      const response = await client.post(null, { body })
      expect([response.status, body.slice(0, 60)]).toEqual([400, body.slice(0, 60)])
    }
  })

  test('in a language that is none is answered in English', async () => {
    const client = await ChatClient.visit(anApp())
    const response = await client.ask('/api/chatkit/message', {
      method: 'POST',
      headers: { authorization: `Bearer ${client.token}`, 'accept-language': 'en-aaaaa-aaaaa' },
      body: JSON.stringify({
        type: 'threads.create',
        params: { input: userInput('Add a task to call Bo tomorrow') },
      }),
    })
    expect(await response.text()).not.toContain('"type":"error"')
  })

  test('too often is told to wait', async () => {
    const ask = anApp({ rateLimits: { sessions: 2, messages: 2, daily: 3 } })
    const client = await ChatClient.visit(ask)
    const other = await ChatClient.visit(ask)
    const { status, code, response } = await refusal(ask)
    expect([status, code]).toEqual([429, 'rate_limited'])
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    await client.say('hello')
    await client.say('hello')
    await expect(client.say('hello')).rejects.toThrow('429')
    await other.say('hello')
    await expect(other.say('hello')).rejects.toThrow('429')
  })
})

test('a path that is not there is refused in the documented shape', async () => {
  expect(await refusal(anApp(), {}, '/api/nothing')).toMatchObject({ status: 404, code: 'not_found' })
})
