import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type {
  StructuredInputItem,
  Thread,
  ThreadItem,
  ThreadStreamEvent,
  UserMessageItem,
} from '../../server/chatkit/wire.ts'
import { newId, userMessage } from './said.ts'

/** A request as the chat sent it. */
export interface ReceivedRequest {
  type: string
  // The parameters of all requests in one: a test knows which it looks at.
  params: {
    thread_id: string
    item_id: string
    title: string
    kind: string
    item_ids: string[]
    limit: number
    order: string
    after?: string
    result: unknown
    action: { type: string; payload?: Record<string, unknown> }
    input: Pick<UserMessageItem, 'content' | 'quoted_text' | 'inference_options'> & {
      status: 'answered' | 'skipped'
      answers: Record<string, { values: string[]; skipped: boolean }>
    }
  }
  headers: IncomingMessage['headers']
}

/** What a turn is answered with. */
export interface Turn {
  thread: Thread
  /** What the visitor said, or an empty text when the turn has no message. */
  text: string
  request: ReceivedRequest
  /** Aborted when the chat leaves. */
  signal: AbortSignal
}

export type Script = (turn: Turn) => AsyncIterable<ThreadStreamEvent>

/** Stands in for the server: may answer a request in its own way, and then gives true. */
export type Intercept = (request: ReceivedRequest, response: ServerResponse) => boolean

export interface ScriptedChatKit {
  origin: string
  requests: ReceivedRequest[]
  threads: Map<string, { thread: Thread; items: ThreadItem[] }>
  script: Script
  /** Answers an action that is answered at once; `undefined` is a refusal. */
  syncAction: (request: ReceivedRequest) => object | undefined
  intercept: Intercept | undefined
  /** How many turns the chat has left before their end. */
  left: number
  requestsOf(type: string): ReceivedRequest[]
  close(): Promise<void>
}

const STREAMS = [
  'threads.create',
  'threads.add_user_message',
  'threads.add_client_tool_output',
  'threads.add_structured_input',
  'threads.retry_after_item',
  'threads.custom_action',
]
const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', map: 'application/json' }

/** Starts a ChatKit server that answers from a script, and serves the page that asks it: its files by path. */
export async function startScriptedChatKit(
  files: Record<string, string>,
  script: Script,
  headers: Record<string, string> = {},
): Promise<ScriptedChatKit> {
  const server = createServer((request, response) => {
    handle(chat, files, headers, request, response).catch((error: unknown) =>
      response.destroy(error as Error),
    )
  })
  const chat: ScriptedChatKit = {
    origin: '',
    requests: [],
    threads: new Map(),
    script,
    syncAction: () => ({}),
    intercept: undefined,
    left: 0,
    requestsOf: (type) => chat.requests.filter((request) => request.type === type),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  chat.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return chat
}

/** A thread with items, put into the server as if it had been talked in before. */
export function seedThread(
  chat: ScriptedChatKit,
  title: string | undefined,
  items: ThreadItem[] = [],
): Thread {
  const thread: Thread = {
    id: newId('thr'),
    created_at: new Date().toISOString(),
    status: { type: 'active' },
    metadata: {},
    items: { data: [], has_more: false },
    ...(title && { title }),
  }
  chat.threads.set(thread.id, { thread, items: items.map((item) => ({ ...item, thread_id: thread.id })) })
  return thread
}

async function handle(
  chat: ScriptedChatKit,
  files: Record<string, string>,
  headers: Record<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
) {
  if (request.method === 'GET') return serveFile(request.url ?? '/', files, headers, response)
  let body = ''
  for await (const chunk of request) body += chunk
  const received = { ...JSON.parse(body), headers: request.headers } as ReceivedRequest
  chat.requests.push(received)
  if (chat.intercept?.(received, response)) return
  if (STREAMS.includes(received.type)) return stream(chat, received, response)
  const answer = answerPlain(chat, received)
  response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer ?? { message: 'Not found.' }))
}

