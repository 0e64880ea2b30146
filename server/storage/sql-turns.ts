import type { Kysely } from 'kysely'
import type { ThreadStore, TurnRecord } from '../chatkit/store.ts'
import type { Schema } from './schema.ts'

/** The turn of each thread, and who may run the next. */
export function sqlTurns(
  db: Kysely<Schema>,
): Pick<ThreadStore, 'beginTurn' | 'holdTurn' | 'endTurn' | 'findTurn'> {
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
