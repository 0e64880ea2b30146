import { type Context, Hono } from 'hono'
import { readBytes } from './body.ts'
import type { Attachment } from './chatkit/wire.ts'
import { ChatError } from './errors.ts'
import { authenticate, type CallerOptions } from './identity.ts'
import type { RateLimiter } from './rate-limits.ts'
import { disposition } from './uploads/file-names.ts'
import { isImage, servedType } from './uploads/file-types.ts'
import type { SignedUrls } from './uploads/signed-urls.ts'
import { tooLarge, type UploadedFile, type Uploads } from './uploads/uploads.ts'

/** What `multipart/form-data` may have around the file, in bytes. */
const FORM_OVERHEAD = 64 * 1024

export interface SignedAttachmentOptions {
  uploads: Uploads
  urls: SignedUrls
  limiter: RateLimiter
  /** Where attachments are reached from outside, for a caller of this request. */
  urlOf: (c: Context) => string
}

/** The direct upload: a file and who sends it, in one request. */
export function attachmentRoutes(options: SignedAttachmentOptions & CallerOptions): Hono {
  const { uploads, limiter } = options
  const app = new Hono()
  app.post('/', async (c) => {
    const userId = await authenticate(c.req.raw, options)
    await limiter.upload(userId)
    if (!isForm(c)) {
      throw new ChatError('unsupported_media_type', 'Send the file as Content-Type: multipart/form-data.')
    }
    const attachment = await uploads.add(userId, await readForm(c, uploads.maxBytes))
    return c.json(await onWire(c, options, userId, attachment), 200, NO_STORE)
  })
  return app
}

/**
 * Two-phase uploads and reading. The signed URL stands for the user, so neither a token nor an origin is
 * asked for: images are loaded by frames that have another origin than the page.
 */
export function signedAttachmentRoutes(options: SignedAttachmentOptions): Hono {
  const { uploads, urls, limiter } = options
  const app = new Hono()

  // The reference has clients that post a form and clients that put the bytes; either may do either.
  app.on(['PUT', 'POST'], '/:id', async (c) => {
    const id = c.req.param('id')
    const userId = await urls.verify(c.req.url, 'upload', id)
    await limiter.upload(userId)
    const bytes = isForm(c)
      ? (await readForm(c, uploads.maxBytes)).bytes
      : await readBytes(c.req.raw, uploads.maxBytes, tooLarge(uploads.maxBytes))
    return c.json(await onWire(c, options, userId, await uploads.fill(userId, id, bytes)), 200, NO_STORE)
  })

  app.get('/:id', async (c) => {
    const id = c.req.param('id')
    const userId = await urls.verify(c.req.url, 'read', id)
    const { attachment, body } = await uploads.open(userId, id)
    const isHead = c.req.method === 'HEAD'
    // Nobody reads the body then, and the file would stay open.
    if (isHead) await body.cancel()
    const kind = isImage(attachment.mime_type) ? 'inline' : 'attachment'
    const headers = {
      'content-type': servedType(attachment.mime_type),
      'content-disposition': disposition(kind, attachment.name),
      'cache-control': 'private, max-age=3600',
      // Whatever somebody uploaded is looked at, never run.
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    }
    return new Response(isHead ? null : body, { headers })
  })
  return app
}

const NO_STORE = { 'cache-control': 'no-store' }

const isForm = (c: Context) => /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')

/** The field `file` of a form. */
async function readForm(c: Context, maxBytes: number): Promise<UploadedFile> {
  const bytes = await readBytes(c.req.raw, maxBytes + FORM_OVERHEAD, tooLarge(maxBytes))
  const headers = { 'content-type': c.req.header('content-type') ?? '' }
  const form = await new Response(bytes, { headers }).formData().catch((cause) => {
    throw new ChatError('bad_request', 'The form cannot be read.', { cause })
  })
  const [file, ...more] = form.getAll('file')
  if (more.length > 0)
    throw new ChatError('bad_request', 'Send one file at a time: the form has several in its field "file".')
  if (!(file instanceof Blob)) throw new ChatError('bad_request', 'The form has no file in its field "file".')
  return { name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** The record as its owner may see it. */
async function onWire(
  c: Context,
  { uploads, urlOf }: SignedAttachmentOptions,
  userId: string,
  attachment: Attachment,
): Promise<object> {
  const { metadata, ...visible } = await uploads.at(urlOf(c)).present(userId, attachment)
  return visible
}
