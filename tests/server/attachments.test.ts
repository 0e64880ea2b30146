import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { Attachment, ErrorAnswer, Thread } from '../../server/chatkit/wire.ts'
import type { TodoChatOptions } from '../../server/options.ts'
import { memoryStorage } from '../../server/storage/memory.ts'
import { type BlobStore, memoryBlobs } from '../../server/uploads/blob-store.ts'
import { createSignedUrls } from '../../server/uploads/signed-urls.ts'
import { sweepOrphans } from '../../server/uploads/sweep.ts'
import { askSession, ChatClient, overHttp, threadOf, typesOf, userInput } from '../helpers/chat-client.ts'
import { aFile, aForm, bytesOf, GIF, HTML, JPEG, PDF, PNG, SVG, WEBP } from '../helpers/files.ts'

const SECRET = 'the-secret-of-this-server-0123456789-abcdef'
const NEXT_SECRET = 'the-next-secret-of-this-server-0123456789-ab'
const MB = 1024 * 1024
const HOUR = 3600_000
const SITE = 'http://localhost:3000'

/** A server, what it keeps, and its clock. */
function aServer(options: TodoChatOptions = {}) {
  const storage = memoryStorage()
  const kept = new Set<string>()
  const blobs = watched(memoryBlobs(), kept)
  const clock = { ms: Date.UTC(2026, 0, 5, 10, 20) }
  const app = createTodoChat({
    storage,
    attachments: { blobs, ...options.attachments },
    sessionSecrets: [SECRET],
    now: () => new Date(clock.ms),
    log: () => {},
    ...Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'attachments')),
  })
  const ask = async (path: string, init?: RequestInit) => app.request(path.replace(/^\/api/, ''), init)
  return { app, ask, storage, blobs, kept, clock, visit: () => ChatClient.visit(ask) }
}

/** A store that tells which bytes it keeps. */
const watched = (blobs: BlobStore, kept: Set<string>): BlobStore => ({
  ...blobs,
  async put(id, bytes) {
    await blobs.put(id, bytes)
    kept.add(id)
  },
  async delete(id) {
    await blobs.delete(id)
    kept.delete(id)
  },
})

const send = (client: ChatClient, file: File, headers: Record<string, string> = {}) =>
  client.ask('/api/chatkit/attachments', {
    method: 'POST',
    body: aForm(file),
    headers: { authorization: `Bearer ${client.token}`, ...headers },
  })

async function upload(client: ChatClient, file: File): Promise<Attachment> {
  const response = await send(client, file)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Attachment
}

const announce = (client: ChatClient, params: object = {}) =>
  client.json<Attachment>('attachments.create', {
    name: 'cat.png',
    size: PNG.length,
    mime_type: 'image/png',
    ...params,
  })

const pathOf = (url = '') => url.replace(/^https?:\/\/[^/]+/, '')
const uploadTo = (attachment: Attachment) => pathOf(attachment.upload_descriptor?.url)
const put = (client: ChatClient, path: string, body: BodyInit = PNG) =>
  client.ask(path, { method: 'PUT', body })
const message = (attachments: string[], text = 'Look') => ({ input: { ...userInput(text), attachments } })

async function refusal(
  answer: Promise<Response>,
): Promise<{ status: number; code: string; message: string }> {
  const response = await answer
  const { error } = (await response.json()) as ErrorAnswer
  return { status: response.status, ...error }
}

