import { userInput } from './chat-client.ts'
import type { Random } from './random.ts'

export interface FuzzRequest {
  method: string
  path: string
  headers: Record<string, string>
  body?: string | Buffer | undefined
}

export interface FuzzTokens {
  client: string
  visitor: string
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'TRACE', 'QUERY']
const PATHS = [
  '/',
  '/healthz',
  '/todo-chat.js',
  '/chat-view.js',
  '/todo-chat@9.9.9.js',
  '/demo.css',
  '/nowhere',
  '/api',
  '/api/chatkit',
  '/api/chatkit/session',
  '/api/chatkit/message',
  '/api/chatkit/attachments',
  '/api/chatkit/attachments/atc_1',
  '/api/tasks',
  '/api/tasks/1',
  '/api/tasks/999999999999999999999',
  '/api/tasks/%00',
  '/api/tasks/-1',
  '/api/tasks/%F0%9F%A6%8A?status=pending&status=all',
  '/api/tasks?status=nonsense',
  '/..%2f..%2fetc%2fpasswd',
  '/%',
  '/api/chatkit/message?a=%E0%A4%A',
  '//evil.example/x',
]
const ID = 'thr_1'
const ITEM = 'msg_1'
const TEMPLATES: Record<string, object> = {
  'threads.create': { input: userInput('Add a task to buy milk') },
  'threads.add_user_message': { thread_id: ID, input: userInput("What's pending?") },
  'threads.add_client_tool_output': { thread_id: ID, result: { ok: true } },
  'threads.add_structured_input': {
    thread_id: ID,
    item_id: ITEM,
    input: { answers: { a: { values: ['x'] } } },
  },
  'threads.custom_action': {
    thread_id: ID,
    item_id: ITEM,
    action: { type: 'task.complete', payload: { id: 1 } },
  },
  'threads.sync_custom_action': { thread_id: ID, action: { type: 'task.undo', payload: { changes: [1] } } },
  'threads.retry_after_item': { thread_id: ID, item_id: ITEM },
  'threads.get_by_id': { thread_id: ID },
  'threads.list': { limit: 20, order: 'desc', after: ID },
  'threads.update': { thread_id: ID, title: 'Trip' },
  'threads.delete': { thread_id: ID },
  'items.list': { thread_id: ID, limit: 20, order: 'asc', after: ITEM },
  'items.feedback': { thread_id: ID, item_ids: [ITEM], kind: 'positive' },
  'attachments.create': { name: 'a.png', size: 3, mime_type: 'image/png' },
  'attachments.delete': { attachment_id: 'atc_1' },
  'input.transcribe': { audio_base64: 'GkXf', mime_type: 'audio/webm' },
}
const TASK = { title: 'Buy milk', description: 'two', due: '2026-12-24', completed: true }

/** What nobody sends on purpose. */
const junk = (random: Random): unknown =>
  random.pick<() => unknown>([
    () => null,
    () => undefined,
    () => '',
    () => 0,
    () => -1,
    () => 1e308,
    () => 2 ** 53,
    () => 0.5,
    () => true,
    () => [],
    () => ({}),
    () => [[[[]]]],
    () => '\0',
    () => 'a\0b',
    () => '\ud800',
    () => '🦊'.repeat(random.below(300)),
    () => 'x'.repeat(random.below(5000)),
    () => '../../etc/passwd',
    () => "'; drop table tasks; --",
    () => '<script>alert(1)</script>',
    () => '__proto__',
    () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":1}}'),
    () => Array.from({ length: random.below(300) }, () => 'id'),
    () => nested(random.below(200)),
    () => JSON.parse('{"toString":1,"then":2}'),
    () => 'thr_1',
  ])()

const nested = (depth: number): unknown => {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { value }
  return value
}

/** The value with some of its parts replaced, left out or added to. */
function mangled(value: unknown, random: Random): unknown {
  if (random.chance(0.12)) return junk(random)
  if (Array.isArray(value)) return value.map((one) => mangled(one, random))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(() => !random.chance(0.05))
  if (random.chance(0.1)) entries.push([random.pick(['__proto__', 'then', '', '\0', 'id']), junk(random)])
  return Object.fromEntries(entries.map(([name, field]) => [name, mangled(field, random)]))
}

