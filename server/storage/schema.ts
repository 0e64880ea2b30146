import type { Generated, Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The tables. `seq` counts up with every insert and gives lists their order. */
export interface Schema {
  threads: { seq: Generated<number>; user_id: string; id: string; body: string }
  items: { seq: Generated<number>; user_id: string; thread_id: string; id: string; body: string }
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
}

/** Every change of the tables, by name, in order. What has been released is never edited. */
export const migrations: Record<string, Migration> = {
  '001_first': {
    async up(db: Kysely<unknown>) {
      const text = 'text' as const
      await db.schema
        .createTable('threads')
        .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('user_id', text, (column) => column.notNull())
        .addColumn('id', text, (column) => column.notNull())
        .addColumn('body', text, (column) => column.notNull())
        .addUniqueConstraint('threads_by_id', ['user_id', 'id'])
        .execute()
      await db.schema.createIndex('threads_in_order').on('threads').columns(['user_id', 'seq']).execute()
      await db.schema
        .createTable('items')
        .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('user_id', text, (column) => column.notNull())
        .addColumn('thread_id', text, (column) => column.notNull())
        .addColumn('id', text, (column) => column.notNull())
        .addColumn('body', text, (column) => column.notNull())
        .addUniqueConstraint('items_by_id', ['user_id', 'thread_id', 'id'])
        .execute()
      await db.schema
        .createIndex('items_in_order')
        .on('items')
        .columns(['user_id', 'thread_id', 'seq'])
        .execute()
      await db.schema
        .createTable('tasks')
        .addColumn('user_id', text, (column) => column.notNull())
        .addColumn('id', 'integer', (column) => column.notNull())
        .addColumn('title', text, (column) => column.notNull())
        .addColumn('description', text, (column) => column.notNull())
        .addColumn('due', text)
        .addColumn('completed', 'integer', (column) => column.notNull())
        .addColumn('created_at', text, (column) => column.notNull())
        .addColumn('updated_at', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('tasks_by_id', ['user_id', 'id'])
        .execute()
      await db.schema
        .createTable('task_counters')
        .addColumn('user_id', text, (column) => column.primaryKey())
        .addColumn('last_id', 'integer', (column) => column.notNull())
        .execute()
    },
  },
}
