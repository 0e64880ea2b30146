import { describe, expect, test } from 'vitest'
import type { Storage } from '../../server/storage/storage.ts'
import { MAX_TASKS } from '../../server/tasks/task.ts'
import { opening } from './storage-contract.ts'

const NOW = new Date('2026-05-01T12:00:00Z')

/** What every storage keeps to with tasks. */
export function testTasks(open: () => Promise<Storage>): void {
  const opened = opening(open)

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

  test('a user has so many tasks at most, also when several are added at once', async () => {
    const { tasks } = await opened()
    for (let index = 0; index < MAX_TASKS - 2; index++) await tasks.addTask('ana', { title: 'a' }, NOW)
    const adding = Array.from({ length: 5 }, () => tasks.addTask('ana', { title: 'b' }, NOW))
    const answers = await Promise.allSettled(adding)
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const add = () => tasks.addTask('ana', { title: 'c' }, NOW)
    await expect(add()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('1,000') })
    await tasks.addTask('ben', { title: 'b' }, NOW)
    await tasks.deleteTask('ana', 7)
    expect((await add()).id).toBe(MAX_TASKS + 1)
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

  describe('a change of a task with a cause', () => {
    const cause = (key: string, threadId = 'thr_1') => ({ threadId, key })

    test('is made once, and answers again what it answered', async () => {
      const { tasks } = await opened()
      const added = await tasks.addTask('ana', { title: 'a' }, NOW, cause('add'))
      expect(await tasks.addTask('ana', { title: 'a' }, NOW, cause('add'))).toEqual(added)
      const changed = await tasks.updateTask('ana', 1, { title: 'b' }, NOW, cause('update'))
      await tasks.updateTask('ana', 1, { completed: true }, NOW, cause('other'))
      expect(await tasks.updateTask('ana', 1, { title: 'b' }, NOW, cause('update'))).toEqual(changed)
      expect(await tasks.addTask('ana', { title: 'a' }, NOW, cause('add'))).toEqual(added)
      const deleted = await tasks.deleteTask('ana', 1, cause('delete'))
      expect(deleted).toMatchObject({ id: 1, title: 'b' })
      expect(await tasks.deleteTask('ana', 1, cause('delete'))).toEqual(deleted)
      expect(await tasks.deleteTask('ana', 1, cause('delete again'))).toBeUndefined()
      expect(await tasks.listChanges('ana', 'thr_1')).toHaveLength(4)
    })

    test('is made once, however many ask for it at the same time', async () => {
      const { tasks } = await opened()
      const all = await Promise.all(
        Array.from({ length: 8 }, () => tasks.addTask('ana', { title: 'a' }, NOW, cause('same'))),
      )
      expect(new Set(all.map(({ id }) => id))).toEqual(new Set([1]))
      await Promise.all(
        Array.from({ length: 8 }, () => tasks.updateTask('ana', 1, { completed: true }, NOW, cause('done'))),
      )
      await Promise.all(Array.from({ length: 8 }, () => tasks.deleteTask('ana', 1, cause('gone'))))
      expect(await tasks.listTasks('ana', 'all')).toEqual([])
      expect(await tasks.listChanges('ana', 'thr_1')).toHaveLength(3)
    })

    test('may have a cause that is longer than any index takes', async () => {
      const { tasks } = await opened()
      const long = Array.from({ length: 4000 }, (_, index) => String.fromCodePoint(0x4e00 + index * 7)).join(
        '',
      )
      await tasks.addTask('ana', { title: 'a' }, NOW, cause(long))
      await tasks.addTask('ana', { title: 'a' }, NOW, cause(long))
      await tasks.addTask('ana', { title: 'a' }, NOW, cause(`${long}.`))
      expect(await tasks.listTasks('ana', 'all')).toHaveLength(2)
      expect((await tasks.listChanges('ana', 'thr_1')).map((one) => one.cause)).toEqual([`${long}.`, long])
    })

    test('is listed by user and thread, the newest first', async () => {
      const { tasks } = await opened()
      await tasks.addTask('ana', { title: 'a' }, NOW, cause('1'))
      await tasks.addTask('ana', { title: 'b' }, NOW, cause('2', 'thr_2'))
      await tasks.addTask('ana', { title: 'c' }, NOW)
      await tasks.updateTask('ana', 1, { title: 'd' }, NOW, cause('3'))
      await tasks.addTask('ben', { title: 'a' }, NOW, cause('1'))
      const changes = await tasks.listChanges('ana', 'thr_1')
      expect(changes).toMatchObject([
        { threadId: 'thr_1', cause: '3', before: { title: 'a' }, after: { title: 'd' }, undoneBy: null },
        { threadId: 'thr_1', cause: '1', before: null, after: { title: 'a' }, undoneBy: null },
      ])
      expect(await tasks.listChanges('ana', 'thr_1', { limit: 1 })).toEqual(changes.slice(0, 1))
      expect(await tasks.listChanges('ben', 'thr_2')).toEqual([])
    })

    test('is found by its request, by its number, and by what may still take it back', async () => {
      const { tasks } = await opened()
      for (let index = 0; index < 250; index++) {
        await tasks.addTask('ana', { title: `${index}` }, NOW, cause(`msg_1/${index}`))
      }
      for (const key of ['msg%1/a', 'msg_10/a', 'MSG_1/a']) {
        await tasks.addTask('ana', { title: key }, NOW, cause(key))
      }
      const made = await tasks.listChanges('ana', 'thr_1', { request: 'msg_1' })
      expect(made.map((one) => one.cause)).toEqual(
        Array.from({ length: 250 }, (_, index) => `msg_1/${249 - index}`),
      )
      const id = made[7]?.id ?? 0
      expect(await tasks.listChanges('ana', 'thr_1', { id })).toEqual([made[7]])
      expect(await tasks.listChanges('ben', 'thr_1', { id })).toEqual([])
      expect(await tasks.listChanges('ana', 'thr_2', { id })).toEqual([])
      const all = (await tasks.listChanges('ana', 'thr_1')).map((one) => one.id)
      await tasks.undoChanges('ana', all.slice(0, 3), 'undo')
      const undoable = (by: string) => tasks.listChanges('ana', 'thr_1', { undoableBy: by, limit: 1 })
      expect((await undoable('undo')).map((one) => one.cause)).toEqual(['MSG_1/a'])
      expect((await undoable('other')).map((one) => one.cause)).toEqual(['msg_1/249'])
    })

    test('is undone once, for its user alone: added, changed and deleted tasks are as before', async () => {
      const { tasks } = await opened()
      const kept = await tasks.addTask('ana', { title: 'kept', due: '2026-06-01' }, NOW)
      const gone = await tasks.addTask('ana', { title: 'gone' }, NOW)
      await tasks.addTask('ana', { title: 'new' }, NOW, cause('1'))
      await tasks.updateTask('ana', kept.id, { title: 'x', due: null }, NOW, cause('2'))
      await tasks.updateTask('ana', kept.id, { completed: true }, NOW, cause('3'))
      await tasks.deleteTask('ana', gone.id, cause('4'))
      const ids = (await tasks.listChanges('ana', 'thr_1')).map(({ id }) => id)
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
      const [deleted, changed] = await tasks.listChanges('ana', 'thr_1')
      await tasks.undoChanges('ana', [changed?.id ?? 0], 'u1')
      expect(await tasks.listTasks('ana', 'all')).toEqual([])
      await tasks.undoChanges('ana', [deleted?.id ?? 0], 'u2')
      expect(await tasks.listTasks('ana', 'all')).toMatchObject([{ id: 1, title: 'b' }])
    })

    test('is made again under its cause once the task is no longer so', async () => {
      const { tasks } = await opened()
      await tasks.addTask('ana', { title: 'a' }, NOW)
      const complete = () => tasks.updateTask('ana', 1, { completed: true }, NOW, cause('done'))
      await complete()
      await tasks.updateTask('ana', 1, { completed: false }, NOW)
      expect(await complete()).toMatchObject({ completed: true })
      expect(await tasks.listTasks('ana', 'all')).toMatchObject([{ completed: true }])
      await complete()
      expect(await tasks.listChanges('ana', 'thr_1')).toHaveLength(2)
      // Also one that found the task as it was to be.
      const again = () => tasks.updateTask('ana', 1, { completed: true }, NOW, cause('again'))
      await again()
      await tasks.updateTask('ana', 1, { completed: false }, NOW)
      expect(await again()).toMatchObject({ completed: true })
    })

    test('leaves a field that was changed since, when it is undone', async () => {
      const { tasks } = await opened()
      await tasks.addTask('ana', { title: 'a', due: '2026-06-01' }, NOW)
      await tasks.updateTask('ana', 1, { title: 'b', due: null }, NOW, cause('1'))
      await tasks.updateTask('ana', 1, { title: 'c' }, NOW, cause('2'))
      await tasks.updateTask('ana', 1, { title: 'd' }, NOW)
      const ids = (await tasks.listChanges('ana', 'thr_1')).map(({ id }) => id)
      await tasks.undoChanges('ana', ids, 'u1')
      expect(await tasks.listTasks('ana', 'all')).toMatchObject([{ title: 'd', due: '2026-06-01' }])
    })

    test('is undone once its task was deleted and brought back, and changed since', async () => {
      const { tasks } = await opened()
      await tasks.addTask('ana', { title: 'a' }, NOW)
      await tasks.updateTask('ana', 1, { completed: true, title: 'b' }, NOW, cause('1'))
      await tasks.deleteTask('ana', 1, cause('2'))
      const [deleted, changed] = await tasks.listChanges('ana', 'thr_1')
      await tasks.undoChanges('ana', [deleted?.id ?? 0], 'u1')
      await tasks.updateTask('ana', 1, { title: 'c' }, NOW)
      await tasks.undoChanges('ana', [changed?.id ?? 0], 'u2')
      expect(await tasks.listTasks('ana', 'all')).toMatchObject([{ id: 1, title: 'c', completed: false }])
    })

    test('leaves what was changed since, elsewhere in the task, as it is', async () => {
      const { tasks } = await opened()
      await tasks.addTask('ana', { title: 'a' }, NOW)
      await tasks.updateTask('ana', 1, { title: 'b' }, NOW, cause('1'))
      await tasks.updateTask('ana', 1, { completed: true, due: '2026-06-01' }, NOW)
      const [changed] = await tasks.listChanges('ana', 'thr_1')
      await tasks.undoChanges('ana', [changed?.id ?? 0], 'u1')
      expect(await tasks.listTasks('ana', 'all')).toMatchObject([
        { title: 'a', completed: true, due: '2026-06-01' },
      ])
    })

    test('is made again under its cause once it is undone, or its task is gone', async () => {
      const { tasks } = await opened()
      await tasks.addTask('ana', { title: 'a' }, NOW, cause('1'))
      const [added] = await tasks.listChanges('ana', 'thr_1')
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
      const [change] = await tasks.listChanges('ana', 'thr_1', { limit: 1 })
      const undone = await Promise.all(
        Array.from({ length: 6 }, (_, index) => tasks.undoChanges('ana', [change?.id ?? 0], `undo ${index}`)),
      )
      expect(undone.filter(({ length }) => length === 1)).toHaveLength(1)
      expect(await tasks.listTasks('ana', 'all')).toHaveLength(1)
    })
  })
}
