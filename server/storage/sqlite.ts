import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import type { Schema } from './schema.ts'
import { sqlStorage } from './sql.ts'
import type { Storage } from './storage.ts'

/**
 * Storage in one SQLite file, through the SQLite that is part of Node. The file and its folder are made when
 * they are missing. What was acknowledged survives a crash of the process and of the machine.
 *
 * @throws When this Node has no `node:sqlite` (before 22.13), or the file cannot be opened.
 */
export async function openSqlite(path: string): Promise<Storage> {
  const database = openDatabase(path)
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000')
  const dialect = new SqliteDialect({ database: forKysely(database) })
  return sqlStorage(new Kysely<Schema>({ dialect }), 'sqlite')
}

/** Asks the running Node for its own modules, so that no bundler meets an import it cannot follow. */
function openDatabase(path: string): DatabaseSync {
  const sqlite = globalThis.process?.getBuiltinModule?.('node:sqlite')
  if (!sqlite) throw new Error('SQLite needs Node 22.13 or newer. Pass another store to createTodoChat().')
  const { mkdirSync } = process.getBuiltinModule('node:fs')
  const { dirname } = process.getBuiltinModule('node:path')
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  return new sqlite.DatabaseSync(path)
}

/** kysely was written for another driver; the difference is how a statement says that it returns rows. */
const forKysely = (database: DatabaseSync) => ({
  close: () => database.close(),
  prepare(sql: string) {
    const statement = database.prepare(sql)
    const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
    return {
      reader: statement.columns().length > 0,
      all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
      run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
      iterate: (parameters: readonly unknown[]) =>
        statement.iterate(...values(parameters)) as IterableIterator<unknown>,
    }
  },
})
