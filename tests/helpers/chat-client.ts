import type { SessionAnswer, ThreadItem, ThreadStreamEvent } from '../../server/chatkit/wire.ts'

/** Something that answers requests: an app in this process, or a server on the network. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>

export const overHttp =
  (base: string): Ask =>
  (path, init) =>
    fetch(base + path, init)

/** What a chat sends and reads, without a chat. */
export class ChatClient {
  readonly ask: Ask
  readonly token: string

  constructor(ask: Ask, token: string) {
    this.ask = ask
    this.token = token
  }

  /** A new visitor. */
  static async visit(ask: Ask): Promise<ChatClient> {
    const session = await askSession(ask)
    return new ChatClient(ask, session.client_secret)
  }

  post(body: unknown, init: RequestInit = {}): Promise<Response> {
    return this.ask('/api/chatkit/message', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...init,
    })
  }

  /** The answer of a plain request. */
  async json<T>(type: string, params: object = {}): Promise<T> {
    const response = await this.post({ type, params })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  /** All events of a streaming request. */
  async events(type: string, params: object): Promise<ThreadStreamEvent[]> {
    const response = await this.post({ type, params })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return parseEvents(await response.text())
  }

  /** Sends words, in a new thread unless one is named. */
  say(text: string, threadId?: string): Promise<ThreadStreamEvent[]> {
    const input = userInput(text)
    return threadId
      ? this.events('threads.add_user_message', { thread_id: threadId, input })
      : this.events('threads.create', { input })
  }

  tasks(init: RequestInit = {}, path = ''): Promise<Response> {
    return this.ask(`/api/tasks${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
    })
  }
}

export const userInput = (text: string) => ({
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
})

export async function askSession(ask: Ask, init: RequestInit = {}): Promise<SessionAnswer> {
  const response = await ask('/api/chatkit/session', { method: 'POST', ...init })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as SessionAnswer
}

export const parseEvents = (stream: string): ThreadStreamEvent[] =>
  stream
    .split('\n\n')
    .filter((frame) => frame.startsWith('data: '))
    .map((frame) => JSON.parse(frame.slice('data: '.length)))

export const typesOf = (events: ThreadStreamEvent[]): string[] => events.map((event) => event.type)

/** The items that were finished. */
export const itemsOf = (events: ThreadStreamEvent[]): ThreadItem[] =>
  events.flatMap((event) => (event.type === 'thread.item.done' ? [event.item] : []))

/** What the assistant said, all messages together. */
export const spoken = (events: ThreadStreamEvent[]): string =>
  itemsOf(events)
    .flatMap((item) => (item.type === 'assistant_message' ? item.content.map((part) => part.text) : []))
    .join('\n')

/** The thread a stream of `threads.create` made. */
export function threadOf(events: ThreadStreamEvent[]): string {
  const created = events.find((event) => event.type === 'thread.created')
  if (!created) throw new Error('No thread was created.')
  return created.thread.id
}
