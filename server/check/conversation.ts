import type { ThreadStreamEvent } from '../chatkit/wire.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import { ask, isReadable, jsonOf, NoAnswer, type Reach } from './reach.ts'

/** A ChatKit server, and what it is shown. */
export interface Conversation {
  url: string
  token: string | undefined
  reach: Reach
}

/** A question that changes nothing, whoever answers. */
const QUESTION = 'What can you do?'

/** Whether the server accepts its own token: asks for the list of threads. */
export async function checkToken(conversation: Conversation): Promise<Finding> {
  const { url, reach } = conversation
  try {
    const response = await post(conversation, 'threads.list', { limit: 1 })
    const answer = (await jsonOf(response)) as { data?: unknown[] } | undefined
    if (response.ok && Array.isArray(answer?.data)) {
      if (isReadable(response, url, reach)) return ok('token', 'The token is accepted.')
      return problem(
        'token',
        `${url} answers without Access-Control-Allow-Origin: browsers hide it.`,
        FIX_PROXY,
      )
    }
    return response.ok
      ? problem(
          'token',
          `${url} does not answer in the ChatKit protocol.`,
          'Check the address of the chat server.',
        )
      : problem(
          'token',
          `${url} refuses the token with ${response.status}.`,
          TOKEN_FIXES[response.status] ?? LOOK,
        )
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return problem('token', `${url} gave no answer: ${error.message}.`, FIX_PROXY)
  }
}

const LOOK = 'Look at the log of the server.'
const FIX_PROXY = 'Check that the proxy in front of the server passes this path on, with all headers.'
const TOKEN_FIXES: Record<number, string> = {
  401:
    'Check that the proxy passes the header Authorization on, that the clock is right, and that all processes ' +
    'have the same SESSION_SECRET.',
  403: 'Check ALLOWED_ORIGINS on the server.',
  404: FIX_PROXY,
}

/** How an answer arrived, in milliseconds since the question. */
interface Arrival {
  events: ThreadStreamEvent[]
  first: number
  last: number
  /** What an answer takes that is no stream. */
  plain: number
}

/**
 * Asks a question in a new thread, looks at how the answer arrives, and deletes the thread. The answer is one turn
 * of whoever answers on that server.
 */
export async function checkStreaming(conversation: Conversation): Promise<Finding[]> {
  const input = { content: [{ type: 'input_text', text: QUESTION }], attachments: [], inference_options: {} }
  try {
    const asked = performance.now()
    await (await post(conversation, 'threads.list', { limit: 1 })).text()
    const started = performance.now()
    const response = await post(conversation, 'threads.create', { input })
    if (!response.ok) {
      await response.body?.cancel()
      const fix = response.status === 429 ? 'Wait a minute, or raise RATE_LIMIT_MESSAGES.' : LOOK
      return [problem('streaming', `A message is answered with ${response.status}.`, fix)]
    }
    const arrival = { plain: started - asked, ...(await receive(response, started)) }
    return [judge(response, arrival), ...(await cleanUp(conversation, arrival.events))]
  } catch (error) {
    const reason = error instanceof NoAnswer ? error.message : 'the connection was lost in the middle'
    return [problem('streaming', `The answer to a message did not arrive: ${reason}.`, FIX_PROXY)]
  }
}

const UNBUFFER =
  'Switch buffering and compression off for this path: proxy_buffering off and gzip off in nginx; no compression ' +
  'middleware for text/event-stream elsewhere.'

/** A server speaks at once, before it asks a model. What takes this much longer than a plain answer was held back. */
const HELD_MS = 500

function judge({ headers }: Response, { events, first, last, plain }: Arrival): Finding {
  const failure = events.find((event) => event.type === 'error')
  if (!headers.get('content-type')?.startsWith('text/event-stream')) {
    const message = `A message is answered as ${headers.get('content-type')}, not as a stream of events.`
    return problem('streaming', message, 'Check the address of the chat server, and what is in front of it.')
  }
  if (headers.has('content-length')) {
    const message =
      'The answer arrives with a Content-Length: something in front of the server held it back whole.'
    return problem('streaming', message, UNBUFFER)
  }
  if (events.length === 0) return problem('streaming', 'The answer to a message is empty.', LOOK)
  if (first > HELD_MS + 3 * plain) {
    const message = `Nothing arrived for ${seconds(first)}, although the server speaks at once: something holds words back.`
    return problem('streaming', message, UNBUFFER)
  }
  if (headers.has('content-encoding')) {
    const message = `The answer is compressed (${headers.get('content-encoding')}), which holds words back.`
    return warning('streaming', message, UNBUFFER)
  }
  if (failure) return problem('streaming', 'The answer is an error event: the assistant failed.', LOOK)
  return last > HELD_MS
    ? ok(
        'streaming',
        `Words arrive as they are written: the first after ${seconds(first)}, the last after ${seconds(last)}.`,
      )
    : ok(
        'streaming',
        `The answer took only ${seconds(last)}, and nothing in its headers says that it was held back.`,
      )
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`

async function receive(response: Response, started: number) {
  const decoder = new TextDecoder()
  let text = ''
  let first: number | undefined
  let last = 0
  for await (const chunk of chunks(response)) {
    text += decoder.decode(chunk, { stream: true })
    last = performance.now() - started
    first ??= last
  }
  return { events: parseEvents(text), first: first ?? last, last }
}

/** Safari cannot iterate a body. */
async function* chunks({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) yield next.value
}

const parseEvents = (stream: string): ThreadStreamEvent[] =>
  stream.split(/\r?\n/).flatMap((line) => {
    try {
      return line.startsWith('data:') ? [JSON.parse(line.slice(5)) as ThreadStreamEvent] : []
    } catch {
      return []
    }
  })

/** Deletes the thread; a server that does not say which it made keeps it. */
async function cleanUp(conversation: Conversation, events: ThreadStreamEvent[]): Promise<Finding[]> {
  const created = events.find((event) => event.type === 'thread.created')
  if (!created) return []
  try {
    const response = await post(conversation, 'threads.delete', { thread_id: created.thread.id })
    await response.body?.cancel()
    if (response.ok) return [ok('clean-up', 'The thread of this check was deleted again.')]
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
  }
  const message = `The thread of this check, ${created.thread.id}, could not be deleted.`
  return [warning('clean-up', message, 'It harms nobody; the server says in its log why.')]
}

const post = ({ url, token, reach }: Conversation, type: string, params: object) =>
  ask(reach, url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: type === 'threads.create' ? 'text/event-stream' : 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ type, params }),
  })