describe('a direct upload', () => {
  test('is answered with the attachment, and its image can be seen at the link', async () => {
    const server = aServer()
    const ana = await server.visit()
    const attachment = await upload(ana, aFile(PNG, 'cat.png', 'image/png'))
    expect(attachment).toEqual({
      id: expect.stringMatching(/^atc_[0-9a-f]{24}$/),
      type: 'image',
      name: 'cat.png',
      mime_type: 'image/png',
      preview_url: expect.stringMatching(/^http:\/\/localhost\/chatkit\/attachments\/atc_/),
    })
    const image = await ana.ask(pathOf(attachment.preview_url))
    expect(image.status).toBe(200)
    expect(await bytesOf(image)).toEqual(PNG)
    expect(Object.fromEntries(image.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename="cat.png"; filename*=UTF-8''cat.png`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': expect.stringContaining('private'),
    })
  })

  test.each<[string, Uint8Array<ArrayBuffer> | string, string, string]>([
    ['a.png', PNG, 'image/png', 'image/png'],
    ['a.jpg', JPEG, 'image/jpeg', 'image/jpeg'],
    ['a.gif', GIF, 'image/gif', 'image/gif'],
    ['a.webp', WEBP, 'image/webp', 'image/webp'],
    ['a.pdf', PDF, 'application/pdf', 'application/pdf'],
    ['a.txt', 'BMW or Škoda?', 'text/plain;charset=UTF-8', 'text/plain'],
    ['a.md', '# Plan', 'text/markdown', 'text/markdown'],
    ['a.csv', 'a,b\n1,2', 'text/csv', 'text/csv'],
    ['a.json', ' {"a":1}', 'application/json', 'application/json'],
    ['notes.md', '# Plan', 'application/octet-stream', 'text/markdown'],
    ['table.csv', 'a,b', 'application/vnd.ms-excel', 'text/csv'],
    ['photo.jpg', JPEG, 'image/jpg', 'image/jpeg'],
    ['empty.txt', '', 'text/plain', 'text/plain'],
  ])('%s is taken for what it is', async (name, content, declared, mime_type) => {
    const server = aServer()
    const attachment = await upload(await server.visit(), aFile(content, name, declared))
    expect(attachment).toMatchObject({
      name,
      mime_type,
      type: mime_type.startsWith('image/') ? 'image' : 'file',
    })
    expect('preview_url' in attachment).toBe(mime_type.startsWith('image/'))
  })

  test.each<[string, Uint8Array<ArrayBuffer> | string, string, string]>([
    ['a page', HTML, 'a.html', 'text/html'],
    ['a drawing that can run', SVG, 'a.svg', 'image/svg+xml'],
    ['a script', 'alert(1)', 'a.js', 'text/javascript'],
    ['a page that says it is an image', HTML, 'a.png', 'image/png'],
    ['a drawing that says it is an image', SVG, 'a.png', 'image/png'],
    ['a drawing that says it is text', SVG, 'a.txt', 'text/plain'],
    ['a page that says it is text', HTML, 'a.txt', 'text/plain'],
    ['an image that says it is another kind of image', PNG, 'a.jpg', 'image/jpeg'],
    ['an image that says it is a document', PNG, 'a.pdf', 'application/pdf'],
    ['a document that says it is text', PDF, 'a.txt', 'text/plain'],
    ['an image that says it is text', GIF, 'a.csv', 'text/csv'],
    ['a text that is not UTF-8', new Uint8Array([0xff, 0xfe, 0x41, 0x00]), 'a.txt', 'text/plain'],
    ['a text with a zero byte', 'a\0b', 'a.txt', 'text/plain'],
    ['words that say they are JSON', 'hello', 'a.json', 'application/json'],
    ['nothing that says it is an image', '', 'a.png', 'image/png'],
    ['a file without a type', 'MZ', 'setup.exe', ''],
  ])('of %s is refused and nothing is kept', async (_what, content, name, type) => {
    const server = aServer()
    const ana = await server.visit()
    expect(await refusal(send(ana, aFile(content, name, type)))).toMatchObject({
      status: 415,
      code: 'unsupported_media_type',
      message: expect.stringMatching(/\.$/),
    })
    expect(server.kept.size).toBe(0)
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ana\\plan.txt', 'plan.txt'],
    ['a\u0000b\u001f\u007f.txt', 'ab.txt'],
    ['photo\u202egnp.txt', 'photognp.txt'],
    ['..', 'file'],
    ['überraschung 🎉.txt', 'überraschung 🎉.txt'],
    [`${'x'.repeat(300)}.txt`, `${'x'.repeat(196)}.txt`],
  ])('named %j is kept as %j', async (name, kept) => {
    const ana = await aServer().visit()
    const attachment = await announce(ana, { name, mime_type: 'text/plain' })
    expect(attachment.name).toBe(kept)
  })

  test('needs a session, a form with a file, and a site that is let in', async () => {
    const server = aServer()
    const ana = await server.visit()
    const file = aFile(PNG, 'cat.png', 'image/png')
    const post = (body: BodyInit, headers: Record<string, string> = {}) =>
      refusal(
        server.ask('/api/chatkit/attachments', {
          method: 'POST',
          body,
          headers: { authorization: `Bearer ${ana.token}`, ...headers },
        }),
      )
    expect(await refusal(send(new ChatClient(server.ask, 'nonsense'), file))).toMatchObject({ status: 401 })
    expect(await post(JSON.stringify({}), { 'content-type': 'application/json' })).toMatchObject({
      status: 415,
    })
    expect(await post('--x', { 'content-type': 'multipart/form-data; boundary=x' })).toMatchObject({
      status: 400,
    })
    expect(await post(new FormData())).toMatchObject({ status: 400 })
    expect(await refusal(send(ana, file, { origin: 'https://evil.example' }))).toMatchObject({ status: 403 })
    expect((await send(ana, file, { origin: SITE })).headers.get('access-control-allow-origin')).toBe(SITE)
  })

  test('too often is told to wait', async () => {
    const ana = await aServer({ rateLimits: { messages: 1 } }).visit()
    await upload(ana, aFile('a', 'a.txt', 'text/plain'))
    expect(await refusal(send(ana, aFile('a', 'a.txt', 'text/plain')))).toMatchObject({ status: 429 })
  })

  test('that is too large is refused, told or not, and no more is read than may come', async () => {
    const server = aServer({ attachments: { maxBytes: MB } })
    const ana = await server.visit()
    const large = aFile(new Uint8Array(MB + 1).fill(65), 'a.txt', 'text/plain')
    const wanted = { status: 413, code: 'too_large', message: 'A file may have 1 MB at most.' }
    expect(await refusal(send(ana, large))).toMatchObject(wanted)
    let read = 0
    const endless = new ReadableStream({
      pull(controller) {
        read += 64 * 1024
        controller.enqueue(new Uint8Array(64 * 1024).fill(65))
      },
    })
    const init = { method: 'PUT', body: endless, duplex: 'half' } as RequestInit
    const announced = await announce(ana, { size: 5, name: 'a.txt', mime_type: 'text/plain' })
    expect(await refusal(ana.ask(uploadTo(announced), init))).toMatchObject(wanted)
    expect(read).toBeLessThan(MB + 4 * 64 * 1024)
    expect(server.kept.size).toBe(0)
  })
})

describe('a two-phase upload', () => {
  test('is announced, put with a signed URL instead of a token, and sent', async () => {
    const server = aServer()
    const ana = await server.visit()
    const announced = await announce(ana)
    expect(announced).toMatchObject({
      type: 'image',
      preview_url: expect.any(String),
      upload_descriptor: {
        url: expect.stringContaining(`http://localhost/chatkit/attachments/${announced.id}?`),
        method: 'PUT',
        headers: {},
      },
    })
    expect('metadata' in announced).toBe(false)
    const early = await ana.post({ type: 'threads.create', params: message([announced.id]) })
    expect(early.status).toBe(409)

    const done = await put(ana, uploadTo(announced))
    expect(done.status).toBe(200)
    expect(await done.json()).toEqual({
      id: announced.id,
      type: 'image',
      name: 'cat.png',
      mime_type: 'image/png',
      preview_url: expect.any(String),
    })
    const events = await ana.events('threads.create', message([announced.id]))
    expect(typesOf(events).slice(0, 2)).toEqual(['thread.created', 'thread.item.done'])
    const thread = await ana.json<Thread>('threads.get_by_id', { thread_id: threadOf(events) })
    expect(thread.items.data[0]).toMatchObject({ attachments: [{ id: announced.id, thread_id: thread.id }] })
    expect(JSON.stringify([thread, events])).not.toMatch(/upload_descriptor|"size"/)
  })

  test('can be posted as a form', async () => {
    const ana = await aServer().visit()
    const announced = await announce(ana)
    const body = aForm(aFile(PNG, 'other.png', 'image/png'))
    const response = await ana.ask(uploadTo(announced), { method: 'POST', body })
    expect(await response.json()).toMatchObject({ id: announced.id, name: 'cat.png' })
    expect(await bytesOf(await ana.ask(pathOf(announced.preview_url)))).toEqual(PNG)
  })

  test('can be repeated when its answer was lost, until it is sent', async () => {
    const ana = await aServer().visit()
    const announced = await announce(ana)
    expect((await put(ana, uploadTo(announced))).status).toBe(200)
    expect((await put(ana, uploadTo(announced))).status).toBe(200)
    await ana.events('threads.create', message([announced.id]))
    expect(await refusal(put(ana, uploadTo(announced)))).toMatchObject({ status: 409 })
  })

  test('has to be what was announced', async () => {
    const server = aServer({ attachments: { maxBytes: MB } })
    const ana = await server.visit()
    const create = (params: object) =>
      refusal(
        ana.post({ type: 'attachments.create', params: { name: 'a', size: 1, mime_type: '', ...params } }),
      )
    expect(await create({ mime_type: 'text/html' })).toMatchObject({ status: 415 })
    expect(await create({ mime_type: 'image/svg+xml' })).toMatchObject({ status: 415 })
    expect(await create({ mime_type: 'image/png', size: MB + 1 })).toMatchObject({ status: 413 })
    const announced = await announce(ana)
    expect(await refusal(put(ana, uploadTo(announced), HTML))).toMatchObject({ status: 415 })
    expect(await refusal(put(ana, uploadTo(announced), GIF))).toMatchObject({ status: 415 })
    expect(server.kept.size).toBe(0)
  })

  test('with a URL that has expired is refused', async () => {
    const server = aServer()
    const ana = await server.visit()
    const announced = await announce(ana)
    server.clock.ms += 15 * 60_000
    expect(await refusal(put(ana, uploadTo(announced)))).toMatchObject({ status: 401, code: 'unauthorized' })
  })

  test('with a URL that was tampered with, or is for something else, is refused', async () => {
    const server = aServer()
    const [ana, ben] = [await server.visit(), await server.visit()]
    const [mine, other] = [await announce(ana), await announce(ben)]
    const changed = (change: (url: URL) => void) => {
      const url = new URL(mine.upload_descriptor?.url ?? '')
      change(url)
      return url.pathname + url.search
    }
    const ofBen = new URL(other.upload_descriptor?.url ?? '').searchParams
    const paths = [
      changed((url) => url.searchParams.set('user', ofBen.get('user') ?? '')),
      changed((url) => url.searchParams.set('expires', '9999999999')),
      changed((url) => url.searchParams.set('expires', 'never')),
      changed((url) => url.searchParams.set('signature', ofBen.get('signature') ?? '')),
      changed((url) => url.searchParams.set('signature', '%%%')),
      changed((url) => url.searchParams.delete('signature')),
      changed((url) => {
        url.pathname = url.pathname.replace(mine.id, other.id)
      }),
      pathOf(mine.preview_url),
      `/chatkit/attachments/${mine.id}`,
    ]
    for (const path of paths) expect([path, (await put(ana, path)).status]).toEqual([path, 401])
    expect((await ana.ask(uploadTo(mine))).status).toBe(401)
    expect((await put(ana, uploadTo(mine))).status).toBe(200)
  })

  test('with a URL signed with an older secret is taken as long as that one is listed', async () => {
    const before = aServer()
    const ana = await before.visit()
    const path = uploadTo(await announce(ana))
    const restarted = (sessionSecrets: string[]) =>
      aServer({ storage: before.storage, sessionSecrets, now: () => new Date(before.clock.ms) })
    expect((await put(new ChatClient(restarted([NEXT_SECRET]).ask, ''), path)).status).toBe(401)
    expect((await put(new ChatClient(restarted([NEXT_SECRET, SECRET]).ask, ''), path)).status).toBe(200)
  })
})

