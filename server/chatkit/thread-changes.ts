import { threadOnWire } from './outgoing.ts'
import type { ThreadChange } from './store.ts'
import type { TurnLease } from './turn-lease.ts'
import type { ThreadMetadata, ThreadStreamEvent } from './wire.ts'

/** Notices what a responder changes of its thread. */
export class ThreadChanges {
  readonly #thread: ThreadMetadata
  readonly #write: TurnLease['write']
  #saved: string

  constructor(thread: ThreadMetadata, { write }: TurnLease) {
    this.#thread = thread
    this.#write = write
    this.#saved = JSON.stringify(thread)
  }

  hasAny(): boolean {
    return JSON.stringify(this.#thread) !== this.#saved
  }

  /** Saves what the responder has changed, and tells of it. */
  async save(): Promise<ThreadStreamEvent> {
    await this.#write({ changeThread: this.change })
    this.#saved = JSON.stringify(this.#thread)
    return { type: 'thread.updated', thread: threadOnWire(this.#thread) }
  }

  /**
   * The thread with what the responder has changed. What others changed meanwhile stays, and so does a title that
   * the visitor has given meanwhile.
   */
  readonly change: ThreadChange = (kept) => {
    const before = JSON.parse(this.#saved) as ThreadMetadata
    for (const name of Object.keys({ ...kept, ...before }) as (keyof ThreadMetadata)[]) {
      const isRenamed = name === 'title' && kept.title !== before.title
      const isOurs = !isRenamed && JSON.stringify(this.#thread[name]) !== JSON.stringify(before[name])
      if (!isOurs) Object.assign(this.#thread, { [name]: kept[name] })
    }
    return this.#thread
  }
}
