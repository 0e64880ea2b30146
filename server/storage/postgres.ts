import { Kysely, PostgresDialect } from 'kysely'
import type { Schema } from './schema.ts'
import { sqlStorage } from './sql.ts'
import type { Storage } from './storage.ts'

/** Postgres' numbers for its eight-byte integers, which `pg` would otherwise read as text. */
const INT8 = 20

/** How long a request waits for a connection, in milliseconds. */
const CONNECT_MS = 5_000
/** How long a process may be silent within a transaction: one that is stopped must not keep others from a thread. */
const IDLE_IN_TRANSACTION_MS = 2_000

/**
 * Storage in Postgres, for several processes on one database. Needs the package `pg`, which is loaded here.
 * @param url Such as `postgres://user:password@host:5432/name`.
 */
export async function openPostgres(url: string): Promise<Storage> {
  const { default: pg } = await import('pg')
  const types = { getTypeParser: pg.types.getTypeParser }
  const getTypeParser = ((oid: number, format: never) =>
    oid === INT8 ? Number : types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser
  const pool = new pg.Pool({
    connectionString: url,
    types: { getTypeParser },
    max: 10,
    connectionTimeoutMillis: CONNECT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  })
  // A connection that breaks while it is idle is replaced at its next use; in use, its query fails.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return sqlStorage(new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), 'postgres')
}
