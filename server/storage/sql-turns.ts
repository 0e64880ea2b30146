import { type Kysely, sql } from 'kysely'
import type { ThreadStore, TurnRecord } from '../chatkit/store.ts'
import type { Engine, Schema } from './schema.ts'
import { ThreadRows } from './sql-thread-rows.ts'

/** The turn of each thread, who may run the next, and what the one that runs writes. */
export function sqlTurns(
  db: Kysely<Schema>,
  engine: Engine,
): Pick<ThreadStore, 'beginTurn' | 'holdTurn' | 'writeTurn' | 'findTurn'> {
  const inTransaction = <T>(userId: string, work: (db: Kysely<Schema>, rows: ThreadRows) => Promise<T>) =>
    db.transaction().execute((own) => work(own, new ThreadRows(own, engine, userId)))
  const update = (own: Kysely<Schema>, userId: string, { threadId, id }: TurnRecord) =>
    own
      .updateTable('turns')
      .where('user_id', '=', userId)
      .where('thread_id', '=', threadId)
      .where('id', '=', id)
      .where('state', '=', 'running')

  /** Whether the turn still runs. Until the end of the transaction nobody can take its thread. */
  async function runs(own: Kysely<Schema>, userId: string, { threadId, id }: TurnRecord): Promise<boolean> {
    const query = own
      .selectFrom('turns')
      .where('user_id', '=', userId)
      .where('thread_id', '=', threadId)
      .where('id', '=', id)
      .where('state', '=', 'running')
      .select('id')
    // SQLite lets one write at a time anyway.
    return (await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()) !== undefined
  }

  async function take(own: Kysely<Schema>, userId: string, turn: TurnRecord, now: number): Promise<boolean> {
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
    const taken = await own
      .insertInto('turns')
      .values({ user_id: userId, thread_id: threadId, ...values })
      .onConflict((conflict) =>
        conflict
          .columns(['user_id', 'thread_id'])
          .doUpdateSet(values)
          .where(({ eb, or }) => or([eb('turns.state', '!=', 'running'), eb('turns.held_until', '<', now)])),
      )
      .returning('id')
      .executeTakeFirst()
    return taken !== undefined
  }

  /** Whether the same request makes a thread already: there is none yet for which the second would have to wait. */
  async function runsElsewhere(own: Kysely<Schema>, userId: string, turn: TurnRecord, now: number) {
    const { requestHash } = turn
    // Two at once must not both find nothing. SQLite lets one write at a time anyway.
    if (engine === 'postgres') {
      await sql`select pg_advisory_xact_lock(hashtextextended(${userId + requestHash}, 1))`.execute(own)
    }
    const query = own
      .selectFrom('turns')
      .where('user_id', '=', userId)
      .where('request_hash', '=', requestHash)
      .where('thread_id', '!=', turn.threadId)
      .where('state', '=', 'running')
      .where('held_until', '>=', now)
      .select('id')
    return (await query.executeTakeFirst()) !== undefined
  }

  return {
    beginTurn(userId, turn, now, changes) {
      if (!changes) return take(db, userId, turn, now)
      return inTransaction(userId, async (own, rows) => {
        if (changes.newThread && (await runsElsewhere(own, userId, turn, now))) return false
        const taken = await take(own, userId, turn, now)
        if (taken) await rows.write(turn.threadId, changes)
        return taken
      })
    },
    async holdTurn(userId, turn, heldUntil) {
      const [held] = await update(db, userId, turn).set({ held_until: heldUntil }).execute()
      return held?.numUpdatedRows === 1n
    },
    writeTurn(userId, turn, { end, ...changes }) {
      const isOnlyEnd = Object.keys(changes).length === 0
      const close = async (own: Kysely<Schema>) =>
        (
          await update(own, userId, turn)
            .set({ state: end ?? 'running' })
            .executeTakeFirst()
        ).numUpdatedRows === 1n
      if (isOnlyEnd) return close(db)
      return inTransaction(userId, async (own, rows) => {
        const isRunning = end ? await close(own) : await runs(own, userId, turn)
        if (isRunning) await rows.write(turn.threadId, changes)
        return isRunning
      })
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
