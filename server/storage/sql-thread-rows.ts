import type { Kysely } from 'kysely'
import type { ThreadChange, TurnChanges } from '../chatkit/store.ts'
import type { Attachment, ThreadItem, ThreadMetadata } from '../chatkit/wire.ts'
import type { Engine, Schema } from './schema.ts'

/** The rows of one user's threads and items, as they are written: by themselves, or in a transaction. */
export class ThreadRows {
  readonly #db: Kysely<Schema>
  readonly #engine: Engine
  readonly #userId: string

  constructor(db: Kysely<Schema>, engine: Engine, userId: string) {
    this.#db = db
    this.#engine = engine
    this.#userId = userId
  }

  async insertThread(thread: ThreadMetadata): Promise<void> {
    await this.#db
      .insertInto('threads')
      .values({ user_id: this.#userId, id: thread.id, body: JSON.stringify(thread) })
      .onConflict((conflict) => conflict.columns(['user_id', 'id']).doNothing())
      .execute()
  }

  /** In a transaction: nobody else may write between what is read and what is made of it. */
  async changeThread(threadId: string, change: ThreadChange): Promise<ThreadMetadata | undefined> {
    const kept = this.#db
      .selectFrom('threads')
      .where('user_id', '=', this.#userId)
      .where('id', '=', threadId)
      .select('body')
    // SQLite lets one write at a time anyway.
    const row = await (this.#engine === 'postgres' ? kept.forNoKeyUpdate() : kept).executeTakeFirst()
    if (!row) return undefined
    const thread = change(JSON.parse(row.body) as ThreadMetadata)
    await this.#db
      .updateTable('threads')
      .set({ body: JSON.stringify(thread) })
      .where('user_id', '=', this.#userId)
      .where('id', '=', threadId)
      .execute()
    return thread
  }

  async saveItem(threadId: string, item: ThreadItem): Promise<void> {
    const body = JSON.stringify(item)
    const thread = this.#db
      .selectFrom('threads')
      .where('user_id', '=', this.#userId)
      .where('id', '=', threadId)
    await this.#db
      .insertInto('items')
      .columns(['user_id', 'thread_id', 'id', 'body'])
      .expression(
        // Only into a thread that is there, and is this user's.
        (this.#engine === 'postgres' ? thread.forKeyShare() : thread).select(({ cast, val }) => [
          cast<string>(val(this.#userId), 'text').as('user_id'),
          cast<string>(val(threadId), 'text').as('thread_id'),
          cast<string>(val(item.id), 'text').as('id'),
          cast<string>(val(body), 'text').as('body'),
        ]),
      )
      .onConflict((conflict) => conflict.columns(['user_id', 'thread_id', 'id']).doUpdateSet({ body }))
      .execute()
  }

  /** What a turn writes, but for its end. */
  async write(threadId: string, changes: TurnChanges): Promise<void> {
    const {
      newThread,
      changeThread,
      attachments = [],
      deleteAfter,
      deleteItems = [],
      saveItems = [],
    } = changes
    if (newThread) await this.insertThread(newThread)
    if (changeThread) await this.changeThread(threadId, changeThread)
    for (const attachment of attachments) await this.#updateAttachment(attachment)
    if (deleteAfter !== undefined) {
      const first = this.#db
        .selectFrom('items')
        .where('user_id', '=', this.#userId)
        .where('thread_id', '=', threadId)
        .where('id', '=', deleteAfter)
      await this.#deleteItems(threadId).where('seq', '>', first.select('seq')).execute()
    }
    for (const id of deleteItems) await this.#deleteItems(threadId).where('id', '=', id).execute()
    for (const item of saveItems) await this.saveItem(threadId, item)
  }

  #deleteItems(threadId: string) {
    return this.#db.deleteFrom('items').where('user_id', '=', this.#userId).where('thread_id', '=', threadId)
  }

  async #updateAttachment(attachment: Attachment): Promise<void> {
    await this.#db
      .updateTable('attachments')
      .set({ thread_id: attachment.thread_id ?? null, body: JSON.stringify(attachment) })
      .where('user_id', '=', this.#userId)
      .where('id', '=', attachment.id)
      .execute()
  }
}
