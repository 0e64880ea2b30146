import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 512 })

export interface Reading {
  status: number
  bytes: number
  /** Milliseconds from the request to the first chunk with the mark. */
  markMs: number
  text: string
}

/** Posts, and reads the answer to its end; the text is kept when asked for. Without a mark the first chunk counts. */
export function post(url: string, body: string, token = '', keep = false, mark = ''): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const authorization = token ? { authorization: `Bearer ${token}` } : {}
    const headers = { 'content-type': 'application/json', ...authorization }
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      let bytes = 0
      let markMs = 0
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => {
        if (markMs === 0 && (!mark || chunk.includes(mark))) markMs = performance.now() - started
        bytes += chunk.length
        if (keep) chunks.push(chunk)
      })
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, bytes, markMs, text })
      })
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Runs `count` jobs, so many at once, and tells how long all took, in milliseconds. */
export async function timed(count: number, atOnce: number, job: (index: number) => Promise<unknown>) {
  let next = 0
  const started = performance.now()
  const worker = async () => {
    while (next < count) await job(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return performance.now() - started
}
