import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoryStorage } from '../../server/storage/memory.ts'
import { openPostgres } from '../../server/storage/postgres.ts'
import { openSqlite } from '../../server/storage/sqlite.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { hasPostgres, query, type RunningPostgres, startPostgres } from '../helpers/postgres.ts'
import { dataFolder } from '../helpers/program.ts'
import { testThreads } from '../helpers/storage-contract.ts'
import { testTasks } from '../helpers/task-contract.ts'
import { testTurns } from '../helpers/turn-contract.ts'

const NOW = new Date('2026-05-01T12:00:00Z')

/** What the lists are asked with, as SQL. */
const LISTS = [
  { table: 'threads', where: "user_id = 'ana'" },
  { table: 'items', where: "user_id = 'ana' and thread_id = 'thr_1'" },
]

/** What every storage keeps to. A new one is one more call. */
function describeStorage(name: string, open: () => Promise<Storage>) {
  describe(name, () => {
    testThreads(open)
    testTurns(open)
    testTasks(open)
  })
}

describeStorage('memory', async () => memoryStorage())

describeStorage('sqlite', async () => {
  const folder = await dataFolder()
  const storage = await openSqlite(join(folder.path, 'deep', 'test.db'))
  const close = async () => {
    await storage.close()
    await folder.remove()
  }
  return { ...storage, close }
})

describe.runIf(hasPostgres())('on a Postgres of its own', () => {
  let postgres: RunningPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.stop())

  describeStorage('postgres', async () => openPostgres(await postgres.database()))

  test('a list of 100,000 threads, or of as many items, is read from an index', async () => {
    const url = await postgres.database()
    const storage = await openPostgres(url)
    await query(
      url,
      `insert into threads (user_id, id, body)
        select case n % 5 when 0 then 'ana' else 'user' || n % 97 end, 'thr_' || n, '{"id":"thr_' || n || '"}'
        from generate_series(1, 100000) n;
      insert into items (user_id, thread_id, id, body)
        select 'ana', 'thr_' || n % 10, 'msg_' || n, '{"id":"msg_' || n || '"}' from generate_series(1, 100000) n;
      analyze threads; analyze items`,
    )
    for (const { table, where } of LISTS) {
      const select = `select id, body from ${table} where ${where} and seq < 50000 order by seq desc limit 21`
      const plan = JSON.stringify(await query(url, `explain ${select}`))
      expect(plan).toContain(`Index Scan Backward using ${table}_index_1`)
      expect(plan).not.toContain('Sort')
    }
    const page = await storage.threads.listThreads('ana', { limit: 2, order: 'desc', after: 'thr_50000' })
    expect(page?.data.map(({ id }) => id)).toEqual(['thr_49995', 'thr_49990'])
    await storage.close()
  })
})

test('a list of many threads, or of many items, is read from an index of SQLite', async () => {
  const folder = await dataFolder()
  const path = join(folder.path, 'test.db')
  const storage = await openSqlite(path)
  const database = new DatabaseSync(path)
  for (const { table, where } of LISTS) {
    const select = `select id, body from ${table} where ${where} and seq < 50000 order by seq desc limit 21`
    const plan = JSON.stringify(database.prepare(`explain query plan ${select}`).all())
    expect(plan).toContain(`USING INDEX ${table}_index_1`)
    expect(plan).not.toContain('TEMP B-TREE')
  }
  database.close()
  await storage.close()
  await folder.remove()
})

test('a SQLite file is opened again with all that was in it', async () => {
  const folder = await dataFolder()
  const path = join(folder.path, 'test.db')
  const first = await openSqlite(path)
  await first.tasks.addTask('ana', { title: 'kept' }, NOW)
  await first.close()
  const second = await openSqlite(path)
  expect(await second.tasks.listTasks('ana', 'all')).toMatchObject([{ id: 1, title: 'kept' }])
  await second.close()
  await folder.remove()
})
