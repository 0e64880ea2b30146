import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One step of the model: words, calls of tools, or a failure. */
export type Step =
  | { say: (string | (() => string))[]; pauseMs?: number }
  | { call: { name: string; arguments: object }[] }
  | { status: number; body?: object }
  /** Says some words and breaks the connection. */
  | { cut: string[] }
  /** Reports a failure inside the stream. */
  | { fail: string }
  /** Says some words and then nothing more, for as long as somebody listens. */
  | { hang: string[] }

export interface ScriptedModel {
  /** For `OPENAI_BASE_URL`. */
  url: string
  /** The bodies of the requests so far, but those for titles. */
  requests: Record<string, unknown>[]
  /** The bodies of the requests for titles of threads: those without tools. */
  titles: Record<string, unknown>[]
  /** Resolves when a reader left while a step was being said. */
  left: Promise<void>
  close: () => Promise<void>
}

/**
 * A server on loopback that speaks the Responses API (and ChatKit sessions), one step a request.
 * @param title What is answered when a title is asked for. Default: nothing, so that the first words are the title.
 */
export async function scriptedModel(
  script: Step[] | ((body: Record<string, unknown>, index: number) => Step),
  title: Step = { say: [] },
): Promise<ScriptedModel> {
  const requests: Record<string, unknown>[] = []
  const titles: Record<string, unknown>[] = []
  const left = Promise.withResolvers<void>()
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = JSON.parse(text || '{}') as Record<string, unknown>
    response.on('close', () => {
      if (!response.writableEnded) left.resolve()
    })
    if (request.url?.endsWith('/responses') && !body.tools) {
      titles.push(body)
      await answer(response, title)
      return
    }
    requests.push({ path: request.url, ...body })
    const index = requests.length - 1
    const step = Array.isArray(script) ? script[index] : script(body, index)
    await answer(response, step ?? { status: 500, body: { error: { message: 'The script is over.' } } })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    titles,
    left: left.promise,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(response: ServerResponse, step: Step): Promise<void> {
  if ('status' in step) {
    response.writeHead(step.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(step.body ?? { error: { message: 'upstream secret text' } }))
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  let sequence = 0
  const send = (event: Record<string, unknown>) =>
    response.write(
      `event: ${event.type}\ndata: ${JSON.stringify({ sequence_number: sequence++, ...event })}\n\n`,
    )
  const base = { id: 'resp_1', object: 'response', model: 'scripted', output: [] }
  send({ type: 'response.created', response: { ...base, status: 'in_progress' } })
  if ('fail' in step) {
    send({
      type: 'response.failed',
      response: { ...base, status: 'failed', error: { code: 'server_error', message: step.fail } },
    })
    response.end()
    return
  }
  if ('call' in step) {
    for (const [index, call] of step.call.entries()) {
      const item = {
        id: `fc_${index}`,
        type: 'function_call',
        call_id: `call_${index}`,
        name: call.name,
        arguments: JSON.stringify(call.arguments),
        status: 'completed',
      }
      send({ type: 'response.output_item.added', output_index: index, item: { ...item, arguments: '' } })
      send({
        type: 'response.function_call_arguments.delta',
        output_index: index,
        item_id: item.id,
        delta: item.arguments,
      })
      send({ type: 'response.output_item.done', output_index: index, item })
    }
  } else {
    const words = 'say' in step ? step.say : 'cut' in step ? step.cut : step.hang
    for (const word of words) {
      const delta = typeof word === 'string' ? word : word()
      send({
        type: 'response.output_text.delta',
        output_index: 0,
        content_index: 0,
        item_id: 'msg_up',
        delta,
      })
      if ('say' in step && step.pauseMs) await new Promise((resolve) => setTimeout(resolve, step.pauseMs))
    }
    if ('hang' in step) return
    if ('cut' in step) {
      response.destroy()
      return
    }
  }
  send({ type: 'response.completed', response: { ...base, status: 'completed' } })
  response.end()
}
