import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { TurnRecord } from '../../server/chatkit/store.ts'
import { memoryStorage } from '../../server/storage/memory.ts'
import { openPostgres } from '../../server/storage/postgres.ts'
import { openSqlite } from '../../server/storage/sqlite.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { aMessage, aThread } from '../helpers/items.ts'
import { hasPostgres, query, type RunningPostgres, startPostgres } from '../helpers/postgres.ts'
import { dataFolder } from '../helpers/program.ts'

const NOW = new Date('2026-05-01T12:00:00Z')

/** What the lists are asked with, as SQL. */
const LISTS = [
  { table: 'threads', where: "user_id = 'ana'" },
  { table: 'items', where: "user_id = 'ana' and thread_id = 'thr_1'" },
]

/** What every storage keeps to. A new one is one more call. */
function describeStorage(name: string, open: () => Promise<Storage>) {
  describe(name, () => {
    let storage: Storage
    const opened = async () => {
      storage = await open()
      return storage
    }
    afterEach(() => storage.close())
    const aTurn = (fields: Partial<TurnRecord> = {}): TurnRecord => ({
      id: 'turn_1',
      threadId: 'thr_1',
      requestHash: 'hash',
      itemId: 'msg_1',
      cause: 'msg_1',
      state: 'running',
      startedAt: 1000,
      heldUntil: 2000,
      ...fields,
    })

    const itemIds = async (threads: Storage['threads']) =>
      (await threads.listItems('ana', 'thr_1', { limit: 9, order: 'asc' }))?.data.map(({ id }) => id)

    test('a stranger cannot load, change or delete a thread by knowing its id', async () => {
      const { threads } = await opened()
      await threads.createThread('ana', aThread())
      await threads.saveItem('ana', 'thr_1', aMessage())
      expect(await threads.loadThread('ben', 'thr_1')).toBeUndefined()
      expect(await threads.loadItem('ben', 'thr_1', 'msg_1')).toBeUndefined()
      await threads.updateThread('ben', aThread({ title: 'mine' }))
      await threads.saveItem('ben', 'thr_1', aMessage({ id: 'msg_2' }))
      await threads.beginTurn('ben', aTurn(), 1000)
      await threads.writeTurn('ben', aTurn(), {
        deleteItems: ['msg_1'],
        saveItems: [aMessage({ id: 'msg_3' })],
      })
      await threads.deleteThread('ben', 'thr_1')
      expect(await threads.loadThread('ana', 'thr_1')).toEqual(aThread())
      const items = await threads.listItems('ana', 'thr_1', { limit: 9, order: 'asc' })
      expect(items?.data.map(({ id }) => id)).toEqual(['msg_1'])
    })

    test('items keep the order in which they were saved, also within one millisecond', async () => {
      const { threads } = await opened()
      await threads.createThread('ana', aThread())
      const ids = Array.from({ length: 30 }, (_, index) => `msg_${(index * 7) % 30}`)
      for (const id of ids) await threads.saveItem('ana', 'thr_1', aMessage({ id }))
      const page = await threads.listItems('ana', 'thr_1', { limit: 50, order: 'asc' })
      expect(page?.data.map(({ id }) => id)).toEqual(ids)
    })

    test('pages join without a gap or a repeat, in both orders', async () => {
      const { threads } = await opened()
      for (let index = 0; index < 7; index++)
        await threads.createThread('ana', aThread({ id: `thr_${index}` }))
      await threads.createThread('ben', aThread({ id: 'thr_ben' }))
      for (const order of ['asc', 'desc'] as const) {
        const seen: string[] = []
        let after: string | undefined
        do {
          const page = await threads.listThreads('ana', { limit: 3, order, after })
          seen.push(...(page?.data.map(({ id }) => id) ?? []))
          expect(page?.has_more).toBe(page?.after !== undefined)
          after = page?.after
        } while (after)
        const oldestFirst = ['thr_0', 'thr_1', 'thr_2', 'thr_3', 'thr_4', 'thr_5', 'thr_6']
        expect(seen).toEqual(order === 'asc' ? oldestFirst : oldestFirst.reverse())
      }
    })

    test('a cursor that is not there is said to be unknown', async () => {
      const { threads } = await opened()
      await threads.createThread('ana', aThread())
      expect(await threads.listThreads('ana', { limit: 3, order: 'asc', after: 'thr_9' })).toBeUndefined()
      expect(await threads.listItems('ana', 'thr_1', { limit: 3, order: 'asc', after: 'x' })).toBeUndefined()
    })

    test('an item that is saved again keeps its place', async () => {
      const { threads } = await opened()
      await threads.createThread('ana', aThread())
      await threads.saveItem('ana', 'thr_1', aMessage({ id: 'a' }))
      await threads.saveItem('ana', 'thr_1', aMessage({ id: 'b' }))
      await threads.saveItem('ana', 'thr_1', aMessage({ id: 'a', quoted_text: 'new' }))
      const page = await threads.listItems('ana', 'thr_1', { limit: 5, order: 'asc' })
      expect(page?.data).toEqual([aMessage({ id: 'a', quoted_text: 'new' }), aMessage({ id: 'b' })])
    })

    test('a thread that was deleted takes its items along and does not come back', async () => {
      const { threads } = await opened()
      await threads.createThread('ana', aThread())
      await threads.saveItem('ana', 'thr_1', aMessage())
      await threads.deleteThread('ana', 'thr_1')
      await threads.saveItem('ana', 'thr_1', aMessage({ id: 'late' }))
      await threads.updateThread('ana', aThread({ title: 'late' }))
      expect(await threads.loadThread('ana', 'thr_1')).toBeUndefined()
      await threads.createThread('ana', aThread())
      expect((await threads.listItems('ana', 'thr_1', { limit: 5, order: 'asc' }))?.data).toEqual([])
    })

    test('what is loaded can be changed without changing what is kept', async () => {
      const { threads } = await opened()
      await threads.createThread('ana', aThread({ metadata: { plan: 'a' } }))
      const loaded = await threads.loadThread('ana', 'thr_1')
      if (loaded) loaded.metadata.plan = 'b'
      expect((await threads.loadThread('ana', 'thr_1'))?.metadata).toEqual({ plan: 'a' })
    })

    test('tasks are counted per user, and a number is never given twice', async () => {
      const { tasks } = await opened()
      expect((await tasks.addTask('ana', { title: 'one' }, NOW)).id).toBe(1)
      expect((await tasks.addTask('ana', { title: 'two' }, NOW)).id).toBe(2)
      expect((await tasks.addTask('ben', { title: 'one' }, NOW)).id).toBe(1)
      await tasks.deleteTask('ana', 2)
      expect((await tasks.addTask('ana', { title: 'three' }, NOW)).id).toBe(3)
    })

    test('tasks added at the same time all get a number of their own', async () => {
      const { tasks } = await opened()
      const added = await Promise.all(
        Array.from({ length: 10 }, (_, index) => tasks.addTask('ana', { title: `t${index}` }, NOW)),
      )
      expect(new Set(added.map(({ id }) => id)).size).toBe(10)
    })

    test('a stranger cannot see, change or delete a task', async () => {
      const { tasks } = await opened()
      const task = await tasks.addTask('ana', { title: 'secret', due: '2026-06-01' }, NOW)
      expect(await tasks.listTasks('ben', 'all')).toEqual([])
      expect(await tasks.updateTask('ben', task.id, { title: 'mine' }, NOW)).toBeUndefined()
      expect(await tasks.deleteTask('ben', task.id)).toBeUndefined()
      expect(await tasks.listTasks('ana', 'all')).toEqual([task])
    })

    test('a task changes only in what was named', async () => {
      const { tasks } = await opened()
      await tasks.addTask('ana', { title: 'a', description: 'd', due: '2026-06-01' }, NOW)
      const later = new Date('2026-05-02T00:00:00Z')
      const changed = await tasks.updateTask('ana', 1, { completed: true, due: null }, later)
      expect(changed).toEqual({
        id: 1,
        title: 'a',
        description: 'd',
        due: null,
        completed: true,
        created_at: NOW.toISOString(),
        updated_at: later.toISOString(),
      })
      expect(await tasks.listTasks('ana', 'completed')).toEqual([changed])
      expect(await tasks.listTasks('ana', 'pending')).toEqual([])
    })

    test('a thread that is there already is not made again', async () => {
      const { threads } = await opened()
      await threads.createThread('ana', aThread({ title: 'first' }))
      await threads.saveItem('ana', 'thr_1', aMessage())
      await threads.createThread('ana', aThread({ title: 'second' }))
      expect((await threads.loadThread('ana', 'thr_1'))?.title).toBe('first')
      expect(await threads.loadItem('ana', 'thr_1', 'msg_1')).toEqual(aMessage())
    })

    test('characters of every kind come back as they were', async () => {
      const { threads } = await opened()
      const text = 'NUL \0, quote \' " \\, newline \n, emoji 🦊, עברית, \u2028'
      await threads.createThread('ana', aThread({ title: text, metadata: { [text]: null } }))
      await threads.saveItem('ana', 'thr_1', aMessage({ content: [{ type: 'input_text', text }] }))
      expect(await threads.loadThread('ana', 'thr_1')).toEqual(
        aThread({ title: text, metadata: { [text]: null } }),
      )
      expect(await threads.loadItem('ana', 'thr_1', 'msg_1')).toMatchObject({ content: [{ text }] })
    })

    describe('a turn', () => {
      test('holds its thread until it ends', async () => {
        const { threads } = await opened()
        expect(await threads.beginTurn('ana', aTurn(), 1000)).toBe(true)
        expect(await threads.beginTurn('ana', aTurn({ id: 'turn_2' }), 1500)).toBe(false)
        expect(await threads.beginTurn('ana', aTurn({ id: 'turn_3', threadId: 'thr_2' }), 1500)).toBe(true)
        expect(await threads.beginTurn('ben', aTurn({ id: 'turn_4' }), 1500)).toBe(true)
        await threads.writeTurn('ana', aTurn(), { end: 'done' })
        expect(await threads.beginTurn('ana', aTurn({ id: 'turn_5' }), 1500)).toBe(true)
      })

      test('that is not prolonged frees its thread, and what is left of it changes nothing', async () => {
        const { threads } = await opened()
        await threads.beginTurn('ana', aTurn(), 1000)
        expect(await threads.holdTurn('ana', aTurn(), 3000)).toBe(true)
        expect(await threads.beginTurn('ana', aTurn({ id: 'turn_2' }), 3000)).toBe(false)
        const next = aTurn({ id: 'turn_2', heldUntil: 5000 })
        expect(await threads.beginTurn('ana', next, 3001)).toBe(true)
        expect(await threads.holdTurn('ana', aTurn(), 9000)).toBe(false)
        expect(await threads.writeTurn('ana', aTurn(), { end: 'cut' })).toBe(false)
        expect(await threads.findTurn('ana', 'hash')).toEqual(next)
      })

      test('begins with its thread and message, or with nothing', async () => {
        const { threads } = await opened()
        const changes = { newThread: aThread(), saveItems: [aMessage()] }
        expect(await threads.beginTurn('ana', aTurn(), 1000, changes)).toBe(true)
        const late = { newThread: aThread({ title: 'x' }), saveItems: [aMessage({ id: 'late' })] }
        expect(await threads.beginTurn('ana', aTurn({ id: 'turn_2' }), 1500, late)).toBe(false)
        expect(await threads.loadThread('ana', 'thr_1')).toEqual(aThread())
        expect(await itemIds(threads)).toEqual(['msg_1'])
      })

      test('writes threads, uploads and items in one step, each in its place', async () => {
        const { threads } = await opened()
        const file = { type: 'file' as const, id: 'atc_1', name: 'a', mime_type: 'text/plain' }
        await threads.saveAttachment('ana', file, 1)
        const newThread = aThread()
        const saveItems = ['a', 'b', 'c', 'd'].map((id) => aMessage({ id }))
        await threads.beginTurn('ana', aTurn(), 1000, { newThread, saveItems })
        const sent = { ...file, thread_id: 'thr_1' }
        const written = await threads.writeTurn('ana', aTurn(), {
          thread: aThread({ title: 'named' }),
          attachments: [sent, { ...sent, id: 'never_uploaded' }],
          deleteAfter: 'b',
          deleteItems: ['a', 'unknown'],
          saveItems: [aMessage({ id: 'e' }), aMessage({ id: 'b', quoted_text: 'again' })],
          end: 'done',
        })
        expect(written).toBe(true)
        expect(await threads.loadThread('ana', 'thr_1')).toEqual(aThread({ title: 'named' }))
        expect(await threads.listAttachments('ana', 'thr_1')).toEqual(['atc_1'])
        expect(await itemIds(threads)).toEqual(['b', 'e'])
        expect(await threads.loadItem('ana', 'thr_1', 'b')).toMatchObject({ quoted_text: 'again' })
        expect(await threads.findTurn('ana', 'hash')).toMatchObject({ state: 'done' })
      })

      test('deletes nothing when the item to delete after is not there', async () => {
        const { threads } = await opened()
        const changes = { newThread: aThread(), saveItems: [aMessage()] }
        await threads.beginTurn('ana', aTurn(), 1000, changes)
        await threads.writeTurn('ana', aTurn(), { deleteAfter: 'unknown' })
        expect(await itemIds(threads)).toEqual(['msg_1'])
      })

      test('that has lost its thread, has ended or was deleted writes nothing any more', async () => {
        const { threads } = await opened()
        await threads.beginTurn('ana', aTurn(), 1000, { newThread: aThread() })
        const late = { thread: aThread({ title: 'late' }), saveItems: [aMessage({ id: 'late' })] }
        const next = aTurn({ id: 'turn_2', startedAt: 2001, heldUntil: 9000 })
        await threads.beginTurn('ana', next, 2001)
        expect(await threads.writeTurn('ana', aTurn(), late)).toBe(false)
        await threads.writeTurn('ana', next, { end: 'done' })
        expect(await threads.writeTurn('ana', next, late)).toBe(false)
        expect(await threads.writeTurn('ana', next, { ...late, end: 'cut' })).toBe(false)
        expect(await threads.loadThread('ana', 'thr_1')).toEqual(aThread())
        expect(await itemIds(threads)).toEqual([])
        await threads.beginTurn('ana', aTurn({ id: 'turn_3' }), 2002)
        await threads.deleteThread('ana', 'thr_1')
        expect(await threads.writeTurn('ana', aTurn({ id: 'turn_3' }), late)).toBe(false)
        expect(await threads.holdTurn('ana', aTurn({ id: 'turn_3' }), 9000)).toBe(false)
      })

      test('and its deletion at the same time leave nothing behind', async () => {
        const { threads } = await opened()
        for (let round = 0; round < 8; round++) {
          const id = `thr_${round}`
          const turn = aTurn({ id: `turn_${round}`, threadId: id })
          await threads.beginTurn('ana', turn, 1000, { newThread: aThread({ id }) })
          const items = Array.from({ length: 6 }, (_, index) =>
            aMessage({ id: `msg_${index}`, thread_id: id }),
          )
          const writing = items.map((item) => threads.writeTurn('ana', turn, { saveItems: [item] }))
          await Promise.all([...writing, threads.deleteThread('ana', id)])
          await threads.createThread('ana', aThread({ id }))
          expect((await threads.listItems('ana', id, { limit: 9, order: 'asc' }))?.data).toEqual([])
        }
      })

      test('is the only one of many that begin at the same time', async () => {
        const { threads } = await opened()
        for (let round = 0; round < 5; round++) {
          const begun = await Promise.all(
            Array.from({ length: 8 }, (_, index) =>
              threads.beginTurn('ana', aTurn({ id: `turn_${index}`, threadId: `thr_${round}` }), 1000),
            ),
          )
          expect(begun.filter(Boolean)).toHaveLength(1)
        }
      })

      test('is found by what was asked, the newest first, by its user alone', async () => {
        const { threads } = await opened()
        await threads.beginTurn('ana', aTurn(), 1000)
        await threads.writeTurn('ana', aTurn(), { end: 'cut' })
        const newer = aTurn({ id: 'turn_2', threadId: 'thr_2', startedAt: 1001 })
        await threads.beginTurn('ana', newer, 1001)
        expect(await threads.findTurn('ana', 'hash')).toEqual(newer)
        expect(await threads.findTurn('ben', 'hash')).toBeUndefined()
        expect(await threads.findTurn('ana', 'other')).toBeUndefined()
        await threads.holdTurn('ben', newer, 9999)
        await threads.writeTurn('ben', newer, { end: 'done' })
        expect(await threads.findTurn('ana', 'hash')).toEqual(newer)
      })

      test('goes with its thread', async () => {
        const { threads } = await opened()
        await threads.createThread('ana', aThread())
        await threads.beginTurn('ana', aTurn(), 1000)
        await threads.deleteThread('ana', 'thr_1')
        expect(await threads.findTurn('ana', 'hash')).toBeUndefined()
      })
    })

    test('bytes are counted by user, of every upload as its record says now', async () => {
      const { threads } = await opened()
      const file = { type: 'file' as const, name: 'a', mime_type: 'text/plain' }
      await threads.saveAttachment('ana', { ...file, id: 'atc_1', metadata: { size: 3_000_000_000 } }, 1)
      await threads.saveAttachment('ana', { ...file, id: 'atc_2', metadata: { size: 1 } }, 1)
      await threads.saveAttachment('ana', { ...file, id: 'atc_2', metadata: { size: 2 } }, 1)
      await threads.saveAttachment('ana', { ...file, id: 'atc_3', metadata: { size: 'huge' } }, 1)
      await threads.saveAttachment('ben', { ...file, id: 'atc_4', metadata: { size: 5 } }, 1)
      expect(await threads.countBytes('ana')).toBe(3_000_000_002)
      await threads.deleteAttachment('ana', 'atc_1')
      expect(await threads.countBytes('ana')).toBe(2)
      expect(await threads.countBytes('eve')).toBe(0)
    })

    test('feedback is kept by user and thread, the last word counts, and it goes with its thread', async () => {
      const { threads } = await opened()
      await threads.createThread('ana', aThread())
      await threads.saveFeedback('ana', 'thr_1', ['a', 'b', 'a'], 'positive')
      await threads.saveFeedback('ana', 'thr_1', ['b'], 'negative')
      await threads.saveFeedback('ana', 'thr_1', [], 'negative')
      expect(await threads.listFeedback('ana', 'thr_1')).toEqual({ a: 'positive', b: 'negative' })
      expect(await threads.listFeedback('ben', 'thr_1')).toEqual({})
      expect(await threads.listFeedback('ana', 'thr_2')).toEqual({})
      await threads.deleteThread('ana', 'thr_1')
      await threads.createThread('ana', aThread())
      expect(await threads.listFeedback('ana', 'thr_1')).toEqual({})
    })

    test('an attachment belongs to its user, and to the thread it was sent in', async () => {
      const { threads } = await opened()
      const file = { type: 'file' as const, id: 'atc_1', name: 'a.pdf', mime_type: 'application/pdf' }
      await threads.saveAttachment('ana', { ...file, metadata: { size: 3 } }, 1000)
      expect(await threads.loadAttachment('ana', 'atc_1')).toEqual({ ...file, metadata: { size: 3 } })
      expect(await threads.loadAttachment('ben', 'atc_1')).toBeUndefined()
      await threads.saveAttachment('ana', { ...file, thread_id: 'thr_1' }, 1001)
      expect(await threads.listAttachments('ana', 'thr_1')).toEqual(['atc_1'])
      expect(await threads.listAttachments('ben', 'thr_1')).toEqual([])
      await threads.deleteAttachment('ben', 'atc_1')
      expect(await threads.loadAttachment('ana', 'atc_1')).toEqual({ ...file, thread_id: 'thr_1' })
      await threads.deleteAttachment('ana', 'atc_1')
      await threads.deleteAttachment('ana', 'atc_1')
      expect(await threads.loadAttachment('ana', 'atc_1')).toBeUndefined()
    })

    test('uploads that were never sent are orphans once they are old', async () => {
      const { threads } = await opened()
      const file = { type: 'file' as const, id: 'atc_1', name: 'a', mime_type: 'text/plain' }
      await threads.saveAttachment('ana', file, 1000)
      await threads.saveAttachment('ben', { ...file, id: 'atc_2' }, 1500)
      await threads.saveAttachment('ana', { ...file, id: 'atc_3' }, 2000)
      await threads.saveAttachment('ana', { ...file, id: 'atc_4', thread_id: 'thr_1' }, 1000)
      const orphans = await threads.listOrphans(2000, 10)
      expect(orphans.sort((a, b) => a.attachmentId.localeCompare(b.attachmentId))).toEqual([
        { userId: 'ana', attachmentId: 'atc_1' },
        { userId: 'ben', attachmentId: 'atc_2' },
      ])
      expect(await threads.listOrphans(2000, 1)).toHaveLength(1)
    })

    describe('a change of a task with a cause', () => {
      const cause = (key: string, threadId = 'thr_1') => ({ threadId, key })

      test('is made once, and answers again what it answered', async () => {
        const { tasks } = await opened()
        const added = await tasks.addTask('ana', { title: 'a' }, NOW, cause('add'))
        expect(await tasks.addTask('ana', { title: 'a' }, NOW, cause('add'))).toEqual(added)
        const changed = await tasks.updateTask('ana', 1, { title: 'b' }, NOW, cause('update'))
        await tasks.updateTask('ana', 1, { title: 'c' }, NOW, cause('other'))
        expect(await tasks.updateTask('ana', 1, { title: 'b' }, NOW, cause('update'))).toEqual(changed)
        expect(await tasks.listTasks('ana', 'all')).toMatchObject([{ title: 'c' }])
        const deleted = await tasks.deleteTask('ana', 1, cause('delete'))
        expect(deleted).toMatchObject({ id: 1, title: 'c' })
        expect(await tasks.deleteTask('ana', 1, cause('delete'))).toEqual(deleted)
        expect(await tasks.deleteTask('ana', 1, cause('delete again'))).toBeUndefined()
        expect(await tasks.listChanges('ana', 'thr_1', 10)).toHaveLength(4)
      })

      test('is made once, however many ask for it at the same time', async () => {
        const { tasks } = await opened()
        const all = await Promise.all(
          Array.from({ length: 8 }, () => tasks.addTask('ana', { title: 'a' }, NOW, cause('same'))),
        )
        expect(new Set(all.map(({ id }) => id))).toEqual(new Set([1]))
        await Promise.all(
          Array.from({ length: 8 }, () =>
            tasks.updateTask('ana', 1, { completed: true }, NOW, cause('done')),
          ),
        )
        await Promise.all(Array.from({ length: 8 }, () => tasks.deleteTask('ana', 1, cause('gone'))))
        expect(await tasks.listTasks('ana', 'all')).toEqual([])
        expect(await tasks.listChanges('ana', 'thr_1', 99)).toHaveLength(3)
      })

      test('may have a cause that is longer than any index takes', async () => {
        const { tasks } = await opened()
        const long = Array.from({ length: 4000 }, (_, index) =>
          String.fromCodePoint(0x4e00 + index * 7),
        ).join('')
        await tasks.addTask('ana', { title: 'a' }, NOW, cause(long))
        await tasks.addTask('ana', { title: 'a' }, NOW, cause(long))
        await tasks.addTask('ana', { title: 'a' }, NOW, cause(`${long}.`))
        expect(await tasks.listTasks('ana', 'all')).toHaveLength(2)
        expect((await tasks.listChanges('ana', 'thr_1', 9)).map((one) => one.cause)).toEqual([
          `${long}.`,
          long,
        ])
      })

      test('is listed by user and thread, the newest first', async () => {
        const { tasks } = await opened()
        await tasks.addTask('ana', { title: 'a' }, NOW, cause('1'))
        await tasks.addTask('ana', { title: 'b' }, NOW, cause('2', 'thr_2'))
        await tasks.addTask('ana', { title: 'c' }, NOW)
        await tasks.updateTask('ana', 1, { title: 'd' }, NOW, cause('3'))
        await tasks.addTask('ben', { title: 'a' }, NOW, cause('1'))
        const changes = await tasks.listChanges('ana', 'thr_1', 10)
        expect(changes).toMatchObject([
          { threadId: 'thr_1', cause: '3', before: { title: 'a' }, after: { title: 'd' }, undoneBy: null },
          { threadId: 'thr_1', cause: '1', before: null, after: { title: 'a' }, undoneBy: null },
        ])
        expect(await tasks.listChanges('ana', 'thr_1', 1)).toEqual(changes.slice(0, 1))
        expect(await tasks.listChanges('ben', 'thr_2', 10)).toEqual([])
      })

      test('is undone once, for its user alone: added, changed and deleted tasks are as before', async () => {
        const { tasks } = await opened()
        const kept = await tasks.addTask('ana', { title: 'kept', due: '2026-06-01' }, NOW)
        const gone = await tasks.addTask('ana', { title: 'gone' }, NOW)
        await tasks.addTask('ana', { title: 'new' }, NOW, cause('1'))
        await tasks.updateTask('ana', kept.id, { title: 'x', due: null }, NOW, cause('2'))
        await tasks.updateTask('ana', kept.id, { completed: true }, NOW, cause('3'))
        await tasks.deleteTask('ana', gone.id, cause('4'))
        const ids = (await tasks.listChanges('ana', 'thr_1', 9)).map(({ id }) => id)
        expect(await tasks.undoChanges('ben', ids, 'undo')).toEqual([])
        expect(await tasks.undoChanges('ana', [], 'undo')).toEqual([])
        const undone = await tasks.undoChanges('ana', [...ids, 12345], 'undo')
        expect(undone.map((change) => [change.cause, change.undoneBy])).toEqual([
          ['4', 'undo'],
          ['3', 'undo'],
          ['2', 'undo'],
          ['1', 'undo'],
        ])
        expect(await tasks.listTasks('ana', 'all')).toEqual([kept, gone])
        await tasks.updateTask('ana', kept.id, { title: 'later' }, NOW)
        expect(await tasks.undoChanges('ana', ids, 'undo')).toEqual(undone)
        expect(await tasks.undoChanges('ana', ids, 'another')).toEqual([])
        expect(await tasks.listTasks('ana', 'all')).toMatchObject([{ title: 'later' }, { title: 'gone' }])
      })

      test('can be undone alone: a task that was deleted since stays deleted until that is undone', async () => {
        const { tasks } = await opened()
        await tasks.addTask('ana', { title: 'a' }, NOW)
        await tasks.updateTask('ana', 1, { title: 'b' }, NOW, cause('1'))
        await tasks.deleteTask('ana', 1, cause('2'))
        const [deleted, changed] = await tasks.listChanges('ana', 'thr_1', 9)
        await tasks.undoChanges('ana', [changed?.id ?? 0], 'u1')
        expect(await tasks.listTasks('ana', 'all')).toEqual([])
        await tasks.undoChanges('ana', [deleted?.id ?? 0], 'u2')
        expect(await tasks.listTasks('ana', 'all')).toMatchObject([{ id: 1, title: 'b' }])
      })

      test('leaves what was changed since, elsewhere in the task, as it is', async () => {
        const { tasks } = await opened()
        await tasks.addTask('ana', { title: 'a' }, NOW)
        await tasks.updateTask('ana', 1, { title: 'b' }, NOW, cause('1'))
        await tasks.updateTask('ana', 1, { completed: true, due: '2026-06-01' }, NOW)
        const [changed] = await tasks.listChanges('ana', 'thr_1', 9)
        await tasks.undoChanges('ana', [changed?.id ?? 0], 'u1')
        expect(await tasks.listTasks('ana', 'all')).toMatchObject([
          { title: 'a', completed: true, due: '2026-06-01' },
        ])
      })

      test('is made again under its cause once it is undone, or its task is gone', async () => {
        const { tasks } = await opened()
        await tasks.addTask('ana', { title: 'a' }, NOW, cause('1'))
        const [added] = await tasks.listChanges('ana', 'thr_1', 9)
        await tasks.undoChanges('ana', [added?.id ?? 0], 'u1')
        expect(await tasks.addTask('ana', { title: 'a' }, NOW, cause('1'))).toMatchObject({ id: 2 })
        await tasks.deleteTask('ana', 2)
        expect(await tasks.addTask('ana', { title: 'a' }, NOW, cause('1'))).toMatchObject({ id: 3 })
        expect(await tasks.addTask('ana', { title: 'a' }, NOW, cause('1'))).toMatchObject({ id: 3 })
      })

      test('is taken back once, however many ask for it at the same time', async () => {
        const { tasks } = await opened()
        await tasks.addTask('ana', { title: 'a' }, NOW)
        await tasks.deleteTask('ana', 1, cause('1'))
        const [change] = await tasks.listChanges('ana', 'thr_1', 1)
        const undone = await Promise.all(
          Array.from({ length: 6 }, (_, index) =>
            tasks.undoChanges('ana', [change?.id ?? 0], `undo ${index}`),
          ),
        )
        expect(undone.filter(({ length }) => length === 1)).toHaveLength(1)
        expect(await tasks.listTasks('ana', 'all')).toHaveLength(1)
      })
    })
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
