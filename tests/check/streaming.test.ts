import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { dataFolder } from '../helpers/program.ts'
import { type ScriptedModel, scriptedModel } from '../helpers/scripted-model.ts'
import type { Faults } from './proxy.ts'
import {
  behind,
  chat,
  check,
  closeLater,
  said,
  show,
  startOther,
  tag,
  useSiteAndProgram,
  wrong,
} from './site.ts'

useSiteAndProgram()

/** A program whose model takes its time, so that it shows when words are held back. */
async function slowChat(upstream: ScriptedModel): Promise<string> {
  closeLater(upstream.close)
  const slow = await startOther({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: upstream.url })
  return slow.url
}
const slowModel = () =>
  scriptedModel(() => ({ say: Array.from({ length: 8 }, (_, index) => `word ${index} `), pauseMs: 300 }))

async function checkBehind(url: string, faults: Faults) {
  show(tag(chat.url))
  return check({ endpoint: `${await behind(url, faults)}/api/chatkit` })
}

test('words that arrive as they are written are fine, with a proxy that passes them on', async () => {
  const findings = await checkBehind(await slowChat(await slowModel()), {})
  expect(wrong(findings)).toEqual([])
  expect(said(findings, 'streaming')).toContain('Words arrive as they are written')
})

test('a proxy that holds words back is found out by when they arrive', async () => {
  const findings = await checkBehind(await slowChat(await slowModel()), { buffers: 'plain' })
  expect(wrong(findings)).toEqual(['streaming problem'])
  expect(said(findings, 'streaming')).toMatch(/something holds words back.*proxy_buffering off/)
})

test('a proxy that knows the length of a stream has held it back, however quick the answer', async () => {
  const findings = await checkBehind(chat.url, { buffers: 'length' })
  expect(said(findings, 'streaming')).toContain('Content-Length')
})

test('a proxy that compresses the stream is warned of', async () => {
  const findings = await checkBehind(chat.url, { buffers: 'gzip' })
  expect(wrong(findings)).toEqual(['streaming warning'])
  expect(said(findings, 'streaming')).toContain('gzip')
})

test('an assistant that fails is a problem', async () => {
  const upstream = await scriptedModel(() => ({ status: 400 }))
  show(tag(await slowChat(upstream)))
  const findings = await check()
  expect(wrong(findings)).toEqual(['streaming problem'])
  expect(said(findings, 'streaming')).toContain('the assistant failed')
})

test('nothing of the check stays in the database', async () => {
  const folder = await dataFolder()
  closeLater(folder.remove)
  const path = join(folder.path, 'kept.db')
  const kept = await startOther({ DATABASE_URL: `file:${path}` })
  show(tag(kept.url))
  expect(said(await check(), 'clean-up')).toContain('was deleted again')
  await kept.end()
  const database = new DatabaseSync(path, { readOnly: true })
  const count = (table: string) => database.prepare(`select count(*) as n from ${table}`).get()?.n
  const left = ['threads', 'items', 'turns', 'tasks', 'attachments'].map(
    (table) => `${table}: ${count(table)}`,
  )
  database.close()
  expect(left).toEqual(['threads: 0', 'items: 0', 'turns: 0', 'tasks: 0', 'attachments: 0'])
})
