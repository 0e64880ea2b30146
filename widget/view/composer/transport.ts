import { messageIn, RequestError, reasonOf } from '../client.ts'

interface UploadRequest {
  method: string
  headers?: Record<string, string>
  body: Blob | FormData
  signal: AbortSignal
}

/**
 * Sends a file, and gives what answers it, read as JSON if it is. With the page's own `fetch` nothing is known of how
 * far it is; without one the browser tells.
 */
export async function send(
  url: string,
  request: UploadRequest,
  pageFetch: typeof fetch | undefined,
  onProgress: (progress: number) => void,
): Promise<unknown> {
  const { status, text } = await (pageFetch
    ? viaFetch(url, request, pageFetch)
    : viaXhr(url, request, onProgress))
  const answer = readJson(text)
  if (status >= 200 && status < 300) return answer
  const reason = reasonOf(status, messageIn(answer))
  throw new RequestError('refused', `The upload was answered ${status}.`, { status, reason })
}

async function viaFetch(url: string, request: UploadRequest, pageFetch: typeof fetch) {
  const response = await pageFetch(url, request)
  return { status: response.status, text: await response.text() }
}

function viaXhr(
  url: string,
  { method, headers, body, signal }: UploadRequest,
  onProgress: (progress: number) => void,
) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers ?? {})) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total)
    request.onload = () => resolve({ status: request.status, text: request.responseText })
    request.onerror = request.onabort = () => reject(new RequestError('network', `Could not reach ${url}.`))
    signal.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
