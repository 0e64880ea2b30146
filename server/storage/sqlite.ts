import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import type { Schema } from './schema.ts'
import { sqlStorage } from './sql.ts'
import type { Storage } from './storage.ts'

/** Statements that are kept ready; they are few, but for lists of values of every length. */
const MAX_PREPARED = 200

/**
 * Storage in one SQLite file, through the SQLite that is part of Node. The file and its folder are made when
 * they are missing. What was acknowledged survives a crash of the process and of the machine.
 *
 * @throws When this Node has no `node:sqlite` (before 22.13), or the file cannot be opened.
 */
export async function openSqlite(path: string): Promise<Storage> {
  const database = openDatabase(path)
  // The wait comes first: another process may be opening the same new file.
  database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full')
  const dialect = new Dialect({ database: forKysely(database) })
  return sqlStorage(new Kysely<Schema>({ dialect }), 'sqlite')
}

/** Tables are made in a transaction, which kysely does not do by itself: a crash must not leave half of them. */
class Dialect extends SqliteDialect {
  override createAdapter() {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl() {
        return true
      }
    })()
  }
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
function forKysely(database: DatabaseSync) {
  const prepared = new Map<string, ReturnType<typeof prepare>>()
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]

  function prepare(sql: string) {
    const statement = database.prepare(sql)
    return {
      reader: statement.columns().length > 0,
      all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
      run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
      iterate: (parameters: readonly unknown[]) =>
        statement.iterate(...values(parameters)) as IterableIterator<unknown>,
    }
  }

  return {
    close: () => database.close(),
    prepare(sql: string) {
      // Locked from the start: what a transaction reads and then changes, another process must not change.
      if (sql === 'begin') return prepare('begin immediate')
      const known = prepared.get(sql) ?? prepare(sql)
      if (prepared.size === MAX_PREPARED) prepared.clear()
      prepared.set(sql, known)
      return known
    },
  }
}
