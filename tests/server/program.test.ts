import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Attachment } from '../../server/chatkit/wire.ts'
import { askSession, ChatClient, overHttp, threadOf, userInput } from '../helpers/chat-client.ts'
import { aFile, aForm, bytesOf, PNG } from '../helpers/files.ts'
import { dataFolder, runProgram, startOnOwnData, startProgram } from '../helpers/program.ts'
import { scriptedModel } from '../helpers/scripted-model.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const start = (env: Record<string, string> = {}) => startOnOwnData(closing, env)

test('says where it listens, what answers and where data is kept', async () => {
  const program = await start()
  expect(program.output()).toMatch(/listening on http:\/\/127\.0\.0\.1:\d+/)
  expect(program.output()).toContain('built-in assistant')
  expect(program.output()).toContain('todo.db')
  expect(await (await fetch(`${program.url}/healthz`)).json()).toEqual({ status: 'ok' })
})

test('warns that hosting ends, and says what to do', async () => {
  const program = await start({ OPENAI_API_KEY: 'sk-test', CHATKIT_WORKFLOW_ID: 'wf_1' })
  expect(program.output()).toMatch(/2026-11-30.*Unset CHATKIT_WORKFLOW_ID/)
})

test('what was said and done is there after SIGKILL, for the same visitor', async () => {
  const folder = await dataFolder()
  closing.push(folder.remove)
  const env = { DATABASE_URL: `file:${join(folder.path, 'todo.db')}` }
  const first = await startProgram(env)
  const session = await askSession(overHttp(first.url))
  const thread = threadOf(
    await new ChatClient(overHttp(first.url), session.client_secret).say('Add a task to buy groceries'),
  )
  await first.end('SIGKILL')

  const second = await startProgram(env)
  closing.push(() => second.end('SIGKILL'))
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ visitor: session.visitor })
  const again = await askSession(overHttp(second.url), { body, headers })
  const client = new ChatClient(overHttp(second.url), again.client_secret)
  expect(await client.json('threads.get_by_id', { thread_id: thread })).toMatchObject({
    title: 'Add a task to buy groceries',
    items: { data: [{ type: 'user_message' }, { type: 'assistant_message' }, { type: 'widget' }] },
  })
  expect(JSON.stringify(await client.say("What's pending?", thread))).toContain('Buy groceries')
})

test('refuses uploads beyond what one user may keep', async () => {
  const folder = await dataFolder()
  closing.push(folder.remove)
  const program = await start({ ATTACHMENTS_QUOTA_MB: '1', ATTACHMENTS_URL: `file:${folder.path}` })
  const { client_secret } = await askSession(overHttp(program.url))
  const upload = (bytes: number) =>
    fetch(`${program.url}/api/chatkit/attachments`, {
      method: 'POST',
      body: aForm(new File(['x'.repeat(bytes)], 'note.txt', { type: 'text/plain' })),
      headers: { authorization: `Bearer ${client_secret}` },
    })
  expect((await upload(1024 * 1024 + 1)).status).toBe(413)
  expect((await upload(1000)).status).toBe(200)
})

test('refuses to start with a bad value, says which, and exits', async () => {
  const { code, output } = await runProgram({ PORT: 'http', ANONYMOUS: 'maybe' })
  expect(code).toBe(1)
  expect(output).toContain('PORT must be')
  expect(output).toContain('ANONYMOUS must be')
  expect(output).not.toContain('    at ')
})

test('says so when its port is taken', async () => {
  const program = await start()
  const folder = await dataFolder()
  closing.push(folder.remove)
  const { code, output } = await runProgram({
    PORT: new URL(program.url).port,
    DATABASE_URL: `file:${join(folder.path, 'b.db')}`,
  })
  expect(code).toBe(1)
  expect(output).toContain('is in use')
})

test('asked to stop, it lets a running turn finish and exits with 0', async () => {
  const upstream = await scriptedModel([{ say: Array(20).fill('word '), pauseMs: 25 }])
  closing.push(upstream.close)
  const program = await start({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: upstream.url })
  const client = await ChatClient.visit(overHttp(program.url))
  const response = await client.post({ type: 'threads.create', params: { input: userInput('Hi') } })
  const text = response.text()
  const ended = program.end('SIGTERM')
  expect(await text).toContain(`"text":"${'word '.repeat(20)}"`)
  expect(await ended).toBe(0)
})

test('the bundle is for every site, compressed, with a tag', async () => {
  const { url } = await start({
    NODE_ENV: 'production',
    SESSION_SECRET: 'x'.repeat(40),
    ALLOWED_ORIGINS: 'https://a.example',
  })
  const response = await fetch(`${url}/todo-chat.js`, { headers: { 'accept-encoding': 'br' } })
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-encoding': 'br',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  })
  const etag = response.headers.get('etag') ?? ''
  const again = await fetch(`${url}/todo-chat.js`, { headers: { 'if-none-match': etag } })
  expect(again.status).toBe(304)
  const { default: manifest } = await import('../../package.json', { with: { type: 'json' } })
  const pinned = await fetch(`${url}/todo-chat@${manifest.version}.js`)
  expect(pinned.headers.get('cache-control')).toContain('immutable')
  expect((await fetch(`${url}/todo-chat@0.0.0.js`)).status).toBe(404)
  expect((await fetch(`${url}/..%2fpackage.json`)).status).toBe(404)
})

test('a page of another site can read that its endpoint is wrong', async () => {
  const { url } = await start()
  const origin = 'https://shop.example.com'
  const asks = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }
  const preflight = await fetch(`${url}/chat/session`, { method: 'OPTIONS', headers: { origin, ...asks } })
  expect(preflight.ok).toBe(true)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type')

  const response = await fetch(`${url}/chat/session`, { method: 'POST', headers: { origin } })
  expect(response.status).toBe(404)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(await response.json()).toMatchObject({ message: 'There is no POST /chat/session.' })
  const page = await fetch(url, { headers: { origin } })
  expect(page.headers.get('access-control-allow-origin')).toBeNull()
})

test('an upload is in its folder after SIGKILL, and gone when it is deleted', async () => {
  const folder = await dataFolder()
  closing.push(folder.remove)
  const kept = join(folder.path, 'attachments')
  const env = { DATABASE_URL: `file:${join(folder.path, 'todo.db')}`, ATTACHMENTS_URL: `file:${kept}` }
  const first = await startProgram(env)
  const ana = await ChatClient.visit(overHttp(first.url))
  const headers = { authorization: `Bearer ${ana.token}` }
  const init = { method: 'POST', body: aForm(aFile(PNG, 'cat.png', 'image/png')), headers }
  const response = await ana.ask('/api/chatkit/attachments', init)
  const { id, preview_url = '' } = (await response.json()) as Attachment
  await first.end('SIGKILL')
  expect(await readdir(kept)).toEqual([id])

  const second = await startProgram(env)
  closing.push(() => second.end('SIGKILL'))
  const image = await fetch(preview_url.replace(first.url, second.url))
  expect(await bytesOf(image)).toEqual(PNG)
  await new ChatClient(overHttp(second.url), ana.token).json('attachments.delete', { attachment_id: id })
  expect(await readdir(kept)).toEqual([])
})
