import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { PageQuery, ThreadStore } from '../chatkit/store.ts'
import type { Page, ThreadItem, ThreadMetadata } from '../chatkit/wire.ts'
import type { TaskStore } from '../tasks/store.ts'
import { changeTask, createTask, type Task } from '../tasks/task.ts'
import { migrations, type Schema } from './schema.ts'
import type { Storage } from './storage.ts'

type Db = Kysely<Schema>

/** Storage in an SQL database whose tables are brought up to date first. */
export async function sqlStorage(db: Db): Promise<Storage> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
  return {
    threads: sqlThreads(db),
    tasks: sqlTasks(db),
    ping: async () => void (await sql`select 1`.execute(db)),
    close: () => db.destroy(),
  }
}

function sqlThreads(db: Db): ThreadStore {
  const threadsOf = (userId: string) => db.selectFrom('threads').where('user_id', '=', userId)
  const itemsOf = (userId: string, threadId: string) =>
    db.selectFrom('items').where('user_id', '=', userId).where('thread_id', '=', threadId)
  const deleteItems = (userId: string, threadId: string, from: Db = db) =>
    from.deleteFrom('items').where('user_id', '=', userId).where('thread_id', '=', threadId)

  return {
    async loadThread(userId, threadId) {
      const row = await threadsOf(userId).where('id', '=', threadId).select('body').executeTakeFirst()
      return row && parse<ThreadMetadata>(row)
    },

    async createThread(userId, thread) {
      const row = { user_id: userId, id: thread.id, body: JSON.stringify(thread) }
      await db.insertInto('threads').values(row).execute()
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
        await deleteItems(userId, threadId, transaction).execute()
        await transaction
          .deleteFrom('threads')
          .where('user_id', '=', userId)
          .where('id', '=', threadId)
          .execute()
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
      await db
        .insertInto('items')
        .columns(['user_id', 'thread_id', 'id', 'body'])
        .expression(
          // Only into a thread that is there, and is this user's.
          threadsOf(userId)
            .where('id', '=', threadId)
            .select((eb) => [
              eb.val(userId).as('user_id'),
              eb.val(threadId).as('thread_id'),
              eb.val(item.id).as('id'),
              eb.val(body).as('body'),
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

function sqlTasks(db: Db): TaskStore {
  const taskOf = (userId: string, id: number, from: Db) =>
    from
      .selectFrom('tasks')
      .where('user_id', '=', userId)
      .where('id', '=', id)
      .selectAll()
      .executeTakeFirst()
      .then((row) => row && toTask(row))

  return {
    async listTasks(userId, status) {
      let query = db.selectFrom('tasks').where('user_id', '=', userId)
      if (status !== 'all') query = query.where('completed', '=', status === 'completed' ? 1 : 0)
      return (await query.selectAll().orderBy('id').execute()).map(toTask)
    },

    addTask: (userId, task, now) =>
      db.transaction().execute(async (transaction) => {
        const { last_id } = await transaction
          .insertInto('task_counters')
          .values({ user_id: userId, last_id: 1 })
          .onConflict((conflict) =>
            conflict.column('user_id').doUpdateSet({ last_id: sql`task_counters.last_id + 1` }),
          )
          .returning('last_id')
          .executeTakeFirstOrThrow()
        const added = createTask(last_id, task, now)
        await transaction.insertInto('tasks').values(toRow(userId, added)).execute()
        return added
      }),

    updateTask: (userId, id, changes, now) =>
      db.transaction().execute(async (transaction) => {
        const task = await taskOf(userId, id, transaction)
        if (!task) return undefined
        const changed = changeTask(task, changes, now)
        await transaction
          .updateTable('tasks')
          .set(toRow(userId, changed))
          .where('user_id', '=', userId)
          .where('id', '=', id)
          .execute()
        return changed
      }),

    async deleteTask(userId, id) {
      const row = await db
        .deleteFrom('tasks')
        .where('user_id', '=', userId)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toTask(row)
    },
  }
}

const toRow = (userId: string, task: Task) => ({
  ...task,
  user_id: userId,
  completed: task.completed ? 1 : 0,
})

const toTask = ({ user_id, ...row }: Schema['tasks']): Task => ({ ...row, completed: row.completed === 1 })
