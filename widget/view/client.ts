import type { Attachment, CustomApiConfig } from '@openai/chatkit'
import type {
  Page,
  Thread,
  ThreadItem,
  ThreadStreamEvent,
  UserMessageContent,
  Attachment as WireAttachment,
} from '../../server/chatkit/wire.ts'
import { readEvents } from './sse.ts'

/** Requests that are answered by a stream of events. */
export type StreamType =
  | 'threads.create'
  | 'threads.add_user_message'
  | 'threads.add_client_tool_output'
  | 'threads.add_structured_input'
  | 'threads.retry_after_item'
  | 'threads.custom_action'

/** Requests that are answered at once, and what answers them. */
export interface Answers {
  'threads.get_by_id': Thread
  'threads.list': Page<Thread>
  'threads.update': Thread
  'threads.delete': object
  'items.list': Page<ThreadItem>
  'items.feedback': object
  'threads.sync_custom_action': { updated_item?: ThreadItem }
  'attachments.create': WireAttachment
  'attachments.delete': object
  'input.transcribe': { text: string }
}

/** A message on its way to the server. */
export interface UserMessageInput {
  content: UserMessageContent[]
  attachments: Attachment[]
  quoted_text?: string
  inference_options: { model?: string; tool_choice?: { id: string } }
}

/** What a client needs to know; read anew for each request, so that options may change. */
export interface ClientSettings {
  api: CustomApiConfig | undefined
  locale: string
}

/** Why a request failed: options without a server, the network, a refusal, an answer that is not of this protocol. */
export type RequestErrorCode = 'setup' | 'network' | 'refused' | 'unreadable'

/** A request that failed. `message` is the server's own when it refused with one. */
export class RequestError extends Error {
  readonly code: RequestErrorCode
  readonly status: number | undefined
  /** What the server wants the visitor to read. */
  readonly reason: string | undefined

  constructor(code: RequestErrorCode, message: string, options: ErrorOptions & RequestErrorDetails = {}) {
    super(message, options)
    this.name = 'RequestError'
    this.code = code
    this.status = options.status
    this.reason = options.reason
  }
}

interface RequestErrorDetails {
  status?: number
  reason?: string | undefined
}

/** Speaks the ChatKit protocol: requests in, answers or events out. */
export class Client {
  #settings: () => ClientSettings

  constructor(settings: () => ClientSettings) {
    this.#settings = settings
  }

  get api(): CustomApiConfig | undefined {
    return this.#settings().api
  }

  /** Asks for something that is answered at once. */
  async request<K extends keyof Answers>(type: K, params: object, signal?: AbortSignal): Promise<Answers[K]> {
    const response = await this.#post(type, params, 'application/json', signal)
    return (await response.json().catch(() => ({}))) as Answers[K]
  }

  /** Starts a turn and gives its events. A turn that broke is never sent again by itself: it may have had effects. */
  async *stream(type: StreamType, params: object, signal?: AbortSignal): AsyncGenerator<ThreadStreamEvent> {
    const response = await this.#post(type, params, 'text/event-stream', signal)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (!isStream || !response.body)
      throw new RequestError('unreadable', 'The answer is not an event stream.')
    try {
      for await (const data of readEvents(response.body)) {
        const event = parseEvent(data)
        if (event) yield event
      }
    } catch (cause) {
      if (signal?.aborted) throw cause
      throw new RequestError('network', 'The connection was lost.', { cause })
    }
  }

  async #post(type: string, params: object, accept: string, signal?: AbortSignal): Promise<Response> {
    const { api, locale } = this.#settings()
    if (!api)
      throw new RequestError('setup', 'Set options.api.url: the built-in view needs a self-hosted server.')
    // Held in a variable: the browser's fetch refuses to be called as a method of another object.
    const send = api.fetch ?? fetch
    const response = await send(api.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, 'accept-language': locale },
      body: JSON.stringify({ type, params }),
      signal: signal ?? null,
      // What is deleted is deleted, also when the page is left at once.
      keepalive: type === 'threads.delete',
    }).catch((cause: unknown) => {
      if (signal?.aborted) throw cause
      throw new RequestError('network', `Could not reach ${api.url}.`, { cause })
    })
    if (!response.ok) throw await refusal(response, type)
    return response
  }
}

async function refusal(response: Response, type: string): Promise<RequestError> {
  const { status } = response
  const message = messageIn(await response.json().catch(() => undefined))
  // What a button of a widget was for may be gone, and that is for its visitor to know.
  const isToldGone = status === 404 && type === 'threads.sync_custom_action'
  const reason = isToldGone ? message : reasonOf(status, message)
  return new RequestError('refused', message ?? `The server answered ${status}.`, { status, reason })
}

/** The sentence of a server in its answer, if there is one. */
export function messageIn(answer: unknown): string | undefined {
  const message = (answer as { message?: unknown } | undefined)?.message
  return typeof message === 'string' && message ? message : undefined
}

/** What of a refusal is for the visitor: what is said of tokens, sites and addresses is for developers. */
export function reasonOf(status: number, message: string | undefined): string | undefined {
  return [401, 403, 404, 405].includes(status) ? undefined : message
}

// Keep-alives and end markers of other servers are not JSON objects, and mean nothing here.
function parseEvent(data: string): ThreadStreamEvent | undefined {
  try {
    const event: unknown = JSON.parse(data)
    const isEvent = typeof event === 'object' && event !== null && 'type' in event
    return isEvent ? (event as ThreadStreamEvent) : undefined
  } catch {
    return undefined
  }
}
