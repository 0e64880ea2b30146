import type { Thread, ThreadItem } from '../../server/chatkit/wire.ts'
import type { Client } from './client.ts'
import { showsAnything } from './shown-items.ts'

const PAGE_SIZE = 30

/** A stretch of a thread, and where the items before it start. */
interface ThreadPage {
  /** Oldest first. */
  items: ThreadItem[]
  /** Where to go on towards the beginning; undefined at the beginning. */
  older: string | undefined
}

/** Reads a thread page by page, from its end towards its beginning, and remembers how far it has come. */
export class ThreadPages {
  readonly #client: Client
  #older: string | undefined
  #isReading = false

  constructor(client: Client) {
    this.#client = client
  }

  /** Reads a thread and its end. A long one comes page by page: the newest first, the rest when it is scrolled to. */
  async read(
    threadId: string,
    atLeast: number,
    signal: AbortSignal,
  ): Promise<{ thread: Thread; items: ThreadItem[] }> {
    const thread = await this.#client.request('threads.get_by_id', { thread_id: threadId }, signal)
    const page = thread.items?.has_more
      ? await readPage(this.#client, threadId, undefined, Math.max(PAGE_SIZE, atLeast), signal)
      : { items: visible(thread.items?.data ?? []), older: undefined }
    this.#older = page.older
    return { thread, items: page.items }
  }

  /** Reads the items before the first one; none at the beginning of the thread, or while it is at it. */
  async readOlder(threadId: string, signal: AbortSignal): Promise<ThreadItem[]> {
    if (!this.#older || this.#isReading) return []
    this.#isReading = true
    try {
      const page = await readPage(this.#client, threadId, this.#older, undefined, signal)
      this.#older = page.older
      return page.items
    } finally {
      this.#isReading = false
    }
  }
}

// A page may hold only items of which nothing is drawn, so it may take several requests.
async function readPage(
  client: Client,
  threadId: string,
  after: string | undefined,
  limit: number = PAGE_SIZE,
  signal?: AbortSignal,
): Promise<ThreadPage> {
  const params = { thread_id: threadId, limit, order: 'desc', ...(after && { after }) }
  const page = await client.request('items.list', params, signal)
  const items = visible(page.data ?? []).reverse()
  const older = page.has_more ? page.after : undefined
  if (items.some(showsAnything) || older === undefined || older === after) return { items, older }
  const more = await readPage(client, threadId, older, limit, signal)
  return { ...more, items: [...more.items, ...items] }
}

function visible(items: ThreadItem[]): ThreadItem[] {
  return items.filter(({ type }) => type !== 'hidden_context_item' && type !== 'sdk_hidden_context')
}
