import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Thread } from '../../server/chatkit/wire.ts'
import { createSignedUrls } from '../../server/uploads/signed-urls.ts'
import { sweepOrphans } from '../../server/uploads/sweep.ts'
import { askSession, ChatClient, overHttp, threadOf } from '../helpers/chat-client.ts'
import { aFile, bytesOf, PNG } from '../helpers/files.ts'
import {
  announce,
  aServer,
  HOUR,
  MB,
  message,
  pathOf,
  refusal,
  SECRET,
  upload,
  uploadTo,
} from '../helpers/upload-server.ts'

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
