import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { userTokens } from '../../server/identity.ts'
import { jsonLog } from '../../server/log.ts'
import { hostedSessions } from '../../server/openai.ts'
import { originMatcher } from '../../server/origins.ts'
import { askSession, ChatClient, userInput } from '../helpers/chat-client.ts'
import { scriptedModel } from '../helpers/scripted-model.ts'
import { anApp, bearer, refusal, SECRET, userToken } from '../helpers/session-server.ts'

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

test.each([
  ['https://example.com/', 'https://example.com'],
  ['https://example.com:443', 'https://example.com'],
  ['http://example.com:80/', 'http://example.com'],
  ['HTTPS://Shop.Example.com', 'https://shop.example.com'],
  ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
  ['https://*.München.example/', 'https://a.xn--mnchen-3ya.example'],
  ['http://[::1]:*', 'http://[::1]:8080'],
])('a site may be written %s, and is let in as %s', (entry, origin) => {
  expect(originMatcher([entry])(origin)).toBe(true)
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

  test('what does not reach the assistant leaves the budget of the day to others', async () => {
    const ask = anApp({ rateLimits: { daily: 2, messages: 1000 } })
    const client = await ChatClient.visit(ask)
    const audio = { audio_base64: 'GkXf', mime_type: 'audio/webm' }
    for (let index = 0; index < 5; index++) {
      await expect(client.say('hello', 'thr_none')).rejects.toThrow('404')
      await expect(client.events('threads.add_user_message', {})).rejects.toThrow('400')
      await expect(client.json('input.transcribe', audio)).rejects.toThrow('501')
    }
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => client.say('hello')))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  })
})

test('a path that is not there is refused in the documented shape', async () => {
  expect(await refusal(anApp(), {}, '/api/nothing')).toMatchObject({ status: 404, code: 'not_found' })
})
