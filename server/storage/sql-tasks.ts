import { type Kysely, sql } from 'kysely'
import { hashText } from '../hash.ts'
import type { Cause, TaskChange, TaskStore } from '../tasks/store.ts'
import { changeTask, checkRoom, createTask, isAsAsked, revertTask, type Task } from '../tasks/task.ts'
import type { Engine, Schema } from './schema.ts'

type Db = Kysely<Schema>

export function sqlTasks(db: Db, engine: Engine): TaskStore {
  /** In a transaction, so that a task and what is told of its change are kept together or not at all. */
  const inTransaction = <T>(work: (rows: TaskRows) => Promise<T>) =>
    db.transaction().execute((transaction) => work(new TaskRows(transaction, engine)))

  return {
    async listTasks(userId, status) {
      let query = db.selectFrom('tasks').where('user_id', '=', userId)
      if (status !== 'all') query = query.where('completed', '=', status === 'completed' ? 1 : 0)
      return (await query.selectAll().orderBy('id').execute()).map(toTask)
    },

    addTask: (userId, task, now, cause) =>
      inTransaction(async (rows) => {
        const earlier = await rows.earlier(userId, cause, isThere)
        if (earlier?.after) return earlier.after
        // The number first: it is given to one at a time, so that the count is still so when the task is added.
        const id = await rows.nextId(userId)
        checkRoom(await rows.count(userId))
        const added = createTask(id, task, now)
        await rows.insert(userId, added)
        await rows.note(userId, cause, null, added)
        return added
      }),

    updateTask: (userId, id, changes, now, cause) =>
      inTransaction(async (rows) => {
        const earlier = await rows.earlier(userId, cause, (task) => isThere(task) && isAsAsked(task, changes))
        if (earlier) return earlier.after ?? undefined
        const task = await rows.load(userId, id)
        if (!task) return undefined
        const changed = changeTask(task, changes, now)
        await rows.replace(userId, changed)
        await rows.note(userId, cause, task, changed)
        return changed
      }),

    deleteTask: (userId, id, cause) =>
      inTransaction(async (rows) => {
        const earlier = await rows.earlier(userId, cause, (task) => !isThere(task))
        if (earlier) return earlier.before ?? undefined
        const task = await rows.load(userId, id)
        if (!task) return undefined
        await rows.delete(userId, id)
        await rows.note(userId, cause, task, null)
        return task
      }),

    async listChanges(userId, threadId, { request, id, undoableBy, limit } = {}) {
      let query = db
        .selectFrom('task_changes')
        .where('user_id', '=', userId)
        .where('thread_id', '=', threadId)
        .orderBy('seq', 'desc')
      if (request !== undefined) query = query.where(beginsWith(`${request}/`))
      if (id !== undefined) query = query.where('seq', '=', id)
      if (undoableBy !== undefined) {
        query = query.where(({ eb }) => eb('undone_by', 'is', null).or('undone_by', '=', undoableBy))
      }
      if (limit !== undefined) query = query.limit(limit)
      return (await query.selectAll().execute()).map(toChange)
    },

    undoChanges: (userId, changeIds, cause) =>
      inTransaction(async (rows) => {
        for (const { before, after } of await rows.takeBack(userId, changeIds, cause)) {
          const task = await rows.load(userId, (after ?? before)?.id ?? 0)
          if (before && after && task) await rows.replace(userId, revertTask(task, before, after))
          else if (after && !before) await rows.delete(userId, after.id)
          else if (before && !after && !task) await rows.restore(userId, before)
        }
        return rows.takenBack(userId, changeIds, cause)
      }),
  }
}

/** Not `like`, to which characters of an id mean something. */
const beginsWith = (start: string) =>
  sql<boolean>`substr(cause, 1, cast(${[...start].length} as integer)) = ${start}`

/** The rows of tasks and of their changes, inside one transaction. */
class TaskRows {
  readonly #db: Db
  readonly #engine: Engine

  constructor(db: Db, engine: Engine) {
    this.#db = db
    this.#engine = engine
  }

  async nextId(userId: string): Promise<number> {
    const { last_id } = await this.#db
      .insertInto('task_counters')
      .values({ user_id: userId, last_id: 1 })
      .onConflict((conflict) =>
        conflict.column('user_id').doUpdateSet({ last_id: sql`task_counters.last_id + 1` }),
      )
      .returning('last_id')
      .executeTakeFirstOrThrow()
    return last_id
  }

  async count(userId: string): Promise<number> {
    const query = this.#db.selectFrom('tasks').where('user_id', '=', userId)
    const { count } = await query.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()
    return Number(count)
  }

