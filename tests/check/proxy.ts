import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** What a proxy does wrong; it does everything else right. */
export interface Faults {
  /** Changes what it passes on to the server. */
  toServer?: (headers: IncomingHttpHeaders) => void
  /** Changes what it passes back. */
  toBrowser?: (headers: OutgoingHttpHeaders) => void
  /** Answers OPTIONS itself, with this status. */
  options?: number
  /** Holds answers back until they are whole: as they are, with their length, or compressed. */
  buffers?: 'plain' | 'length' | 'gzip'
}

export interface Proxy {
  url: string
  close: () => Promise<void>
}

/** Stands in front of a server on loopback, as badly as it is told to. */
export async function startProxy(target: string, faults: Faults): Promise<Proxy> {
  const server = createServer((asked, answer) => {
    if (asked.method === 'OPTIONS' && faults.options) return void answer.writeHead(faults.options).end()
    const headers = { ...asked.headers }
    faults.toServer?.(headers)
    const passed = request(target + asked.url, { method: asked.method, headers }, async (received) => {
      const back: OutgoingHttpHeaders = { ...received.headers }
      faults.toBrowser?.(back)
      if (!faults.buffers) {
        answer.writeHead(received.statusCode ?? 502, back)
        return void received.pipe(answer)
      }
      const pieces: Buffer[] = []
      for await (const piece of received) pieces.push(piece as Buffer)
      const isPacked = faults.buffers === 'gzip' && back['content-encoding'] === undefined
      const body = isPacked ? gzipSync(Buffer.concat(pieces)) : Buffer.concat(pieces)
      if (isPacked) back['content-encoding'] = 'gzip'
      if (faults.buffers === 'length') back['content-length'] = body.length
      else delete back['content-length']
      if (faults.buffers === 'length') delete back['transfer-encoding']
      answer.writeHead(received.statusCode ?? 502, back).end(body)
    })
    passed.on('error', () => answer.writeHead(502).end('Bad gateway'))
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
