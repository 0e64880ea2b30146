import type { Attachment } from '@openai/chatkit'
import { type Client, RequestError } from '../client.ts'
import { logOf } from '../failure.ts'
import type { ViewHost } from '../view-host.ts'
import { fill } from '../words.ts'
import { send } from './transport.ts'

const PREVIEW_SIZE = 128

/** A file on its way to the server, or there. */
export class Upload {
  readonly name: string
  state: 'running' | 'done' | 'failed' = 'done'
  /** From 0 to 1; undefined when nobody tells. */
  progress: number | undefined
  /** What the server knows it as. */
  attachment: Attachment | undefined
  /** What went wrong, in words. */
  problem: string | undefined
  /** A small picture of an image. Drawn, so that no policy of the page has to allow it. */
  preview: HTMLCanvasElement | undefined

  readonly #file: File | undefined
  #sending = new AbortController()

  constructor(source: File | Attachment) {
    this.name = source.name
    if (source instanceof File) this.#file = source
    else this.attachment = source
  }

  /** What went wrong, with the name of the file. */
  get complaint(): string {
    const { name, problem = '' } = this
    return problem.includes(name) ? problem : `${name}: ${problem}`
  }

  /** Sends the file. Ends when it is there or has failed; `onChange` is called on the way. */
  async run(host: ViewHost, client: Client, onChange: () => void): Promise<void> {
    const file = this.#file
    if (!file) return
    this.state = 'running'
    this.progress = undefined
    this.#sending = new AbortController()
    onChange()
    if (file.type.startsWith('image/') && !this.preview)
      void this.#drawPreview(file).then(onChange, () => undefined)
    try {
      this.attachment = await this.#send(file, client, onChange)
      this.state = 'done'
    } catch (error) {
      if (this.#sending.signal.aborted) return
      this.state = 'failed'
      const reason = error instanceof RequestError ? error.reason : undefined
      this.problem = reason ?? fill(host.words.fileFailed, { name: file.name })
      host.emit('chatkit.error', { error: error as Error })
    }
    onChange()
  }

  /** Stops sending, and takes back what the server already has. */
  discard(host: ViewHost, client: Client) {
    this.#sending.abort()
    const attachment_id = this.attachment?.id
    if (!attachment_id) return
    client
      .request('attachments.delete', { attachment_id })
      .catch((error) => host.emit('chatkit.log', logOf('attachment.delete_failed', error)))
  }

  async #send(file: File, client: Client, onChange: () => void): Promise<Attachment> {
    const { api } = client
    const { signal } = this.#sending
    const onProgress = (progress: number) => {
      this.progress = progress
      onChange()
    }
    if (!api?.uploadStrategy)
      throw new RequestError('setup', 'Set options.api.uploadStrategy to attach files.')
    if (api.uploadStrategy.type === 'direct') {
      const request = { method: 'POST', body: toForm(file), signal }
      return (await send(api.uploadStrategy.uploadUrl, request, api.fetch, onProgress)) as Attachment
    }
    const params = { name: file.name, size: file.size, mime_type: file.type || 'application/octet-stream' }
    const { upload_descriptor, ...created } = await client.request('attachments.create', params, signal)
    // Known from now on, so that it can be taken back while it is sent.
    this.attachment = created as Attachment
    if (!upload_descriptor) throw new RequestError('unreadable', 'The server did not say where to upload.')
    const { url, method, headers } = upload_descriptor
    const body = method === 'PUT' ? file : toForm(file)
    // The address is signed, and may be that of another service: it is asked without the page's credentials.
    await send(url, { method, headers, body, signal }, undefined, onProgress)
    return this.attachment
  }

  async #drawPreview(file: File): Promise<void> {
    const image = await createImageBitmap(file)
    const side = Math.min(image.width, image.height)
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = PREVIEW_SIZE
    canvas
      .getContext('2d')
      ?.drawImage(
        image,
        (image.width - side) / 2,
        (image.height - side) / 2,
        side,
        side,
        0,
        0,
        PREVIEW_SIZE,
        PREVIEW_SIZE,
      )
    image.close()
    this.preview = canvas
  }
}

function toForm(file: File): FormData {
  const form = new FormData()
  form.append('file', file, file.name)
  return form
}