describe('a link to an image', () => {
  test('expires, and a conversation that is loaded again has a new one', async () => {
    const server = aServer()
    const { visitor, client_secret } = await askSession(server.ask)
    const ana = new ChatClient(server.ask, client_secret)
    const image = await upload(ana, aFile(PNG, 'cat.png', 'image/png'))
    const thread_id = threadOf(await ana.events('threads.create', message([image.id])))
    const load = async () => {
      const headers = { 'content-type': 'application/json' }
      const session = await askSession(server.ask, { body: JSON.stringify({ visitor }), headers })
      const client = new ChatClient(server.ask, session.client_secret)
      const thread = await client.json<Thread>('threads.get_by_id', { thread_id })
      const [item] = thread.items.data
      return item?.type === 'user_message' ? item.attachments[0]?.preview_url : undefined
    }
    server.clock.ms += HOUR
    expect((await ana.ask(pathOf(image.preview_url))).status).toBe(200)
    server.clock.ms += HOUR
    expect((await ana.ask(pathOf(image.preview_url))).status).toBe(401)
    const fresh = await load()
    expect(fresh).not.toBe(image.preview_url)
    expect(await load()).toBe(fresh)
    expect(await bytesOf(await ana.ask(pathOf(fresh)))).toEqual(PNG)
  })

  test('can be followed by a frame of another origin, and asked for its head', async () => {
    const server = aServer()
    const ana = await server.visit()
    const { preview_url } = await upload(ana, aFile(PNG, 'cat.png', 'image/png'))
    const headers = { origin: 'https://cdn.platform.openai.com' }
    expect((await ana.ask(pathOf(preview_url), { headers })).status).toBe(200)
    const head = await ana.ask(pathOf(preview_url), { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'image/png', ''])
  })

  test('is made for where callers reach the server', async () => {
    const ana = await aServer({ publicUrl: 'https://chat.example.com' }).visit()
    const base = 'https://chat.example.com/chatkit/attachments/atc_'
    const { preview_url } = await upload(ana, aFile(PNG, 'cat.png', 'image/png'))
    expect(preview_url).toContain(base)
    const announced = await announce(ana)
    expect(announced.upload_descriptor?.url).toContain(base)
    const put = await ana.ask(uploadTo(announced), { method: 'PUT', body: PNG })
    expect(await put.json()).toMatchObject({ preview_url: expect.stringContaining(base) })
  })

  test.each<[string, string, string, string]>([
    ['a text', 'text/markdown', '# Plan', 'text/markdown; charset=utf-8'],
    ['JSON', 'application/json', '{}', 'application/json; charset=utf-8'],
    ['a page an owner wants to accept', 'text/html', '<p>Hi</p>', 'application/octet-stream'],
  ])('like one to %s is for saving, never for opening', async (_what, type, content, served) => {
    const server = aServer({ attachments: { accept: [type] } })
    const ana = await server.visit()
    const { id } = await upload(ana, aFile(content, 'Übung "1".x', type))
    const { sub: userId } = JSON.parse(atob(ana.token.split('.')[1] ?? '')) as { sub: string }
    const urls = createSignedUrls([SECRET], () => new Date(server.clock.ms))
    const grant = { purpose: 'read' as const, userId, attachmentId: id, expires: server.clock.ms / 1000 + 60 }
    const file = await ana.ask(pathOf(await urls.sign(`http://localhost/chatkit/attachments/${id}`, grant)))
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': served,
      'content-disposition': `attachment; filename="_bung _1_.x"; filename*=UTF-8''%C3%9Cbung%20%221%22.x`,
      'x-content-type-options': 'nosniff',
    })
    expect(await file.text()).toBe(content)
  })
})

