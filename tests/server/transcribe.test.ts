import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import OpenAI from 'openai'
import { afterEach, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { Audio } from '../../server/chatkit/hooks.ts'
import { openaiTranscribe } from '../../server/openai.ts'
import type { TodoChatOptions } from '../../server/options.ts'
import { ChatClient } from '../helpers/chat-client.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function visit(options: TodoChatOptions): Promise<ChatClient> {
  const app = createTodoChat({ log: () => {}, ...options })
  return ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
}

const speech = (audio_base64: string, mime_type = 'audio/webm;codecs=opus') => ({
  type: 'input.transcribe',
  params: { audio_base64, mime_type },
})

interface Heard {
  path: string | undefined
  model: unknown
  name: string
  type: string
  bytes: Uint8Array
}

/** A transcription service on loopback; it fails with a status when one is given. */
async function aService(status = 200) {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    const form = await new Response(Buffer.concat(chunks), { headers }).formData()
    const file = form.get('file') as File
    const bytes = new Uint8Array(await file.arrayBuffer())
    heard.push({ path: request.url, model: form.get('model'), name: file.name, type: file.type, bytes })
    const answer = status === 200 ? { text: 'Buy milk' } : { error: { message: 'upstream secret text' } }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const client = new OpenAI({ apiKey: 'sk-test', baseURL, maxRetries: 0 })
  return { heard, transcribe: openaiTranscribe({ client, model: 'gpt-transcribe' }) }
}

test('speech arrives decoded, and its type without what comes after the semicolon', async () => {
  const heard: Audio[] = []
  const ana = await visit({
    transcribe: async (audio, { userId, signal }) => {
      expect([userId.startsWith('visitor:'), signal.aborted]).toEqual([true, false])
      heard.push(audio)
      return 'Buy milk'
    },
  })
  expect(await ana.json('input.transcribe', speech('GkXfo59C').params)).toEqual({ text: 'Buy milk' })
  expect(heard).toEqual([
    { data: new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42]), mediaType: 'audio/webm' },
  ])
})

test.each([
  ['audio/webm;codecs=opus', 'speech.webm', 'audio/webm'],
  ['audio/mp4', 'speech.mp4', 'audio/mp4'],
  ['audio/ogg; codecs=opus', 'speech.ogg', 'audio/ogg'],
  ['audio/x-m4a', 'speech.m4a', 'audio/x-m4a'],
])('%s goes to the service as %s', async (mime_type, name, type) => {
  const { heard, transcribe } = await aService()
  const ana = await visit({ transcribe })
  expect(await (await ana.post(speech('GkXfo59C', mime_type))).json()).toEqual({ text: 'Buy milk' })
  expect(heard).toMatchObject([{ path: '/v1/audio/transcriptions', model: 'gpt-transcribe', name, type }])
})

test.each([
  [400, 400, 'bad_request'],
  [401, 502, 'upstream_failed'],
  [404, 502, 'upstream_failed'],
  [429, 502, 'upstream_failed'],
  [500, 502, 'upstream_failed'],
])('a service that answers %i is told of as %i, without its words', async (status, told, code) => {
  const { transcribe } = await aService(status)
  const response = await (await visit({ transcribe })).post(speech('GkXfo59C'))
  const text = await response.text()
  expect([response.status, JSON.parse(text).error.code]).toEqual([told, code])
  expect(text).not.toMatch(/secret|sk-test|127\.0\.0\.1/)
})

test('a recording may have eleven million bytes, anything else no more than before', async () => {
  let length = 0
  const ana = await visit({
    transcribe: async ({ data }) => {
      length = data.length
      return ''
    },
  })
  const large = 'A'.repeat(14_000_000)
  expect((await ana.post(speech(large))).status).toBe(200)
  expect(length).toBe(10_500_000)
  expect((await ana.post(speech('A'.repeat(16_000_000)))).status).toBe(413)
  expect((await ana.post({ type: 'threads.list', params: { order: large } })).status).toBe(413)
  const body = `{"type":"input.transcribe","params":{"audio_base64":"AAAA","mime_type":"audio/webm","x":${'['.repeat(2e6)}`
  expect((await ana.ask('/api/chatkit/message', withToken(ana, body))).status).toBe(413)
  expect((await ana.ask('/api/chatkit/session', { method: 'POST', body: large })).status).toBe(413)
  const stranger = new ChatClient(ana.ask, 'nonsense')
  expect((await stranger.post(speech(large))).status).toBe(401)
})

const withToken = ({ token }: ChatClient, body: string): RequestInit => ({
  method: 'POST',
  body,
  headers: { authorization: `Bearer ${token}` },
})

test('what only calls itself a recording may have no more either', async () => {
  const ana = await visit({})
  const tag = { type: 'input_tag', id: 't', text: 'a tag', data: { audio_base64: 'A'.repeat(2_000_000) } }
  const input = { content: [tag], attachments: [], inference_options: {} }
  const response = await ana.post({ type: 'threads.create', params: { input } })
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({ error: { code: 'too_large' } })
})

test('nothing recorded, and nobody to listen, are said so', async () => {
  const silent = await (await visit({ transcribe: async () => '' })).post(speech(''))
  expect(silent.status).toBe(400)
  expect((await (await visit({})).post(speech('GkXf'))).status).toBe(501)
})

test('counts as a message, since it asks a model', async () => {
  const ana = await visit({ transcribe: async () => 'Hi', rateLimits: { messages: 1 } })
  expect((await ana.post(speech('GkXf'))).status).toBe(200)
  expect((await ana.post(speech('GkXf'))).status).toBe(429)
})
