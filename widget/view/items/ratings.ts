import type { Client } from '../client.ts'
import type { ViewHost } from '../view-host.ts'

export type Rating = 'positive' | 'negative'

/** What the visitor thought of answers. The server keeps it for its owner; nothing gives it back. */
export class Ratings {
  readonly #host: ViewHost
  readonly #client: Client
  readonly #byLastItem = new Map<string, Rating>()
  /** Grows with each change, so that answers can tell they have to be drawn again. */
  version = 0

  constructor(host: ViewHost, client: Client) {
    this.#host = host
    this.#client = client
  }

  of(itemIds: readonly string[]): Rating | undefined {
    return this.#byLastItem.get(itemIds.at(-1) ?? '')
  }

  /** Tells the server about an answer. Rejects, and forgets it, when the server does not hear it. */
  async rate(threadId: string, itemIds: readonly string[], kind: Rating, signal: AbortSignal): Promise<void> {
    const last = itemIds.at(-1) ?? ''
    this.#byLastItem.set(last, kind)
    this.version++
    this.#host.requestUpdate()
    try {
      await this.#client.request('items.feedback', { thread_id: threadId, item_ids: itemIds, kind }, signal)
      this.#host.announce(this.#host.words.thanks)
    } catch (error) {
      this.#byLastItem.delete(last)
      this.version++
      throw error
    }
  }
}