describe('an upload', () => {
  test('of somebody else cannot be sent, deleted or seen', async () => {
    const server = aServer()
    const [ana, ben] = [await server.visit(), await server.visit()]
    const { id, preview_url } = await upload(ana, aFile(PNG, 'cat.png', 'image/png'))
    const asBen = (type: string, params: object) => refusal(ben.post({ type, params }))
    expect(await asBen('threads.create', message([id]))).toMatchObject({ status: 404 })
    expect(await asBen('attachments.delete', { attachment_id: id })).toMatchObject({ status: 404 })
    const mine = await upload(ben, aFile(PNG, 'cat.png', 'image/png'))
    const swapped = pathOf(mine.preview_url).replace(mine.id, id)
    expect((await ben.ask(swapped)).status).toBe(401)
    expect((await ana.ask(pathOf(preview_url))).status).toBe(200)
    expect([...server.kept]).toContain(id)
  })

  test('that is deleted is gone, bytes and record', async () => {
    const server = aServer()
    const ana = await server.visit()
    const { id, preview_url } = await upload(ana, aFile(PNG, 'cat.png', 'image/png'))
    expect(await ana.json('attachments.delete', { attachment_id: id })).toEqual({})
    expect(server.kept.size).toBe(0)
    expect((await ana.ask(pathOf(preview_url))).status).toBe(404)
  })

  test('goes with the thread it was sent in', async () => {
    const server = aServer()
    const ana = await server.visit()
    const sent = await upload(ana, aFile(PNG, 'cat.png', 'image/png'))
    const kept = await upload(ana, aFile(PNG, 'dog.png', 'image/png'))
    const thread_id = threadOf(await ana.events('threads.create', message([sent.id])))
    await ana.json('threads.delete', { thread_id })
    expect([...server.kept]).toEqual([kept.id])
    expect((await ana.ask(pathOf(sent.preview_url))).status).toBe(404)
  })

  test('that was never sent is swept after a day, one that was sent stays', async () => {
    const server = aServer()
    const { storage, blobs, clock } = server
    const now = () => new Date(clock.ms)
    const ana = await server.visit()
    const sent = await upload(ana, aFile(PNG, 'cat.png', 'image/png'))
    await ana.events('threads.create', message([sent.id]))
    const left = await upload(ana, aFile(PNG, 'dog.png', 'image/png'))
    await announce(ana)
    clock.ms += 23 * HOUR
    const ben = await server.visit()
    const young = await upload(ben, aFile(PNG, 'dog.png', 'image/png'))
    expect(await sweepOrphans({ store: storage.threads, blobs, now })).toBe(0)
    clock.ms += HOUR + 1
    expect(await sweepOrphans({ store: storage.threads, blobs, now })).toBe(2)
    expect([...server.kept].sort()).toEqual([sent.id, young.id].sort())
    expect([...server.kept]).not.toContain(left.id)
  })

  test('is swept with hundreds of others', async () => {
    const { storage, blobs } = aServer()
    for (let index = 0; index < 250; index++) {
      const attachment = { type: 'file', id: `atc_${index}`, name: 'a', mime_type: 'text/plain' } as const
      await storage.threads.saveAttachment(`user:${index % 3}`, attachment, 0)
    }
    expect(await sweepOrphans({ store: storage.threads, blobs })).toBe(250)
  })
})

