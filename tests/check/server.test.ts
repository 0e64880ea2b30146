import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { scriptedModel } from '../helpers/scripted-model.ts'
import {
  behind,
  chat,
  check,
  closeLater,
  said,
  show,
  site,
  startOther,
  tag,
  useSiteAndProgram,
  withHosts,
  wrong,
} from './site.ts'

useSiteAndProgram()

test('a server that does not run is a problem, and nothing more is asked of it', async () => {
  const gone = await startOther({})
  show(tag(gone.url))
  await gone.end()
  const findings = await check()
  expect(wrong(findings)).toEqual(['script problem', 'view warning', 'server problem'])
  expect(said(findings, 'server')).toContain('nothing listens there')
})

test('a proxy that does not reach the server is a problem', async () => {
  const gone = await startOther({})
  show(tag(chat.url))
  const endpoint = `${await behind(gone.url, {})}/api/chatkit`
  await gone.end()
  const findings = await check({ endpoint })
  expect(wrong(findings)).toEqual(['server problem'])
  expect(said(findings, 'server')).toContain('answers 502')
})

test('a site that is not allowed reads how to allow it', async () => {
  const strict = await startOther({ ALLOWED_ORIGINS: 'https://elsewhere.example' })
  show(tag(strict.url))
  const findings = await check()
  expect(wrong(findings)).toEqual(['origin problem'])
  expect(said(findings, 'origin')).toContain(`Add ${site.origin} to ALLOWED_ORIGINS`)
})

test('a proxy that drops CORS is found out, by the preflight and by the answer', async () => {
  const url = await behind(chat.url, {
    options: 405,
    toBrowser: (headers) => delete headers['access-control-allow-origin'],
  })
  show(tag(chat.url))
  const findings = await check({ endpoint: `${url}/api/chatkit` })
  expect(wrong(findings)).toEqual(['preflight problem', 'origin problem'])
  expect(said(findings, 'preflight')).toContain('answers 405')
  expect(said(findings, 'origin')).toContain('without Access-Control-Allow-Origin')
})

test('a preflight that leaves a header out is a problem', async () => {
  const url = await behind(chat.url, {
    toBrowser: (headers) => {
      if (headers['access-control-allow-headers']) headers['access-control-allow-headers'] = 'content-type'
    },
  })
  show(tag(chat.url))
  const findings = await check({ endpoint: `${url}/api/chatkit` })
  expect(wrong(findings)).toContain('preflight problem')
  expect(said(findings, 'preflight')).toContain('the header authorization')
})

test('something else in place of the session endpoint is a problem', async () => {
  show(tag(site.origin))
  site.routes['/api/chatkit/session'] = () => ({ body: '<h1>Shop</h1>' })
  expect(said(await check(), 'session')).toContain('without a client_secret')
  delete site.routes['/api/chatkit/session']
  expect(said(await check(), 'session')).toContain('Check data-endpoint')
})

test('a server that admits signed-in users only wants a token', async () => {
  const secret = 'a-shared-secret-of-the-host-site-0123456789'
  const strict = await startOther({ AUTH_JWT_SECRET: secret })
  show(tag(strict.url))
  expect(said(await check(), 'session')).toContain('--token TOKEN')
  expect(said(await check({ token: 'wrong' }), 'session')).toContain('AUTH_JWT_SECRET')
  const token = await new SignJWT({ sub: 'ana' })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1m')
    .sign(new TextEncoder().encode(secret))
  expect(wrong(await check({ token }))).toEqual([])
})

test('a proxy that drops the token is found out', async () => {
  const url = await behind(chat.url, { toServer: (headers) => delete headers.authorization })
  show(tag(chat.url))
  const findings = await check({ endpoint: `${url}/api/chatkit` })
  expect(wrong(findings)).toContain('token problem')
  expect(said(findings, 'token')).toContain('Check that the proxy passes the header Authorization on')
})

test('a conversation that OpenAI hosts is warned of', async () => {
  const upstream = await scriptedModel(() => ({
    status: 200,
    body: { id: 'cksess_1', client_secret: 'ek_1', expires_at: Math.floor(Date.now() / 1000) + 600 },
  }))
  closeLater(upstream.close)
  const hosted = await startOther({
    CHATKIT_WORKFLOW_ID: 'wf_1',
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: upstream.url,
  })
  show(tag(hosted.url))
  const findings = await check()
  expect(wrong(findings)).toEqual(['token warning'])
  expect(said(findings, 'token')).toContain('2026-11-30')
})

test('a chat that talks to a ChatKit server directly is checked without a session', async () => {
  const session = await (await fetch(`${chat.url}/api/chatkit/session`, { method: 'POST' })).json()
  const { client_secret } = session as { client_secret: string }
  const src = `${chat.url}/todo-chat.js`
  const api = `data-api-url="${chat.url}/api/chatkit/message"`
  show(
    `<script src="${src}" ${api} data-domain-key="domain_pk_1" data-auth-token="${client_secret}"></script>`,
  )
  const findings = await check()
  expect(wrong(findings)).toEqual([])
  expect(findings.map(({ subject }) => subject)).not.toContain('session')
})

const SHOP = 'https://shop.example'
const CHAT = 'https://chat.example'
const ALLOWED = { ALLOWED_ORIGINS: SHOP }

/** Checks the site and a program under public names. */
async function checkPublic(url: string, page = SHOP) {
  const hosts = { [SHOP]: site.origin, 'http://shop.example': site.origin, [CHAT]: url }
  return check({ site: `${page}/`, reach: { fetch: withHosts(hosts), origin: page } })
}

test('behind a proxy the address and the domain key must be set', async () => {
  show(tag(CHAT))
  const bare = await startOther(ALLOWED)
  const findings = await checkPublic(bare.url)
  expect(wrong(findings)).toEqual(['address problem'])
  expect(said(findings, 'address')).toContain(`PUBLIC_URL=${CHAT}`)

  const keyless = await startOther({ ...ALLOWED, PUBLIC_URL: CHAT })
  const then = await checkPublic(keyless.url)
  expect(wrong(then)).toEqual(['domain-key problem'])
  expect(said(then, 'domain-key')).toContain('CHATKIT_DOMAIN_KEY')

  const whole = await startOther({ ...ALLOWED, PUBLIC_URL: CHAT, CHATKIT_DOMAIN_KEY: 'domain_pk_1' })
  expect(wrong(await checkPublic(whole.url))).toEqual([])
})

test('the built-in view needs no domain key', async () => {
  show(tag(CHAT, 'data-renderer="built-in"'))
  const keyless = await startOther({ ...ALLOWED, PUBLIC_URL: CHAT })
  expect(wrong(await checkPublic(keyless.url))).toEqual([])
})

test('plain HTTP is a problem, of the site and of the server', async () => {
  show(tag('http://chat.example'))
  const findings = await checkPublic(chat.url)
  expect(said(findings, 'https')).toContain('browsers block such requests')
  show(tag(CHAT))
  expect(said(await checkPublic(chat.url, 'http://shop.example'), 'https')).toContain(
    'Serve the site over HTTPS',
  )
})
