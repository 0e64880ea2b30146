import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../server/storage/sqlite.ts'
import { SqliteDriver } from '../../server/storage/sqlite-driver.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { aMessage, aThread } from '../helpers/items.ts'
import { dataFolder } from '../helpers/program.ts'

const NOW = new Date('2026-05-01T12:00:00Z')
const WRITERS = 40

let storage: Storage
let folder: Awaited<ReturnType<typeof dataFolder>>
/** What another process sees: nothing but what is committed. */
let other: DatabaseSync
beforeEach(async () => {
  folder = await dataFolder()
  const path = join(folder.path, 'test.db')
  storage = await openSqlite(path)
  other = new DatabaseSync(path)
})
afterEach(async () => {
  other.close()
  await storage.close()
  await folder.remove()
})

const count = (table: string, where: string) =>
  (other.prepare(`select count(*) as n from ${table} where ${where}`).get() as { n: number }).n

test('each of many writes at once is committed when it is acknowledged, whatever it is committed with', async () => {
  await storage.threads.createThread('ana', aThread())
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, index) => {
      await storage.threads.saveItem('ana', 'thr_1', aMessage({ id: `msg_${index}` }))
      expect(count('items', `id = 'msg_${index}'`)).toBe(1)
      const { id } = await storage.tasks.addTask('ana', { title: `task ${index}` }, NOW)
      expect(count('tasks', `id = ${id}`)).toBe(1)
    }),
  )
})

test('nothing is seen of a write before it is acknowledged, by its own process neither', async () => {
  await storage.threads.createThread('ana', aThread())
  let acknowledged = false
  const writing = storage.threads.saveItem('ana', 'thr_1', aMessage()).then(() => {
    acknowledged = true
  })
  for (let look = 0; look < 50 && !acknowledged; look++) {
    const item = await storage.threads.loadItem('ana', 'thr_1', 'msg_1')
    if (item) expect(count('items', `id = 'msg_1'`)).toBe(1)
  }
  await writing
  expect(await storage.threads.loadItem('ana', 'thr_1', 'msg_1')).toEqual(aMessage())
})

test('a write that fails takes none with it that was made at the same moment', async () => {
  await storage.threads.createThread('ana', aThread())
  other.exec(`create trigger refuse before insert on items when new.id like 'bad%'
    begin select raise(abort, 'refused'); end`)
  const turn = (index: number) => ({
    id: `turn_${index}`,
    threadId: `thr_of_${index}`,
    requestHash: `hash_${index}`,
    itemId: 'x',
    cause: 'x',
    state: 'running' as const,
    startedAt: 1,
    heldUntil: 2,
  })
  const written = await Promise.allSettled(
    Array.from({ length: WRITERS }, (_, index) => {
      const id = index % 4 === 0 ? `bad_${index}` : `good_${index}`
      // Every other one in several statements, of which only the last is refused.
      if (index % 8 < 4) return storage.threads.saveItem('ana', 'thr_1', aMessage({ id }))
      const newThread = aThread({ id: `thr_of_${index}` })
      return storage.threads.beginTurn('ana', turn(index), 1, { newThread, saveItems: [aMessage({ id })] })
    }),
  )
  expect(written.filter(({ status }) => status === 'rejected')).toHaveLength(WRITERS / 4)
  expect(count('items', "id like 'good%'")).toBe((WRITERS * 3) / 4)
  expect(count('items', "id like 'bad%'")).toBe(0)
  const [whole, turns] = [count('threads', "id like 'thr_of%'"), count('turns', 'true')]
  expect([whole, turns]).toEqual([15, 15])
})

test('when a commit fails, whoever shared it is told, and writing goes on', async () => {
  await storage.threads.createThread('ana', aThread())
  other.exec(`create table parents (id text primary key);
    create table children (id text references parents (id) deferrable initially deferred);
    create trigger poison after insert on items when new.id = 'poison'
      begin insert into children values ('of nobody'); end`)
  for (let round = 0; round < 5; round++) {
    const ids = Array.from({ length: 10 }, (_, index) => `msg_${round}_${index}`)
    const saved = await Promise.allSettled([
      ...ids.map((id) => storage.threads.saveItem('ana', 'thr_1', aMessage({ id }))),
      storage.threads.saveItem('ana', 'thr_1', aMessage({ id: 'poison' })),
      storage.tasks.addTask('ana', { title: 'milk' }, NOW),
      ...ids.map((id) => storage.threads.saveItem('ana', 'thr_1', aMessage({ id: `${id}_later` }))),
    ])
    expect(saved[ids.length]?.status).toBe('rejected')
    expect(count('items', "id = 'poison'")).toBe(0)
    for (const [index, id] of ids.entries()) {
      expect(count('items', `id = '${id}'`)).toBe(saved[index]?.status === 'fulfilled' ? 1 : 0)
    }
    await storage.threads.saveItem('ana', 'thr_1', aMessage({ id: `after_${round}` }))
    expect(count('items', `id = 'after_${round}'`)).toBe(1)
  }
  const { length } = await storage.tasks.listTasks('ana', 'all')
  expect(count('tasks', 'true')).toBe(length)
})

test('a disk that is full fails what was written with it, and what is written later is kept', async () => {
  const path = join(folder.path, 'full.db')
  const writer = new DatabaseSync(path)
  writer.exec(`pragma journal_mode = wal; create table notes (id integer primary key, body text);
    pragma max_page_count = 20`)
  const driver = new SqliteDriver(writer, undefined)
  const write = (length: number) =>
    driver.run(CompiledQuery.raw('insert into notes (body) values (?)', ['x'.repeat(length)]))
  const written = await Promise.allSettled([write(1), write(200_000), write(3)])
  expect(written.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  await write(4)
  const kept = writer.prepare('select length(body) as length from notes').all()
  expect(kept.map(({ length }) => length)).toEqual([3, 4])
  await driver.destroy()
})

test('uploads of an older version are counted as well', async () => {
  const file = { type: 'file' as const, name: 'a', mime_type: 'text/plain' }
  for (const [id, metadata] of Object.entries({ atc_1: { size: 40 }, atc_2: { size: 2 }, atc_3: {} })) {
    await storage.threads.saveAttachment('ana', { ...file, id, metadata }, 1)
  }
  other.exec(`alter table attachments drop column size;
    delete from kysely_migration where name = '002_attachment_size'`)
  const newer = await openSqlite(join(folder.path, 'test.db'))
  expect(await newer.threads.countBytes('ana')).toBe(42)
  await newer.close()
})
