import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { type Engine, migrations, type Schema } from './schema.ts'
import { sqlTasks } from './sql-tasks.ts'
import { sqlThreads } from './sql-threads.ts'
import type { Storage } from './storage.ts'

/** How often the tables are looked at again when another process is making them. */
const ATTEMPTS = 20
const PAUSE_MS = 150

/** Storage in an SQL database, whose tables are brought up to date first. */
export async function sqlStorage(db: Kysely<Schema>, engine: Engine): Promise<Storage> {
  await migrate(db, engine).catch(async (error) => {
    await db.destroy()
    throw error
  })
  return {
    threads: sqlThreads(db, engine),
    tasks: sqlTasks(db, engine),
    ping: async () => void (await sql`select 1`.execute(db)),
    close: () => db.destroy(),
  }
}

/** Several processes may start at once: the one that comes second fails, looks again, and finds it done. */
async function migrate(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(engine) } })
  for (let attempt = 1; ; attempt++) {
    const { error } = await migrator.migrateToLatest()
    if (!error) return
    if (attempt === ATTEMPTS) throw error
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
