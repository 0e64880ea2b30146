import type { Kysely } from 'kysely'
import type { PageQuery, ThreadStore, TurnRecord } from '../chatkit/store.ts'
import type { Attachment, Page, ThreadItem, ThreadMetadata } from '../chatkit/wire.ts'
import type { Engine, Schema } from './schema.ts'

type Db = Kysely<Schema>

export function sqlThreads(db: Db, engine: Engine): ThreadStore {
  return { ...threadsAndItems(db, engine), ...feedback(db), ...turns(db), ...attachments(db) }
}

type Part<Method extends keyof ThreadStore> = Pick<ThreadStore, Method>

function threadsAndItems(
  db: Db,
  engine: Engine,
): Omit<
  ThreadStore,
  keyof ReturnType<typeof feedback> | keyof ReturnType<typeof turns> | keyof ReturnType<typeof attachments>
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

function feedback(db: Db): Part<'saveFeedback' | 'listFeedback'> {
  return {
    async saveFeedback(userId, threadId, itemIds, kind) {
      const rows = [...new Set(itemIds)].map((id) => ({
        user_id: userId,
        thread_id: threadId,
        item_id: id,
        kind,
      }))
      if (rows.length === 0) return
      await db
        .insertInto('feedback')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['user_id', 'thread_id', 'item_id']).doUpdateSet({ kind }))
        .execute()
    },
    async listFeedback(userId, threadId) {
      const rows = await db
        .selectFrom('feedback')
        .where('user_id', '=', userId)
        .where('thread_id', '=', threadId)
        .select(['item_id', 'kind'])
        .execute()
      return Object.fromEntries(rows.map(({ item_id, kind }) => [item_id, kind]))
    },
  }
}

function turns(db: Db): Part<'beginTurn' | 'holdTurn' | 'endTurn' | 'findTurn'> {
  const update = (userId: string, { threadId, id }: TurnRecord) =>
    db
      .updateTable('turns')
      .where('user_id', '=', userId)
      .where('thread_id', '=', threadId)
      .where('id', '=', id)
  return {
    async beginTurn(userId, turn, now) {
      const { threadId, ...rest } = turn
      const values = {
        id: rest.id,
        request_hash: rest.requestHash,
        item_id: rest.itemId,
        cause: rest.cause,
        state: rest.state,
        started_at: rest.startedAt,
        held_until: rest.heldUntil,
      }
      const taken = await db
        .insertInto('turns')
        .values({ user_id: userId, thread_id: threadId, ...values })
        .onConflict((conflict) =>
          conflict
            .columns(['user_id', 'thread_id'])
            .doUpdateSet(values)
            .where(({ eb, or }) =>
              or([eb('turns.state', '!=', 'running'), eb('turns.held_until', '<', now)]),
            ),
        )
        .returning('id')
        .executeTakeFirst()
      return taken !== undefined
    },
    async holdTurn(userId, turn, heldUntil) {
      await update(userId, turn).where('state', '=', 'running').set({ held_until: heldUntil }).execute()
    },
    async endTurn(userId, turn, state) {
      await update(userId, turn).set({ state }).execute()
    },
    async findTurn(userId, requestHash) {
      const row = await db
        .selectFrom('turns')
        .where('user_id', '=', userId)
        .where('request_hash', '=', requestHash)
        .orderBy('started_at', 'desc')
        .selectAll()
        .executeTakeFirst()
      if (!row) return undefined
      return {
        id: row.id,
        threadId: row.thread_id,
        requestHash: row.request_hash,
        itemId: row.item_id,
        cause: row.cause,
        state: row.state,
        startedAt: row.started_at,
        heldUntil: row.held_until,
      }
    },
  }
}

function attachments(
  db: Db,
): Part<'loadAttachment' | 'saveAttachment' | 'deleteAttachment' | 'listAttachments' | 'listOrphans'> {
  const of = (userId: string) => db.selectFrom('attachments').where('user_id', '=', userId)
  return {
    async loadAttachment(userId, attachmentId) {
      const row = await of(userId).where('id', '=', attachmentId).select('body').executeTakeFirst()
      return row && parse<Attachment>(row)
    },
    async saveAttachment(userId, attachment, now) {
      const values = {
        thread_id: attachment.thread_id ?? null,
        saved_at: now,
        body: JSON.stringify(attachment),
      }
      await db
        .insertInto('attachments')
        .values({ user_id: userId, id: attachment.id, ...values })
        .onConflict((conflict) => conflict.columns(['user_id', 'id']).doUpdateSet(values))
        .execute()
    },
    async deleteAttachment(userId, attachmentId) {
      await db
        .deleteFrom('attachments')
        .where('user_id', '=', userId)
        .where('id', '=', attachmentId)
        .execute()
    },
    async listAttachments(userId, threadId) {
      return (await of(userId).where('thread_id', '=', threadId).select('id').execute()).map(({ id }) => id)
    },
    async listOrphans(olderThan, limit) {
      const rows = await db
        .selectFrom('attachments')
        .where('thread_id', 'is', null)
        .where('saved_at', '<', olderThan)
        .select(['user_id', 'id'])
        .limit(limit)
        .execute()
      return rows.map((row) => ({ userId: row.user_id, attachmentId: row.id }))
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
