import type { Kysely } from 'kysely'
import type { ThreadStore } from '../chatkit/store.ts'
import type { Schema } from './schema.ts'

/** What visitors said of answers. */
export function sqlFeedback(db: Kysely<Schema>): Pick<ThreadStore, 'saveFeedback' | 'listFeedback'> {
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
