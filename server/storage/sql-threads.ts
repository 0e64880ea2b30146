import type { Kysely } from 'kysely'
import type { PageQuery, ThreadStore } from '../chatkit/store.ts'
import type { Page, ThreadItem, ThreadMetadata } from '../chatkit/wire.ts'
import type { Engine, Schema } from './schema.ts'
import { sqlAttachments } from './sql-attachments.ts'
import { sqlFeedback } from './sql-feedback.ts'
import { sqlTurns } from './sql-turns.ts'

type Db = Kysely<Schema>

export function sqlThreads(db: Db, engine: Engine): ThreadStore {
  return { ...threadsAndItems(db, engine), ...sqlFeedback(db), ...sqlTurns(db), ...sqlAttachments(db) }
}

function threadsAndItems(
  db: Db,
  engine: Engine,
): Omit<
  ThreadStore,
  | keyof ReturnType<typeof sqlFeedback>
  | keyof ReturnType<typeof sqlTurns>
  | keyof ReturnType<typeof sqlAttachments>
> {
  const threadsOf = (userId: string) => db.selectFrom('threads').where('user_id', '=', userId)
  const itemsOf = (userId: string, threadId: string) =>
    db.selectFrom('items').where('user_id', '=', userId).where('thread_id', '=', threadId)
  const deleteItems = (userId: string, threadId: string) =>
    db.deleteFrom('items').where('user_id', '=', userId).where('thread_id', '=', threadId)

  return {
    async loadThread(userId, threadId) {
      const row = await threadsOf(userId).where('id', '=', threadId).select('body').executeTakeFirst()
      return row && parse<ThreadMetadata>(row)
    },

    async createThread(userId, thread) {
      const row = { user_id: userId, id: thread.id, body: JSON.stringify(thread) }
      await db
        .insertInto('threads')
        .values(row)
        .onConflict((conflict) => conflict.columns(['user_id', 'id']).doNothing())
        .execute()
    },

    async updateThread(userId, thread) {
      await db
        .updateTable('threads')
        .set({ body: JSON.stringify(thread) })
        .where('user_id', '=', userId)
        .where('id', '=', thread.id)
        .execute()
    },

    async listThreads(userId, { limit, order, after }) {
      let query = threadsOf(userId).select(['id', 'body']).orderBy('seq', order)
      if (after !== undefined) {
        const cursor = await threadsOf(userId).where('id', '=', after).select('seq').executeTakeFirst()
        if (!cursor) return undefined
        query = query.where('seq', past(order), cursor.seq)
      }
      return page<ThreadMetadata>(await query.limit(limit + 1).execute(), limit)
    },

    async deleteThread(userId, threadId) {
      await db.transaction().execute(async (transaction) => {
        // First the thread: an item that is being saved waits for it, and is then not saved.
        await transaction
          .deleteFrom('threads')
          .where('user_id', '=', userId)
          .where('id', '=', threadId)
          .execute()
        for (const table of ['items', 'feedback', 'turns'] as const) {
          await transaction
            .deleteFrom(table)
            .where('user_id', '=', userId)
            .where('thread_id', '=', threadId)
            .execute()
        }
      })
    },

    async loadItem(userId, threadId, itemId) {
      const row = await itemsOf(userId, threadId).where('id', '=', itemId).select('body').executeTakeFirst()
      return row && parse<ThreadItem>(row)
    },

    async listItems(userId, threadId, { limit, order, after }) {
      let query = itemsOf(userId, threadId).select(['id', 'body']).orderBy('seq', order)
      if (after !== undefined) {
        const cursor = await itemsOf(userId, threadId)
          .where('id', '=', after)
          .select('seq')
          .executeTakeFirst()
        if (!cursor) return undefined
        query = query.where('seq', past(order), cursor.seq)
      }
      return page<ThreadItem>(await query.limit(limit + 1).execute(), limit)
    },

    async saveItem(userId, threadId, item) {
      const body = JSON.stringify(item)
      const thread = threadsOf(userId).where('id', '=', threadId)
      await db
        .insertInto('items')
        .columns(['user_id', 'thread_id', 'id', 'body'])
        .expression(
          // Only into a thread that is there, and is this user's.
          (engine === 'postgres' ? thread.forKeyShare() : thread).select(({ cast, val }) => [
            cast<string>(val(userId), 'text').as('user_id'),
            cast<string>(val(threadId), 'text').as('thread_id'),
            cast<string>(val(item.id), 'text').as('id'),
            cast<string>(val(body), 'text').as('body'),
          ]),
        )
        .onConflict((conflict) => conflict.columns(['user_id', 'thread_id', 'id']).doUpdateSet({ body }))
        .execute()
    },

    async deleteItem(userId, threadId, itemId) {
      await deleteItems(userId, threadId).where('id', '=', itemId).execute()
    },

    async deleteItemsAfter(userId, threadId, itemId) {
      await deleteItems(userId, threadId)
        .where('seq', '>', itemsOf(userId, threadId).where('id', '=', itemId).select('seq'))
        .execute()
    },
  }
}

const past = (order: PageQuery['order']) => (order === 'asc' ? '>' : '<')

const parse = <T>(row: { body: string }): T => JSON.parse(row.body) as T

/** A page from one row more than asked for: that row tells whether there are more. */
function page<T>(rows: { id: string; body: string }[], limit: number): Page<T> {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  const data = kept.map((row) => parse<T>(row))
  return rows.length > limit && last ? { data, has_more: true, after: last.id } : { data, has_more: false }
}
