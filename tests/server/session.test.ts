import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionAnswer } from '../../server/chatkit/wire.ts'
import { userTokens } from '../../server/identity.ts'
import { type Ask, askSession, ChatClient } from '../helpers/chat-client.ts'
import {
  anApp,
  bearer,
  key,
  loadThreads,
  OWN_SECRET,
  refusal,
  SECRET,
  SITE,
  userToken,
} from '../helpers/session-server.ts'

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

  test.each([{ secret: undefined }, { secret: '' }, { issuer: 'https://site' }])(
    'cannot be told by %j, which names no key, and that is said at once',
    (options) => {
      expect(() => userTokens(options)).toThrow(/Give it { secret } or { jwksUrl }.*AUTH_JWT_SECRET/)
    },
  )

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
