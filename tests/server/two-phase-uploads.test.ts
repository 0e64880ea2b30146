import { describe, expect, test } from 'vitest'
import type { Thread } from '../../server/chatkit/wire.ts'
import { ChatClient, threadOf, typesOf } from '../helpers/chat-client.ts'
import { aFile, aForm, bytesOf, GIF, HTML, PNG } from '../helpers/files.ts'
import {
  announce,
  aServer,
  MB,
  message,
  NEXT_SECRET,
  pathOf,
  put,
  refusal,
  SECRET,
  uploadTo,
} from '../helpers/upload-server.ts'

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
