import type { Kysely } from 'kysely'
import { sizeOf } from '../chatkit/attachments.ts'
import type { ThreadStore } from '../chatkit/store.ts'
import type { Attachment } from '../chatkit/wire.ts'
import type { Schema } from './schema.ts'

/** The records of uploads; their bytes are kept elsewhere. */
export function sqlAttachments(
  db: Kysely<Schema>,
): Pick<
  ThreadStore,
  'loadAttachment' | 'saveAttachment' | 'deleteAttachment' | 'countBytes' | 'listAttachments' | 'listOrphans'
> {
  const of = (userId: string) => db.selectFrom('attachments').where('user_id', '=', userId)
  return {
    async loadAttachment(userId, attachmentId) {
      const row = await of(userId).where('id', '=', attachmentId).select('body').executeTakeFirst()
      return row && (JSON.parse(row.body) as Attachment)
    },
    async saveAttachment(userId, attachment, now) {
      const values = {
        thread_id: attachment.thread_id ?? null,
        saved_at: now,
        size: sizeOf(attachment),
        body: JSON.stringify(attachment),
      }
      await db
        .insertInto('attachments')
        .values({ user_id: userId, id: attachment.id, ...values })
        .onConflict((conflict) =>
          conflict.columns(['user_id', 'id']).doUpdateSet(values).where('attachments.thread_id', 'is', null),
        )
        .execute()
    },
    async deleteAttachment(userId, attachmentId) {
      await db
        .deleteFrom('attachments')
        .where('user_id', '=', userId)
        .where('id', '=', attachmentId)
        .execute()
    },
    async countBytes(userId) {
      const sum = of(userId).select(({ fn }) => fn.sum<number | string | null>('size').as('bytes'))
      return Number((await sum.executeTakeFirstOrThrow()).bytes ?? 0)
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
