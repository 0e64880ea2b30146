import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ThreadItem } from '../../server/chatkit/wire.ts'
import type { aServer } from './protocol-server.ts'

type Server = Awaited<ReturnType<typeof aServer>>
interface Line {
  /** `given` item · `>` request · `<` event · `=` plain answer · `x` the reader leaves · `store` items. */
  kind: string
  json: unknown
}

const FOLDER = join(import.meta.dirname, '..', 'transcripts')

export const transcriptNames = (): string[] => readdirSync(FOLDER).map((file) => file.replace(/\.txt$/, ''))

/** Plays a transcript against a server and compares every line. Ids and dates may be others, consistently. */
export async function play(name: string, server: Server): Promise<void> {
  const lines = readTranscript(name)
  const ids = new Map<string, string>()
  for (let at = 0; at < lines.length; at++) {
    const { kind, json } = lines[at] as Line
    if (kind === 'given') await server.threads.saveItem('ana', 'thr_1', json as ThreadItem)
    if (kind === 'store') expect(named(await server.kept(), json, ids)).toEqual(json)
    if (kind !== '>') continue
    const rest = lines.slice(at + 1)
    const end = rest.findIndex((line) => line.kind !== '<')
    const answers = rest.slice(0, end < 0 ? rest.length : end).map((line) => line.json)
    const next = rest[answers.length]
    const { type, params } = json as { type: string; params: object }
    const answer = await server.ask(type, withIds(params, ids) as object)
    if ('json' in answer) {
      expect(named(JSON.parse(JSON.stringify(answer.json)), next?.json, ids)).toEqual(next?.json)
    } else {
      const events = await read(answer, next?.kind === 'x' ? answers.length : undefined)
      expect(named(events, answers, ids)).toEqual(answers)
    }
  }
}

async function read(
  { events }: { events: (signal: AbortSignal) => AsyncIterable<unknown> },
  leaveAfter: number | undefined,
): Promise<unknown[]> {
  const reader = new AbortController()
  const read: unknown[] = []
  for await (const event of events(reader.signal)) {
    read.push(JSON.parse(JSON.stringify(event)))
    if (read.length === leaveAfter) setTimeout(() => reader.abort())
  }
  return read
}

const readTranscript = (name: string): Line[] =>
  readFileSync(join(FOLDER, `${name}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => {
      const [kind = ''] = line.split(' ', 1)
      const json = line.slice(kind.length + 1)
      return { kind, json: json ? JSON.parse(json) : undefined }
    })

const ID_FIELDS = new Set(['id', 'thread_id', 'item_id', 'after'])

/** What came, under the transcript's ids and dates. */
function named(actual: unknown, expected: unknown, ids: Map<string, string>, field = ''): unknown {
  if (Array.isArray(actual)) {
    return actual.map((one, index) => named(one, (expected as unknown[] | undefined)?.[index], ids))
  }
  if (typeof actual === 'object' && actual !== null) {
    const fields = Object.entries(actual).map(([name, value]) => {
      return [name, named(value, (expected as Record<string, unknown> | undefined)?.[name], ids, name)]
    })
    return Object.fromEntries(fields)
  }
  if (field === 'created_at') return /^\d{4}-\d\d-\d\dT[\d:.]+Z$|^T$/.test(String(actual)) ? 'T' : actual
  if (!ID_FIELDS.has(field) || typeof actual !== 'string' || typeof expected !== 'string') return actual
  const known = [...ids].find(([, id]) => id === actual)?.[0]
  if (known) return known
  if (!ids.has(expected)) ids.set(expected, actual)
  return ids.get(expected) === actual ? expected : actual
}

/** The request with the ids that came in place of the transcript's. */
function withIds(value: unknown, ids: Map<string, string>): unknown {
  return JSON.parse(JSON.stringify(value), (_name, one) =>
    typeof one === 'string' ? (ids.get(one) ?? one) : one,
  )
}
