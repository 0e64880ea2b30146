import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { SessionAnswer } from '../../server/chatkit/wire.ts'
import { recorderScript } from './recorder.ts'

/** A request a site was asked. */
export interface Asked {
  method: string
  path: string
  headers: Record<string, string | undefined>
  body: string
}

/** What a route answers; an object that is no answer is sent as JSON. */
export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: string
}
export type Route = (asked: Asked) => Answer | Promise<Answer>

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})
export const script = (body: string): Answer => ({ headers: { 'content-type': 'text/javascript' }, body })
export const page = (body: string, head = '', html = 'lang="en"'): Answer => ({
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html ${html}><head><title>Page</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`,
})

/** A host site on loopback. It serves the shipped bundle, recorders, and whatever a test puts in `routes`. */
export interface Site {
  origin: string
  routes: Record<string, Route>
  asked: Asked[]
  /** The requests to a path, in order. */
  askedFor(path: string): Asked[]
  close(): Promise<void>
}

export const SESSION = '/api/chatkit/session'
export const MESSAGE = '/api/chatkit/message'

/** What a self-hosted server answers to a request for a session. */
export function sessionAnswer(origin: string, changes: Partial<SessionAnswer> = {}): SessionAnswer {
  return {
    client_secret: 'secret-1',
    expires_at: Math.floor(Date.now() / 1000) + 3600,
    api: { url: `${origin}${MESSAGE}`, domain_key: 'domain-key' },
    visitor: 'visitor-1',
    ...changes,
  }
}

export async function startSite(): Promise<Site> {
  const server = createServer(async (request, response) => {
    const { pathname: path } = new URL(request.url ?? '/', 'http://localhost')
    const body = await text(request)
    const asked = { method: request.method ?? '', path, headers: request.headers as Asked['headers'], body }
    site.asked.push(asked)
    const answer = await (site.routes[path]?.(asked) ?? { status: 404, body: 'Not found' })
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const bundle = await readFile(new URL('../../dist/todo-chat.js', import.meta.url), 'utf8')
  const site: Site = {
    origin,
    routes: {
      '/todo-chat.js': () => script(bundle),
      '/chatkit.js': () => script(recorderScript('openai-chatkit')),
      '/chat-view.js': () => script(recorderScript('todo-chat-view')),
      [SESSION]: () => json(sessionAnswer(origin)),
      [MESSAGE]: () => json({ data: [], has_more: false }),
    },
    asked: [],
    askedFor: (path) => site.asked.filter((asked) => asked.path === path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return site
}
