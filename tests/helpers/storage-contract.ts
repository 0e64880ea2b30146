import { afterEach, expect, test } from 'vitest'
import type { TurnRecord } from '../../server/chatkit/store.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { aMessage, aThread, named } from './items.ts'

export const aTurn = (fields: Partial<TurnRecord> = {}): TurnRecord => ({
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

/** Opens a storage for a test, and closes it after that. */
export function opening(open: () => Promise<Storage>): () => Promise<Storage> {
  let storage: Storage | undefined
  afterEach(async () => {
    // The tests beside these open their own.
    await storage?.close()
    storage = undefined
  })
  return async () => {
    storage = await open()
    return storage
  }
}

/** The ids of the items of the thread that the tests write to. */
export const itemIds = async (threads: Storage['threads']) =>
  (await threads.listItems('ana', 'thr_1', { limit: 9, order: 'asc' }))?.data.map(({ id }) => id)

/** What every storage keeps to with threads, items, uploads and feedback. */
export function testThreads(open: () => Promise<Storage>): void {
  const opened = opening(open)

  test('a stranger cannot load, change or delete a thread by knowing its id', async () => {
    const { threads } = await opened()
    await threads.createThread('ana', aThread())
    await threads.saveItem('ana', 'thr_1', aMessage())
    expect(await threads.loadThread('ben', 'thr_1')).toBeUndefined()
    expect(await threads.loadItem('ben', 'thr_1', 'msg_1')).toBeUndefined()
    expect(await threads.changeThread('ben', 'thr_1', named('mine'))).toBeUndefined()
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
    for (let index = 0; index < 7; index++) await threads.createThread('ana', aThread({ id: `thr_${index}` }))
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
    expect(await threads.changeThread('ana', 'thr_1', named('late'))).toBeUndefined()
    expect(await threads.loadThread('ana', 'thr_1')).toBeUndefined()
    await threads.createThread('ana', aThread())
    expect((await threads.listItems('ana', 'thr_1', { limit: 5, order: 'asc' }))?.data).toEqual([])
  })

  test('changes of a thread at the same time all come to it', async () => {
    const { threads } = await opened()
    await threads.createThread('ana', aThread())
    const note = (name: string) =>
      threads.changeThread('ana', 'thr_1', (kept) => ({
        ...kept,
        metadata: { ...kept.metadata, [name]: true },
      }))
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`)
    const changed = await Promise.all([...names.map(note), threads.changeThread('ana', 'thr_1', named('T'))])
    const kept = await threads.loadThread('ana', 'thr_1')
    expect(kept).toEqual(aThread({ title: 'T', metadata: Object.fromEntries(names.map((n) => [n, true])) }))
    expect(changed).toContainEqual(kept)
  })

  test('what is loaded can be changed without changing what is kept', async () => {
    const { threads } = await opened()
    await threads.createThread('ana', aThread({ metadata: { plan: 'a' } }))
    const loaded = await threads.loadThread('ana', 'thr_1')
    if (loaded) loaded.metadata.plan = 'b'
    expect((await threads.loadThread('ana', 'thr_1'))?.metadata).toEqual({ plan: 'a' })
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
    // Its bytes have come once more.
    await threads.saveAttachment('ana', { ...file, metadata: { size: 3 } }, 1002)
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
}
