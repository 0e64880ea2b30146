import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { memoryStorage } from '../../server/storage/memory.ts'
import { openSqlite } from '../../server/storage/sqlite.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { aMessage, aThread } from '../helpers/items.ts'
import { dataFolder } from '../helpers/program.ts'

const NOW = new Date('2026-05-01T12:00:00Z')

/** What every storage keeps to. A new one is one more call. */
function describeStorage(name: string, open: () => Promise<Storage>) {
  describe(name, () => {
    let storage: Storage
    const opened = async () => {
      storage = await open()
      return storage
    }
    afterEach(() => storage.close())

    test('a stranger cannot load, change or delete a thread by knowing its id', async () => {
      const { threads } = await opened()
      await threads.createThread('ana', aThread())
      await threads.saveItem('ana', 'thr_1', aMessage())
      expect(await threads.loadThread('ben', 'thr_1')).toBeUndefined()
      expect(await threads.loadItem('ben', 'thr_1', 'msg_1')).toBeUndefined()
      await threads.updateThread('ben', aThread({ title: 'mine' }))
      await threads.saveItem('ben', 'thr_1', aMessage({ id: 'msg_2' }))
      await threads.deleteItemsAfter('ben', 'thr_1', 'msg_1')
      await threads.deleteItem('ben', 'thr_1', 'msg_1')
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

    test('everything after an item is deleted, the item stays', async () => {
      const { threads } = await opened()
      await threads.createThread('ana', aThread())
      for (const id of ['a', 'b', 'c']) await threads.saveItem('ana', 'thr_1', aMessage({ id }))
      await threads.deleteItemsAfter('ana', 'thr_1', 'unknown')
      await threads.deleteItemsAfter('ana', 'thr_1', 'a')
      const page = await threads.listItems('ana', 'thr_1', { limit: 5, order: 'asc' })
      expect(page?.data.map(({ id }) => id)).toEqual(['a'])
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
