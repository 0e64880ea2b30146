import type { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import { makeFolder } from '../make-folder.ts'
import type { Schema } from './schema.ts'
import { sqlStorage } from './sql.ts'
import { SqliteDriver } from './sqlite-driver.ts'
import type { Storage } from './storage.ts'

const IN_MEMORY = ':memory:'

/**
 * Storage in one SQLite file, through the SQLite that is part of Node. The file and its folder are made when
 * they are missing. What was acknowledged survives a crash of the process and of the machine.
 *
 * @param path A file, or `:memory:` for data that is gone with the process.
 * @throws When this Node has no `node:sqlite` (before 22.13), or the file cannot be opened.
 */
export async function openSqlite(path: string): Promise<Storage> {
  const open = opener(path)
  if (path !== IN_MEMORY) await makeFolder(process.getBuiltinModule('node:path').dirname(path))
  const writer = open(false)
  // The wait comes first: another process may be opening the same new file.
  writer.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full')
  const reader = path === IN_MEMORY ? undefined : open(true)
  reader?.exec('pragma busy_timeout = 5000')
  const dialect = new Dialect(new SqliteDriver(writer, reader))
  return sqlStorage(new Kysely<Schema>({ dialect }), 'sqlite')
}

class Dialect extends SqliteDialect {
  readonly #driver: SqliteDriver

  constructor(driver: SqliteDriver) {
    super({ database: () => Promise.reject(new Error('The driver has the database.')) })
    this.#driver = driver
  }

  override createDriver() {
    return this.#driver
  }

  override createAdapter() {
    return new Adapter()
  }
}

class Adapter extends SqliteAdapter {
  /** Tables are made in a transaction, which kysely does not do by itself: a crash must not leave half of them. */
  override get supportsTransactionalDdl() {
    return true
  }
  /** The driver itself lets one write after another. */
  override get supportsMultipleConnections() {
    return true
  }
}

const NO_SQLITE =
  'SQLite needs Node 22.13 or newer. Run a newer Node, or keep the data elsewhere: the program in Postgres, with ' +
  'DATABASE_URL=postgres://user:password@host/name, and createTodoChat() in another storage.'

/** Asks the running Node for its own modules, so that no bundler meets an import it cannot follow. */
function opener(path: string): (readOnly: boolean) => DatabaseSync {
  const sqlite = globalThis.process?.getBuiltinModule?.('node:sqlite')
  if (!sqlite) throw new Error(NO_SQLITE)
  return (readOnly) => new sqlite.DatabaseSync(path, { readOnly })
}
