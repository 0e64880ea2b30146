import { ChatError } from './errors.ts'

/**
 * The body, at most `maxBytes` of it.
 * @throws ChatError `too_large` before reading when the size is told, and as soon as too much came when not.
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
  refusal = `A request may have ${maxBytes} bytes at most.`,
): Promise<Uint8Array<ArrayBuffer>> {
  const told = toldSize(request)
  if (told === undefined) return readUnknown(request, maxBytes, refusal)
  if (told > maxBytes) throw new ChatError('too_large', refusal)
  return new Uint8Array(await request.arrayBuffer())
}

/** The same as text. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const told = toldSize(request)
  // A runtime delivers no more than the size that was told, and has the fastest way to text.
  if (told !== undefined && told <= maxBytes) return request.text()
  return new TextDecoder().decode(await readBytes(request, maxBytes))
}

/** `undefined` for a body that is sent in chunks: what is told beside them does not count. */
function toldSize({ headers }: Request): number | undefined {
  const length = headers.get('content-length')
  return length === null || headers.has('transfer-encoding') ? undefined : Number(length)
}

async function readUnknown(request: Request, maxBytes: number, refusal: string) {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      // Not awaited: whoever sends may never stop.
      reader.cancel().catch(() => {})
      throw new ChatError('too_large', refusal)
    }
    chunks.push(value)
  }
  const [only] = chunks
  return chunks.length === 1 && only ? only : join(chunks, size)
}

function join(chunks: Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}
