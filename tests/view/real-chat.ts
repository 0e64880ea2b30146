import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { ChatKitOptions } from '@openai/chatkit'
import { Hono } from 'hono'
import { createTodoChat } from '../../server/app.ts'
import type { TodoChatOptions } from '../../server/options.ts'
import { type ChatWindow, type OpenChat, openChat, PAGE_FILES, STRICT_CSP } from './open-chat.ts'

/** The server of this project, and a page that holds a chat with it. */
export interface RealChat {
  origin: string
  /** The body of each request of the chat, in order. */
  requests: { type: string; params: Record<string, unknown> }[]
  /** What a request is answered with before the server sees it. */
  intercept: ((request: Request) => Response | undefined | Promise<Response | undefined>) | undefined
  close(): Promise<void>
}

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', '/': 'text/html' }

/** Starts the server of this project on loopback, with a page under a policy that allows only its own origin. */
export async function startRealChat(options: TodoChatOptions = {}): Promise<RealChat> {
  const app = new Hono()
  const chat: RealChat = { origin: '', requests: [], intercept: undefined, close: async () => {} }
  app.use('/api/*', async (c, next) => {
    const isJson = c.req.header('content-type') === 'application/json'
    if (isJson) chat.requests.push((await c.req.raw.clone().json()) as RealChat['requests'][number])
    const answer = await chat.intercept?.(c.req.raw)
    return answer ?? next()
  })
  app.route('/api', createTodoChat({ log: () => {}, ...options }))
  app.get('*', async (c) => {
    const { path } = c.req
    const file = path.startsWith('/chat-view') ? await readFile(`dist${path}`, 'utf8') : PAGE_FILES[path]
    if (file === undefined) return c.notFound()
    const csp = `${STRICT_CSP['content-security-policy']}; img-src 'self'`
    const type = TYPES[path.split('.').pop() ?? ''] ?? 'text/plain'
    return c.body(file, 200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': csp })
  })
  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(started as Server),
    )
  })
  chat.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  chat.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return chat
}

/** Opens a page with a chat that has a session with the server. */
export async function openRealChat(
  browser: Parameters<typeof openChat>[0],
  { origin }: RealChat,
  options: Partial<ChatKitOptions> & { upload?: 'direct' | 'two_phase' } = {},
): Promise<OpenChat> {
  const opened = await openChat(browser, { origin } as Parameters<typeof openChat>[1])
  await opened.page.evaluate(async ({ upload, ...given }) => {
    const { setOptions } = window as unknown as ChatWindow
    const session = await (await fetch('/api/chatkit/session', { method: 'POST' })).json()
    const authorized: typeof fetch = (url, init) =>
      fetch(url, { ...init, headers: { ...init?.headers, authorization: `Bearer ${session.client_secret}` } })
    const uploadStrategy = upload === 'two_phase' ? { type: upload } : session.api.upload
    setOptions({
      ...given,
      api: { url: session.api.url, domainKey: 'local', fetch: authorized, uploadStrategy },
    })
  }, options)
  return opened
}
