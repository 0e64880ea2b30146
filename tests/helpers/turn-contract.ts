import { describe, expect, test } from 'vitest'
import type { Storage } from '../../server/storage/storage.ts'
import { aMessage, aThread, named } from './items.ts'
import { aTurn, itemIds, opening } from './storage-contract.ts'

/** What every storage keeps to with turns. */
export function testTurns(open: () => Promise<Storage>): void {
  const opened = opening(open)

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
        changeThread: named('named'),
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
      const late = { changeThread: named('late'), saveItems: [aMessage({ id: 'late' })] }
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
        const items = Array.from({ length: 6 }, (_, index) => aMessage({ id: `msg_${index}`, thread_id: id }))
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

    test('makes one thread of a request that comes several times at once', async () => {
      const { threads } = await opened()
      for (let round = 0; round < 5; round++) {
        const asked = { requestHash: `hash_${round}` }
        const begin = (index: number, more = {}) => {
          const threadId = `thr_${round}_${index}`
          const changes = { newThread: aThread({ id: threadId }) }
          const turn = aTurn({ id: `turn_${index}`, threadId, ...asked, ...more })
          return threads.beginTurn('ana', turn, turn.startedAt, changes)
        }
        const begun = await Promise.all(Array.from({ length: 8 }, (_, index) => begin(index)))
        expect(begun.filter(Boolean)).toHaveLength(1)
        // The first is over when its hold has run out.
        expect(await begin(8, { startedAt: 2001, heldUntil: 3000 })).toBe(true)
      }
      const all = await threads.listThreads('ana', { limit: 99, order: 'asc' })
      expect(all?.data).toHaveLength(10)
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
}
