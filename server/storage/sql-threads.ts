import type { Kysely } from 'kysely'
import type { PageQuery, ThreadStore } from '../chatkit/store.ts'
import type { Page, ThreadItem, ThreadMetadata } from '../chatkit/wire.ts'
import type { Engine, Schema } from './schema.ts'
import { sqlAttachments } from './sql-attachments.ts'
import { sqlFeedback } from './sql-feedback.ts'
import { ThreadRows } from './sql-thread-rows.ts'
import { sqlTurns } from './sql-turns.ts'

type Db = Kysely<Schema>

export function sqlThreads(db: Db, engine: Engine): ThreadStore {
  return {
    ...threadsAndItems(db, engine),
    ...sqlFeedback(db),
    ...sqlTurns(db, engine),
    ...sqlAttachments(db),
  }
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
  const rowsOf = (userId: string) => new ThreadRows(db, engine, userId)

  return {
    async loadThread(userId, threadId) {
      const row = await threadsOf(userId).where('id', '=', threadId).select('body').executeTakeFirst()
      return row && parse<ThreadMetadata>(row)
    },

    createThread: (userId, thread) => rowsOf(userId).insertThread(thread),
    changeThread: (userId, threadId, change) =>
      db
        .transaction()
        .execute((transaction) => new ThreadRows(transaction, engine, userId).changeThread(threadId, change)),

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
        const remove = (table: 'turns' | 'items' | 'feedback') =>
          transaction
            .deleteFrom(table)
            .where('user_id', '=', userId)
            .where('thread_id', '=', threadId)
            .execute()
        // First what writers hold on to: one that is writing comes to its end, and finds nothing the next time.
        await remove('turns')
        const thread = transaction.deleteFrom('threads').where('user_id', '=', userId)
        await thread.where('id', '=', threadId).execute()
        await remove('items')
        await remove('feedback')
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

    saveItem: (userId, threadId, item) => rowsOf(userId).saveItem(threadId, item),
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
