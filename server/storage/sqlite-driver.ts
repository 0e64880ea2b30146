import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'

/** Statements that are kept ready; they are few, but for lists of values of every length. */
const MAX_PREPARED = 200

/**
 * The connections to one SQLite file. What is written within one turn of the event loop shares one commit, which is
 * where the time goes: each write is a savepoint, and is acknowledged when all of them are on the disk.
 */
export class SqliteDriver implements Driver {
  readonly #writer: Statements
  readonly #reader: Statements | undefined
  #last: Promise<unknown> = Promise.resolve()
  #group: ReturnType<typeof Promise.withResolvers<void>> | undefined

  /** @param reader A second connection, which sees what is committed only; without it reads wait for writes. */
  constructor(writer: DatabaseSync, reader: DatabaseSync | undefined) {
    this.#writer = new Statements(writer)
    this.#reader = reader && new Statements(reader)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new Connection(this)
  }

  async releaseConnection(): Promise<void> {}

  async beginTransaction(connection: Connection): Promise<void> {
    const release = await this.#lock()
    try {
      this.#begin()
    } catch (error) {
      release()
      throw error
    }
    connection.transaction = { release }
  }

  async commitTransaction(connection: Connection): Promise<void> {
    this.#writer.execute('release one')
    const committed = this.#group?.promise
    connection.end()
    await committed
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    // Also called when the commit failed: then others may be writing already, and nothing of this one is left.
    if (connection.transaction && this.#group) this.#undo()
    connection.end()
  }

  async destroy(): Promise<void> {
    const release = await this.#lock()
    this.#commit()
    this.#reader?.close()
    this.#writer.close()
    release()
  }

  /** One statement on its own. */
  async run(query: CompiledQuery): Promise<QueryResult<never>> {
    const isRead = query.query.kind === 'SelectQueryNode'
    if (isRead && this.#reader) return this.#reader.run(query)
    const release = await this.#lock()
    let written: { result: QueryResult<never>; committed?: Promise<void> | undefined }
    try {
      written = isRead ? { result: this.#writer.run(query) } : this.#write(query)
    } finally {
      release()
    }
    await written.committed
    return written.result
  }

  #write(query: CompiledQuery) {
    this.#begin()
    try {
      const result = this.runInTransaction(query)
      this.#writer.execute('release one')
      return { result, committed: this.#group?.promise }
    } catch (error) {
      if (this.#group) this.#undo()
      throw error
    }
  }

  runInTransaction(query: CompiledQuery): QueryResult<never> {
    try {
      return this.#writer.run(query)
    } catch (error) {
      // A full disk, for one, ends the whole transaction by itself.
      if (!this.#writer.isInTransaction()) this.#fail(error)
      throw error
    }
  }

  /** Waits until nobody else writes. Resolves with the function that lets the next one. */
  async #lock(): Promise<() => void> {
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    await before
    return resolve
  }

  #begin(): void {
    if (!this.#group) {
      // Locked from the start: what a transaction reads and then changes, another process must not change.
      this.#writer.execute('begin immediate')
      this.#group = Promise.withResolvers()
      // Whoever waits for it is told; nobody may.
      this.#group.promise.catch(() => {})
      setImmediate(async () => {
        const release = await this.#lock()
        this.#commit()
        release()
      })
    }
    this.#writer.execute('savepoint one')
  }

  #undo(): void {
    this.#writer.execute('rollback to one')
    this.#writer.execute('release one')
  }

  #commit(): void {
    const group = this.#group
    if (!group) return
    try {
      this.#writer.execute('commit')
      this.#group = undefined
      group.resolve()
    } catch (error) {
      if (this.#writer.isInTransaction()) this.#writer.execute('rollback')
      this.#fail(error)
    }
  }

  /** Nothing of the group is kept. */
  #fail(error: unknown): void {
    this.#group?.reject(error)
    this.#group = undefined
  }
}

class Connection implements DatabaseConnection {
  /** While it has begun one and not ended it. */
  transaction: { release: () => void } | undefined
  readonly #driver: SqliteDriver

  constructor(driver: SqliteDriver) {
    this.#driver = driver
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.transaction ? this.#driver.runInTransaction(query) : this.#driver.run(query)
  }

  // biome-ignore lint/correctness/useYield: the contract asks for it, and nothing here reads so much.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('SQLite results are not streamed.')
  }

  end(): void {
    this.transaction?.release()
    this.transaction = undefined
  }
}

/** One open file and its prepared statements. */
class Statements {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, { statement: StatementSync; returnsRows: boolean }>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  run({ sql, parameters }: CompiledQuery): QueryResult<never> {
    const { statement, returnsRows } = this.#prepare(sql)
    const values = parameters as SQLInputValue[]
    if (returnsRows) return { rows: statement.all(...values) as never[] }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  execute(sql: string): void {
    this.#prepare(sql).statement.run()
  }

  /** Asked by beginning another, which SQLite refuses within one: Node tells only since 22.16. */
  isInTransaction(): boolean {
    try {
      this.execute('begin')
    } catch {
      return true
    }
    this.execute('rollback')
    return false
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #prepare(sql: string) {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    const made = { statement, returnsRows: statement.columns().length > 0 }
    if (this.#prepared.size === MAX_PREPARED) this.#prepared.clear()
    this.#prepared.set(sql, made)
    return made
  }
}
