import { readEvents } from '../widget/view/sse.ts'
import type { Entry } from './events-log.ts'

type Report = (entry: Entry) => (change: Partial<Entry>) => void

/** What is known of an answer so far; times in milliseconds since the request was sent. */
interface Answered {
  status?: number
  headers_ms?: number
  first_byte_ms?: number
  end_ms?: number
  events?: number
  answer?: unknown
  failure?: string
}

/** Reports every request that this page sends from now on, and every event of a stream when it arrives. */
export function watchRequests(report: Report): void {
  // The chat has a `fetch` of its own making, with its session in it; below that is this one.
  const send = window.fetch
  window.fetch = async (input, init) => {
    const request = new Request(input, init)
    const tell = tellRequest(request, init?.body, report)
    const sent = performance.now()
    try {
      const response = await send(request)
      // Cancelling one half of a copied body leaves the other running; the signal of the request ends both.
      void follow(response.clone(), sent, tell, (data) => report(toStreamEntry(data)))
      return response
    } catch (error) {
      tell({ failure: String(error), end_ms: since(sent) })
      throw error
    }
  }
  watchScripts(report)
}

/** Reports a request at once. Answers what tells more about it. */
function tellRequest(
  { method, url, headers }: Request,
  given: BodyInit | null | undefined,
  report: Report,
): (more: Answered) => void {
  // A file that is uploaded says enough by its type.
  const body = typeof given === 'string' ? toJson(given) : headers.get('content-type')
  const asked = { method, url, headers: Object.fromEntries(headers), body }
  const protocolType = (body as { type?: string } | null)?.type
  const name = `${method} ${shortUrl(url)}${protocolType ? ` ${protocolType}` : ''}`
  let answered: Answered = {}
  const change = report({ kind: 'request', name, note: 'sent', detail: asked })
  return (more) => {
    answered = { ...answered, ...more }
    change({ note: describe(answered), detail: { ...asked, response: answered } })
  }
}

async function follow(
  response: Response,
  sent: number,
  tell: (more: Answered) => void,
  onEvent: (data: string) => void,
): Promise<void> {
  tell({ status: response.status, headers_ms: since(sent) })
  let isFirst = true
  const body = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (isFirst) tell({ first_byte_ms: since(sent) })
        isFirst = false
        controller.enqueue(chunk)
      },
    }),
  )
  let events = 0
  try {
    if (body && response.headers.get('content-type')?.startsWith('text/event-stream')) {
      for await (const data of readEvents(body)) {
        onEvent(data)
        events++
      }
      tell({ events, end_ms: since(sent) })
    } else {
      tell({ answer: toJson(await new Response(body ?? null).text()), end_ms: since(sent) })
    }
  } catch (error) {
    tell({ failure: String(error), end_ms: since(sent), ...(events && { events }) })
  }
}

function toStreamEntry(data: string): Entry {
  const detail = toJson(data)
  const { type, update } = (detail ?? {}) as { type?: string; update?: { type?: string } }
  return { kind: 'stream', name: type ?? 'data', note: update?.type ?? '', detail }
}

/** Scripts are fetched by the browser itself, which tells when it has them. */
function watchScripts(report: Report): void {
  const observer = new PerformanceObserver((list) => {
    for (const resource of list.getEntries() as PerformanceResourceTiming[]) {
      if (resource.initiatorType !== 'script') continue
      const { name: url, responseStatus: status, startTime, responseStart, responseEnd } = resource
      const answered = {
        status,
        first_byte_ms: Math.round(responseStart - startTime),
        end_ms: Math.round(responseEnd - startTime),
      }
      const detail = { method: 'GET', url, response: answered }
      report({ kind: 'request', name: `GET ${shortUrl(url)}`, note: describe(answered), detail })
    }
  })
  observer.observe({ type: 'resource' })
}

function describe({ status, first_byte_ms, end_ms, events, failure }: Answered): string {
  return [
    status && `${status}`,
    first_byte_ms !== undefined && `first byte ${first_byte_ms} ms`,
    events && `${events} events`,
    end_ms !== undefined && `${failure ? 'ended' : 'done'} ${end_ms} ms`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** Without the origin where it is that of the page; without what is asked of it. */
function shortUrl(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin === location.origin ? pathname : `${origin}${pathname}`
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const since = (start: number) => Math.round(performance.now() - start)