async function serveFile(
  path: string,
  files: Record<string, string>,
  headers: Record<string, string>,
  response: ServerResponse,
) {
  const built = path.startsWith('/chat-view.js')
  const content = built ? await readFile(`dist${path}`, 'utf8') : files[path]
  const type = TYPES[path.split('.').pop() ?? ''] ?? 'text/html'
  response.writeHead(content === undefined ? 404 : 200, {
    'content-type': `${type}; charset=utf-8`,
    ...headers,
  })
  response.end(content)
}

function answerPlain(chat: ScriptedChatKit, request: ReceivedRequest): object | undefined {
  const { type, params } = request
  if (type === 'threads.list')
    return page([...chat.threads.values()].map(({ thread }) => thread).reverse(), params)
  if (type === 'items.feedback') return {}
  const known = chat.threads.get(params.thread_id)
  if (!known) return undefined
  if (type === 'threads.sync_custom_action') return chat.syncAction(request)
  if (type === 'threads.get_by_id') return { ...known.thread, items: page(known.items, { limit: 20 }) }
  if (type === 'items.list') return page([...known.items].reverse(), params)
  if (type === 'threads.delete') return { deleted: chat.threads.delete(params.thread_id) }
  known.thread = { ...known.thread, title: params.title }
  return known.thread
}

function page<T extends { id: string }>(all: T[], { limit = 20, after }: { limit?: number; after?: string }) {
  const start = after ? all.findIndex(({ id }) => id === after) + 1 : 0
  const data = all.slice(start, start + limit)
  const has_more = start + limit < all.length
  return { data, has_more, ...(has_more && { after: data.at(-1)?.id }) }
}

async function stream(chat: ScriptedChatKit, request: ReceivedRequest, response: ServerResponse) {
  const { type, params } = request
  const isNew = type === 'threads.create'
  const known = chat.threads.get(isNew ? seedThread(chat, undefined).id : params.thread_id)
  if (!known) return void response.writeHead(404).end('{"message":"Not found."}')
  const left = new AbortController()
  response.on('close', () => {
    if (!response.writableFinished) chat.left++
    left.abort()
  })
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (event: ThreadStreamEvent) => {
    if (event.type === 'thread.item.done') known.items.push(event.item)
    if (event.type === 'thread.item.replaced') {
      known.items = known.items.map((item) => (item.id === event.item.id ? event.item : item))
    }
    if (event.type === 'thread.updated') known.thread = event.thread
    response.write(`data: ${JSON.stringify(event)}\n\n`)
  }
  if (isNew) send({ type: 'thread.created', thread: known.thread })
  if (params.input?.content) send({ type: 'thread.item.done', item: toItem(params.input, known.thread.id) })
  if (type === 'threads.retry_after_item') {
    known.items.splice(known.items.findIndex(({ id }) => id === params.item_id) + 1)
  }
  send({ type: 'stream_options', stream_options: { allow_cancel: true } })
  const asked = known.items.find(({ id }) => id === params.item_id)
  if (asked?.type === 'structured_input')
    send({ type: 'thread.item.replaced', item: answered(asked, params) })
  const text = params.input?.content?.map((part) => part.text).join('') ?? ''
  for await (const event of chat.script({ thread: known.thread, text, request, signal: left.signal })) {
    if (left.signal.aborted) return
    send(event)
  }
  response.end()
}

function toItem(input: ReceivedRequest['params']['input'], threadId: string): UserMessageItem {
  return { ...userMessage(''), ...input, attachments: [], thread_id: threadId }
}

function answered(
  item: StructuredInputItem,
  { input: { status, answers } }: ReceivedRequest['params'],
): StructuredInputItem {
  const inputs = item.inputs.map((input) => ({
    ...input,
    answer: answers[input.id] ?? { values: [], skipped: true },
  }))
  return { ...item, status, inputs }
}