function aBody(path: string, random: Random, known: string[]): string | Buffer | undefined {
  const whole = () => {
    if (path.includes('tasks')) return TASK
    if (path.includes('session')) return { visitor: 'eyJ.a.b' }
    const type = random.pick(Object.keys(TEMPLATES))
    return { type, params: TEMPLATES[type], metadata: { time_zone: 'Europe/Berlin', context: { page: 'x' } } }
  }
  let json = JSON.stringify(random.chance(0.15) ? whole() : mangled(whole(), random)) ?? ''
  // Ids of what is there lead deeper in than made-up ones.
  if (known.length > 0 && random.chance(0.6)) json = json.replaceAll(ID, random.pick(known))
  if (random.chance(0.08)) return json.slice(0, random.below(json.length + 1))
  if (random.chance(0.04))
    return Buffer.from(Array.from({ length: random.below(400) }, () => random.below(256)))
  if (random.chance(0.01)) return `${json}${' '.repeat(1_100_000)}`
  if (random.chance(0.01)) return '['.repeat(20_000)
  return random.chance(0.04) ? undefined : json
}

/** One request, mostly to a route that is there. `known` are ids of threads. */
export function aRequest(random: Random, tokens: FuzzTokens, known: string[]): FuzzRequest {
  const isMessage = random.chance(0.6)
  const path = isMessage ? '/api/chatkit/message' : random.pick(PATHS)
  const method = isMessage && random.chance(0.97) ? 'POST' : random.pick(METHODS)
  const authorization = random.chance(0.9)
    ? `Bearer ${tokens.client}`
    : random.pick([
        'Bearer',
        'Basic eDp5',
        `Bearer ${tokens.visitor}`,
        'Bearer a.b.c',
        `Bearer ${'x'.repeat(4000)}`,
      ])
  const headers: Record<string, string> = {
    authorization,
    'content-type': random.chance(0.9)
      ? 'application/json'
      : random.pick([
          'text/plain',
          'multipart/form-data',
          'multipart/form-data; boundary=x',
          '',
          'é',
          'application/json; charset=utf-16',
        ]),
  }
  if (random.chance(0.1))
    headers.origin = random.pick(['null', 'http://localhost:1', 'https://evil.example', 'x'])
  if (random.chance(0.1))
    headers['accept-language'] = random.pick(['de', '*', 'x-'.repeat(50), '12', 'en-US,en;q=0.5'])
  if (random.chance(0.05)) headers['accept-encoding'] = random.pick(['br', 'gzip;q=0', 'identity', '*'])
  if (random.chance(0.05)) headers['if-none-match'] = random.pick(['*', 'W/"x"', '"'])
  if (random.chance(0.05)) headers['x-forwarded-for'] = random.pick(['1.2.3.4', ',,,', 'x'.repeat(200)])
  if (random.chance(0.03)) headers.expect = random.pick(['100-continue', '200-maybe'])
  if (random.chance(0.03)) headers.range = 'bytes=0-99999999999'
  const body =
    method === 'GET' || method === 'HEAD' || method === 'TRACE' ? undefined : aBody(path, random, known)
  return { method, path, headers, body }
}

/** Bytes that are not quite HTTP. */
export const aRawRequest = (random: Random): string =>
  random.pick([
    'GET / HTTP/1.1\r\n\r\n',
    'GET /api/tasks HTTP/1.1\r\nHost: \r\n\r\n',
    'GET /api/tasks HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
    'GET http://[::1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'POST /api/chatkit/message HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n{}',
    'POST /api/chatkit/message HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST /api/chatkit/message HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'POST /api/chatkit/message HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'BREW /coffee HTTP/1.1\r\nHost: x\r\n\r\n',
    `GET /${'x'.repeat(70_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(70_000)}\r\n\r\n`,
    '\0\0\0\0\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
  ])
