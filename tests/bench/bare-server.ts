// The least that a program can do for the same bytes: what everything else is measured against.
import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

const secret = randomBytes(48)

const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/stream') await stream(url, response)
  else if (url.pathname === '/list') json(response, body)
  else session(request, response)
})

/** As many frames as asked for, each of as many bytes, with a pause between them. */
async function stream({ searchParams }: URL, response: ServerResponse): Promise<void> {
  const [events, bytes, pauseMs] = ['events', 'bytes', 'pause'].map((name) => Number(searchParams.get(name)))
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const frame = `data: ${'x'.repeat(Math.max(0, (bytes ?? 0) - 8))}\n\n`
  for (let sent = 0; sent < (events ?? 0); sent++) {
    if (!response.write(frame)) await new Promise((resolve) => response.once('drain', resolve))
    // As often as the other lets go of the loop: once for each event that a model sends.
    if (pauseMs) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    else await new Promise((resolve) => setImmediate(resolve))
  }
  response.end()
}

/** A signature, which is what a token costs at least. */
function session(_request: IncomingMessage, response: ServerResponse): void {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')
  json(response, JSON.stringify({ client_secret: sign('a'), visitor: sign('b') }))
}

function json(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(body)
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
// Connections wait for the other program's turn.
server.keepAliveTimeout = 120_000
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }))
