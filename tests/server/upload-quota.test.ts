import { beforeEach, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { Attachment, ErrorAnswer } from '../../server/chatkit/wire.ts'
import { type BlobStore, memoryBlobs } from '../../server/uploads/blob-store.ts'
import { ChatClient, itemsOf, threadOf, userInput } from '../helpers/chat-client.ts'
import { aForm } from '../helpers/files.ts'

const QUOTA = 1000
let visit: () => Promise<ChatClient>
let isBroken = false
beforeEach(() => {
  isBroken = false
  const kept = memoryBlobs()
  const blobs: BlobStore = {
    ...kept,
    put: async (...file) => (isBroken ? Promise.reject(new Error('disk full')) : kept.put(...file)),
  }
  const app = createTodoChat({
    attachments: { maxBytesPerUser: QUOTA, blobs },
    rateLimits: { messages: 1e6 },
    log: () => {},
  })
  visit = () => ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
})

const text = (bytes: number) => new File(['x'.repeat(bytes)], 'note.txt', { type: 'text/plain' })
const upload = (client: ChatClient, bytes: number) =>
  client.ask('/api/chatkit/attachments', {
    method: 'POST',
    body: aForm(text(bytes)),
    headers: { authorization: `Bearer ${client.token}` },
  })
const announce = (client: ChatClient, size: number) =>
  client.post({ type: 'attachments.create', params: { name: 'note.txt', size, mime_type: 'text/plain' } })
const fill = async (client: ChatClient, announced: Attachment, bytes: number) => {
  const url = new URL(announced.upload_descriptor?.url ?? '')
  return client.ask(`/api${url.pathname}${url.search}`, { method: 'PUT', body: 'x'.repeat(bytes) })
}
const FULL =
  'Your files fill the 1000 bytes that you have here. Delete conversations with files that you no longer need, then try again.'

test('uploads beyond what one user may keep are refused, in words that say what to do', async () => {
  const [ana, ben] = [await visit(), await visit()]
  expect((await upload(ana, 600)).status).toBe(200)
  const refused = await upload(ana, 401)
  expect(refused.status).toBe(413)
  expect((await refused.json()) as ErrorAnswer).toMatchObject({ message: FULL })
  expect((await announce(ana, 401)).status).toBe(413)
  // What was refused takes no place, and what others keep neither.
  expect((await upload(ana, 400)).status).toBe(200)
  expect((await upload(ana, 1)).status).toBe(413)
  expect((await upload(ben, 1000)).status).toBe(200)
})

test('what is announced as small and sent as large is refused, and can be sent again as small', async () => {
  const ana = await visit()
  await upload(ana, 600)
  const announced = (await (await announce(ana, 1)).json()) as Attachment
  expect((await fill(ana, announced, 401)).status).toBe(413)
  expect((await fill(ana, announced, 400)).status).toBe(200)
})

test('many uploads at once take no more than there is', async () => {
  const ana = await visit()
  const answers = await Promise.all(Array.from({ length: 12 }, () => upload(ana, 300)))
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(3)
  expect(new Set(answers.map(({ status }) => status))).toContain(413)
})

test('what cannot be kept takes no place, and can be sent again', async () => {
  const ana = await visit()
  const announced = (await (await announce(ana, 600)).json()) as Attachment
  isBroken = true
  expect((await upload(ana, 400)).status).toBe(500)
  expect((await fill(ana, announced, 600)).status).toBe(500)
  isBroken = false
  expect((await upload(ana, 400)).status).toBe(200)
  expect((await fill(ana, announced, 600)).status).toBe(200)
})

test('deleting a conversation gives the place of its files back', async () => {
  const ana = await visit()
  const { id } = (await (await upload(ana, 1000)).json()) as Attachment
  const input = { ...userInput('Keep this'), attachments: [id] }
  const events = await ana.events('threads.create', { input })
  expect(itemsOf(events)[0]).toMatchObject({ attachments: [{ id }] })
  expect((await upload(ana, 1)).status).toBe(413)
  await ana.json('threads.delete', { thread_id: threadOf(events) })
  expect((await upload(ana, 1000)).status).toBe(200)
})