  async load(userId: string, id: number): Promise<Task | undefined> {
    const query = this.#db.selectFrom('tasks').where('user_id', '=', userId).where('id', '=', id).selectAll()
    // Two processes must not both change what the other has read. SQLite lets one write at a time anyway.
    const row = await (this.#engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()
    return row && toTask(row)
  }

  async insert(userId: string, task: Task): Promise<void> {
    await this.#db.insertInto('tasks').values(toRow(userId, task)).execute()
  }

  /** Brings a deleted task back, unless something else does so at the same time. */
  async restore(userId: string, task: Task): Promise<void> {
    const insert = this.#db.insertInto('tasks').values(toRow(userId, task))
    await insert.onConflict((conflict) => conflict.columns(['user_id', 'id']).doNothing()).execute()
  }

  async replace(userId: string, task: Task): Promise<void> {
    const update = this.#db.updateTable('tasks').set(toRow(userId, task))
    await update.where('user_id', '=', userId).where('id', '=', task.id).execute()
  }

  async delete(userId: string, id: number): Promise<void> {
    await this.#db.deleteFrom('tasks').where('user_id', '=', userId).where('id', '=', id).execute()
  }

  /**
   * The same change, made before and still so. One that no longer is gives its key to the next.
   * @param isStillSo Told the task that was changed, as it is now.
   */
  async earlier(
    userId: string,
    cause: Cause | undefined,
    isStillSo: (task: Task | undefined) => boolean,
  ): Promise<TaskChange | undefined> {
    if (!cause) return undefined
    const hash = await hashText(cause.key)
    // Two attempts at once must not both find nothing. SQLite lets one write at a time anyway.
    if (this.#engine === 'postgres') {
      await sql`select pg_advisory_xact_lock(hashtextextended(${userId + hash}, 0))`.execute(this.#db)
    }
    const query = this.#db.selectFrom('task_changes').where('user_id', '=', userId).selectAll()
    const row = await query.where('cause_hash', '=', hash).executeTakeFirst()
    const change = row && toChange(row)
    if (!change) return undefined
    const task = await this.load(userId, (change.after ?? change.before)?.id ?? 0)
    if (change.undoneBy === null && isStillSo(task)) return change
    const stale = `${hash}#${change.id}`
    await this.#db
      .updateTable('task_changes')
      .set({ cause_hash: stale })
      .where('user_id', '=', userId)
      .where('seq', '=', change.id)
      .execute()
    return undefined
  }

  async note(
    userId: string,
    cause: Cause | undefined,
    before: Task | null,
    after: Task | null,
  ): Promise<void> {
    if (!cause) return
    const json = (task: Task | null) => task && JSON.stringify(task)
    await this.#db
      .insertInto('task_changes')
      .values({
        user_id: userId,
        thread_id: cause.threadId,
        cause: cause.key,
        cause_hash: await hashText(cause.key),
        before: json(before),
        after: json(after),
        undone_by: null,
      })
      .execute()
  }

  /** Marks changes as undone and returns those that were not before, the newest first. */
  async takeBack(userId: string, changeIds: number[], cause: string): Promise<TaskChange[]> {
    if (changeIds.length === 0) return []
    const rows = await this.#db
      .updateTable('task_changes')
      .set({ undone_by: cause })
      .where('user_id', '=', userId)
      .where('seq', 'in', changeIds)
      .where('undone_by', 'is', null)
      .returningAll()
      .execute()
    return rows.map(toChange).sort((a, b) => b.id - a.id)
  }

  /** What this cause took back, now or earlier, the newest first. */
  async takenBack(userId: string, changeIds: number[], cause: string): Promise<TaskChange[]> {
    if (changeIds.length === 0) return []
    const query = this.#db
      .selectFrom('task_changes')
      .where('user_id', '=', userId)
      .where('seq', 'in', changeIds)
    const rows = await query.where('undone_by', '=', cause).orderBy('seq', 'desc').selectAll().execute()
    return rows.map(toChange)
  }
}

const isThere = (task: Task | undefined): task is Task => task !== undefined

const toRow = (userId: string, task: Task) => ({
  ...task,
  user_id: userId,
  completed: task.completed ? 1 : 0,
})

const toTask = ({ user_id, ...row }: Schema['tasks']): Task => ({ ...row, completed: row.completed === 1 })

const toChange = (row: Omit<Schema['task_changes'], 'seq'> & { seq: number }): TaskChange => ({
  id: row.seq,
  threadId: row.thread_id,
  cause: row.cause,
  before: row.before ? JSON.parse(row.before) : null,
  after: row.after ? JSON.parse(row.after) : null,
  undoneBy: row.undone_by,
})
