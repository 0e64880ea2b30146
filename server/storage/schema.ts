import { type Generated, type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The tables. `seq` counts up with every insert and gives lists their order. */
export interface Schema {
  threads: { seq: Generated<number>; user_id: string; id: string; body: string }
  items: { seq: Generated<number>; user_id: string; thread_id: string; id: string; body: string }
  feedback: { user_id: string; thread_id: string; item_id: string; kind: 'positive' | 'negative' }
  /** The turn that runs in a thread, or the last that ran. */
  turns: {
    user_id: string
    thread_id: string
    id: string
    request_hash: string
    item_id: string
    cause: string
    state: 'running' | 'done' | 'stopped' | 'cut'
    started_at: number
    held_until: number
  }
  attachments: {
    user_id: string
    id: string
    thread_id: string | null
    saved_at: number
    /** In bytes. */
    size: number
    body: string
  }
  tasks: {
    user_id: string
    id: number
    title: string
    description: string
    due: string | null
    completed: number
    created_at: string
    updated_at: string
  }
  /** The last number given to a task of this user: a deleted task's number is not given again. */
  task_counters: { user_id: string; last_id: number }
  /** What assistants changed, so that it is done once and can be undone. Tasks as JSON. */
  task_changes: {
    seq: Generated<number>
    user_id: string
    thread_id: string
    cause: string
    /** Causes may be longer than an index takes. */
    cause_hash: string
    before: string | null
    after: string | null
    undone_by: string | null
  }
}

export type Engine = 'sqlite' | 'postgres'

/** Every change of the tables, by name, in order. What has been released is never edited. */
export const migrations = (engine: Engine): Record<string, Migration> => ({
  '001_first': {
    async up(db: Kysely<unknown>) {
      const counter =
        engine === 'sqlite'
          ? sql`integer primary key autoincrement`
          : // Not a key: Postgres would walk it past the records of all other users.
            sql`bigint generated always as identity`
      const tables: Record<
        keyof Schema,
        [columns: Record<string, Column>, keys: string[], indexes: string[][]]
      > = {
        threads: [
          { seq: counter, user_id: TEXT, id: TEXT, body: TEXT },
          ['user_id', 'id'],
          [['user_id', 'seq']],
        ],
        items: [
          { seq: counter, user_id: TEXT, thread_id: TEXT, id: TEXT, body: TEXT },
          ['user_id', 'thread_id', 'id'],
          [['user_id', 'thread_id', 'seq']],
        ],
        feedback: [
          { user_id: TEXT, thread_id: TEXT, item_id: TEXT, kind: TEXT },
          ['user_id', 'thread_id', 'item_id'],
          [],
        ],
        turns: [
          {
            user_id: TEXT,
            thread_id: TEXT,
            id: TEXT,
            request_hash: TEXT,
            item_id: TEXT,
            cause: TEXT,
            state: TEXT,
            started_at: NUMBER,
            held_until: NUMBER,
          },
          ['user_id', 'thread_id'],
          [['user_id', 'request_hash']],
        ],
        attachments: [
          { user_id: TEXT, id: TEXT, thread_id: MAYBE_TEXT, saved_at: NUMBER, body: TEXT },
          ['user_id', 'id'],
          [
            ['user_id', 'thread_id'],
            ['thread_id', 'saved_at'],
          ],
        ],
        tasks: [
          {
            user_id: TEXT,
            id: NUMBER,
            title: TEXT,
            description: TEXT,
            due: MAYBE_TEXT,
            completed: NUMBER,
            created_at: TEXT,
            updated_at: TEXT,
          },
          ['user_id', 'id'],
          [],
        ],
        task_counters: [{ user_id: TEXT, last_id: NUMBER }, ['user_id'], []],
        task_changes: [
          {
            seq: counter,
            user_id: TEXT,
            thread_id: TEXT,
            cause: TEXT,
            cause_hash: TEXT,
            before: MAYBE_TEXT,
            after: MAYBE_TEXT,
            undone_by: MAYBE_TEXT,
          },
          ['user_id', 'cause_hash'],
          [
            ['user_id', 'thread_id', 'seq'],
            ['user_id', 'seq'],
          ],
        ],
      }
      for (const [name, [columns, keys, indexes]] of Object.entries(tables)) {
        let table = db.schema.createTable(name)
        for (const [column, type] of Object.entries(columns)) table = table.addColumn(column, type)
        await table.addUniqueConstraint(`${name}_by_key`, keys as never[]).execute()
        for (const [position, of] of indexes.entries()) {
          await db.schema
            .createIndex(`${name}_index_${position + 1}`)
            .on(name)
            .columns(of)
            .execute()
        }
      }
    },
  },
  '002_attachment_size': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable('attachments')
        .addColumn('size', NUMBER, (column) => column.defaultTo(0))
        .execute()
      const size =
        engine === 'sqlite'
          ? sql`coalesce(json_extract(body, '$.metadata.size'), 0)`
          : sql`coalesce((body::json -> 'metadata' ->> 'size')::bigint, 0)`
      await sql`update attachments set size = ${size}`.execute(db)
    },
  },
})

const TEXT = sql`text not null`
const MAYBE_TEXT = sql`text`
const NUMBER = sql`bigint not null`
type Column = typeof TEXT
