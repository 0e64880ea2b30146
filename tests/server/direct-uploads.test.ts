import { describe, expect, test } from 'vitest'
import { ChatClient } from '../helpers/chat-client.ts'
import { aFile, aForm, bytesOf, GIF, HTML, JPEG, PDF, PNG, SVG, WEBP } from '../helpers/files.ts'
import {
  announce,
  aServer,
  MB,
  pathOf,
  refusal,
  SITE,
  send,
  upload,
  uploadTo,
} from '../helpers/upload-server.ts'

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

  test.each<[string, Uint8Array<ArrayBuffer> | string, string, RegExp]>([
    ['a page', HTML, 'text/plain', /begins like a web page or a drawing/],
    ['a drawing', SVG, 'text/markdown', /begins like a web page or a drawing/],
    ['an image', PNG, 'text/plain', /It is image\/png/],
    ['what is not UTF-8', new Uint8Array([0xff, 0xfe, 0x41]), 'text/plain', /has to be UTF-8/],
    ['words that are no JSON', 'hello', 'application/json', /does not begin like JSON/],
  ])('of %s is refused with the reason', async (_what, content, type, reason) => {
    const ana = await aServer().visit()
    const { message } = await refusal(send(ana, aFile(content, 'a', type)))
    expect(message).toMatch(reason)
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
    const two = aForm(file)
    two.append('file', aFile('b', 'b.txt', 'text/plain'))
    expect(await post(two)).toMatchObject({
      status: 400,
      message: expect.stringContaining('one file at a time'),
    })
    expect(server.kept.size).toBe(0)
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
