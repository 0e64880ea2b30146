import { createTodoChat } from '../../server/app.ts'
import type { Attachment, ErrorAnswer } from '../../server/chatkit/wire.ts'
import type { TodoChatOptions } from '../../server/options.ts'
import { memoryStorage } from '../../server/storage/memory.ts'
import { type BlobStore, memoryBlobs } from '../../server/uploads/blob-store.ts'
import { ChatClient, userInput } from './chat-client.ts'
import { aForm, PNG } from './files.ts'

export const SECRET = 'the-secret-of-this-server-0123456789-abcdef'
export const NEXT_SECRET = 'the-next-secret-of-this-server-0123456789-ab'
export const MB = 1024 * 1024
export const HOUR = 3600_000
export const SITE = 'http://localhost:3000'

/** A server, what it keeps, and its clock. */
export function aServer(options: TodoChatOptions = {}) {
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
export const watched = (blobs: BlobStore, kept: Set<string>): BlobStore => ({
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

export const send = (client: ChatClient, file: File, headers: Record<string, string> = {}) =>
  client.ask('/api/chatkit/attachments', {
    method: 'POST',
    body: aForm(file),
    headers: { authorization: `Bearer ${client.token}`, ...headers },
  })

export async function upload(client: ChatClient, file: File): Promise<Attachment> {
  const response = await send(client, file)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Attachment
}

export const announce = (client: ChatClient, params: object = {}) =>
  client.json<Attachment>('attachments.create', {
    name: 'cat.png',
    size: PNG.length,
    mime_type: 'image/png',
    ...params,
  })

export const pathOf = (url = '') => url.replace(/^https?:\/\/[^/]+/, '')
export const uploadTo = (attachment: Attachment) => pathOf(attachment.upload_descriptor?.url)
export const put = (client: ChatClient, path: string, body: BodyInit = PNG) =>
  client.ask(path, { method: 'PUT', body })
export const message = (attachments: string[], text = 'Look') => ({
  input: { ...userInput(text), attachments },
})

export async function refusal(
  answer: Promise<Response>,
): Promise<{ status: number; code: string; message: string }> {
  const response = await answer
  const { error } = (await response.json()) as ErrorAnswer
  return { status: response.status, ...error }
}
