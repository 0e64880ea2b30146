import type { Attachments } from '../chatkit/attachments.ts'
import { createId } from '../chatkit/ids.ts'
import type { Params } from '../chatkit/protocol.ts'
import type { ThreadStore } from '../chatkit/store.ts'
import type { Attachment } from '../chatkit/wire.ts'
import { ChatError } from '../errors.ts'
import type { BlobStore } from './blob-store.ts'
import { cleanName } from './file-names.ts'
import { checkContent, checkType, declaredType, isImage } from './file-types.ts'
import type { SignedUrls } from './signed-urls.ts'

/** How long an upload may be sent after it was announced, in seconds. */
const UPLOAD_SECONDS = 15 * 60
/** How long an image can be loaded after the conversation was, in seconds, at least. */
const READ_SECONDS = 3600

export interface UploadOptions {
  store: ThreadStore
  blobs: BlobStore
  urls: SignedUrls
  /** The largest file. */
  maxBytes: number
  /** How much one user may keep. */
  maxBytesPerUser: number
  /** MIME types that may be uploaded. */
  accept: string[]
  now: () => Date
}

export interface UploadedFile {
  name: string
  type: string
  bytes: Uint8Array<ArrayBuffer>
}

export type Uploads = ReturnType<typeof createUploads>

/**
 * What visitors upload: what is accepted, where it goes, who may have it again. A record is always saved
 * before its bytes, and deleted after them: what no record leads to is never found again.
 */
export function createUploads(options: UploadOptions) {
  const { store, blobs, urls, maxBytes, maxBytesPerUser, accept, now } = options
  const seconds = () => Math.floor(now().getTime() / 1000)

  function describe(file: { name: string; type: string; size: number }): Attachment {
    const name = cleanName(file.name)
    const mime_type = declaredType(file.type, name)
    checkType(mime_type, accept)
    checkSize(file.size, maxBytes)
    const type = isImage(mime_type) ? 'image' : 'file'
    return { type, id: createId('atc'), name, mime_type, metadata: { size: file.size } }
  }

  const save = (userId: string, attachment: Attachment) =>
    store.saveAttachment(userId, attachment, now().getTime())

  /**
   * Takes the place before the bytes come, and gives it back when there is none: many uploads at once then cannot take
   * more than there is.
   * @param before The record as it was; none for a new one.
   */
  async function reserve(userId: string, attachment: Attachment, before?: Attachment): Promise<void> {
    await save(userId, attachment)
    if ((await store.countBytes(userId)) <= maxBytesPerUser) return
    await release(userId, attachment.id, before)
    throw full(maxBytesPerUser)
  }

  /** The same, and keeps the bytes there; when they cannot be kept the place is given back, too. */
  async function keep(
    userId: string,
    attachment: Attachment,
    bytes: Uint8Array<ArrayBuffer>,
    before?: Attachment,
  ) {
    await reserve(userId, attachment, before)
    await blobs.put(attachment.id, bytes).catch(async (error) => {
      await release(userId, attachment.id, before)
      throw error
    })
  }

  const release = (userId: string, attachmentId: string, before?: Attachment) =>
    before ? save(userId, before) : store.deleteAttachment(userId, attachmentId)

  /** @param url Where attachments are reached from outside. */
  function at(url: string): Attachments {
    const sign = (purpose: 'upload' | 'read', userId: string, attachmentId: string, expires: number) =>
      urls.sign(`${url}/${attachmentId}`, { purpose, userId, attachmentId, expires })

    async function present(userId: string, attachment: Attachment): Promise<Attachment> {
      if (attachment.type !== 'image') return attachment
      // The same link for an hour, so that browsers find the image in their cache.
      const expires = (Math.floor(seconds() / READ_SECONDS) + 2) * READ_SECONDS
      return { ...attachment, preview_url: await sign('read', userId, attachment.id, expires) }
    }

    return {
      async create(userId: string, { name, size, mime_type }: Params<'attachments.create'>) {
        const attachment = describe({ name, size, type: mime_type })
        if ((await store.countBytes(userId)) + size > maxBytesPerUser) throw full(maxBytesPerUser)
        const upload = await sign('upload', userId, attachment.id, seconds() + UPLOAD_SECONDS)
        const upload_descriptor = { url: upload, method: 'PUT' as const, headers: {} }
        return { ...(await present(userId, attachment)), upload_descriptor }
      },
      delete: (_userId, attachmentId) => blobs.delete(attachmentId),
      present,
      async read(_userId, attachmentId) {
        const stream = await blobs.get(attachmentId)
        return stream && new Uint8Array(await new Response(stream).arrayBuffer())
      },
    }
  }

  return {
    at,
    maxBytes,

    /** A file that comes at once with its description. */
    async add(userId: string, file: UploadedFile): Promise<Attachment> {
      const attachment = describe({ ...file, size: file.bytes.byteLength })
      await checkContent(file.bytes, attachment.mime_type)
      await keep(userId, attachment, file.bytes)
      return attachment
    },

    /** The bytes of a file that was announced. They may come again until it is sent: answers get lost. */
    async fill(userId: string, attachmentId: string, bytes: Uint8Array<ArrayBuffer>): Promise<Attachment> {
      const announced = found(await store.loadAttachment(userId, attachmentId))
      if (announced.thread_id) throw new ChatError('conflict', `"${announced.name}" is already sent.`)
      checkSize(bytes.byteLength, maxBytes)
      await checkContent(bytes, announced.mime_type)
      const measured = { ...announced, metadata: { ...announced.metadata, size: bytes.byteLength } }
      await keep(userId, measured, bytes, announced)
      const { upload_descriptor, ...uploaded } = measured
      await save(userId, uploaded)
      return uploaded
    },

    async open(userId: string, attachmentId: string) {
      const attachment = found(await store.loadAttachment(userId, attachmentId))
      return { attachment, body: found(await blobs.get(attachmentId)) }
    },
  }
}

/** @throws ChatError `too_large`, in words for the person who chose the file. */
function checkSize(size: number, maxBytes: number): void {
  if (size > maxBytes) throw new ChatError('too_large', tooLarge(maxBytes))
}

export const tooLarge = (maxBytes: number): string => `A file may have ${inWords(maxBytes)} at most.`

const inWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${bytes} bytes` : `${Math.floor(bytes / 1024 / 1024)} MB`

const full = (maxBytes: number) =>
  new ChatError(
    'too_large',
    `Your files fill the ${inWords(maxBytes)} that you have here. Delete conversations with files that you no longer need, then try again.`,
  )

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new ChatError('not_found', 'This file is gone.')
  return value
}