describe('over the network', () => {
  let server: Server
  let base: string
  let app: Hono
  beforeAll(async () => {
    app = aServer({ attachments: { maxBytes: 2 * MB }, now: () => new Date() }).app
    await new Promise<void>((resolve) => {
      server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve()) as Server
    })
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  const visit = () => ChatClient.visit((path, init) => overHttp(base)(path.replace(/^\/api/, ''), init))

  test('a large file goes up both ways and comes back whole', async () => {
    const ana = await visit()
    const text = 'Ein längerer Satz. '.repeat(100_000)
    const direct = await upload(ana, aFile(text, 'a.txt', 'text/plain'))
    expect(direct).toMatchObject({ type: 'file', mime_type: 'text/plain' })
    const announced = await announce(ana, { name: 'a.txt', mime_type: 'text/plain', size: text.length })
    expect((await fetch(announced.upload_descriptor?.url ?? '', { method: 'PUT', body: text })).status).toBe(
      200,
    )
    const image = await upload(ana, aFile(PNG, 'cat.png', 'image/png'))
    expect(await bytesOf(await fetch(image.preview_url ?? ''))).toEqual(PNG)
  })

  test('a body in chunks is cut off at the limit', async () => {
    const ana = await visit()
    const announced = await announce(ana, { name: 'a.txt', mime_type: 'text/plain', size: 5 })
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        if (sent >= 6 * MB) return controller.close()
        sent += MB / 4
        controller.enqueue(new Uint8Array(MB / 4).fill(65))
      },
    })
    const init = { method: 'PUT', body, duplex: 'half' } as RequestInit
    expect(await refusal(fetch(announced.upload_descriptor?.url ?? '', init))).toMatchObject({ status: 413 })
    const json = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`{"title":"${'x'.repeat(MB)}"}`))
        controller.close()
      },
    })
    const headers = { authorization: `Bearer ${ana.token}`, 'content-type': 'application/json' }
    const task = { method: 'POST', body: json, headers, duplex: 'half' } as RequestInit
    expect(await refusal(fetch(`${base}/tasks`, task))).toMatchObject({ status: 413 })
  })
})
