import type { Thread } from '../../../server/chatkit/wire.ts'
import type { Client } from '../client.ts'
import { type Failure, failureOf, toError } from '../failure.ts'
import type { ViewHost } from '../view-host.ts'
import { fill } from '../words.ts'

const PAGE_SIZE = 50
const UNDO_MS = 10_000

/** The visitor's threads as the history shows them: read page by page, searched, renamed, deleted. */
export class ThreadList {
  threads: readonly Thread[] = []
  query = ''
  isLoading = false
  hasLoaded = false
  failure: Failure | undefined
  /** The id of the thread that is being renamed. */
  renaming: string | undefined
  /** The thread that is about to be deleted, as long as it can be brought back. */
  removed: Thread | undefined

  readonly #host: ViewHost
  readonly #client: Client
  readonly #onDeleted: (threadId: string) => void
  // Not shown, although the server may still have them.
  readonly #hidden = new Set<string>()
  readonly #endWait = () => void this.finishRemoval()
  #removal: ReturnType<typeof setTimeout> | undefined
  #after: string | undefined
  #loading = new AbortController()

  constructor(host: ViewHost, client: Client, onDeleted: (threadId: string) => void) {
    this.#host = host
    this.#client = client
    this.#onDeleted = onDeleted
  }

  /** The threads whose title has what is searched for. */
  get found(): readonly Thread[] {
    const query = this.query.trim().toLocaleLowerCase()
    return this.threads.filter(
      ({ id, title }) => !this.#hidden.has(id) && (!query || title?.toLocaleLowerCase().includes(query)),
    )
  }

  get hasMore(): boolean {
    return this.#after !== undefined
  }

  /** Reads the list from its start. */
  async load(): Promise<void> {
    this.#loading.abort()
    this.#loading = new AbortController()
    this.#after = undefined
    await this.#loadPage([])
    // What has been typed meanwhile is looked for on all pages.
    if (this.query) await this.search(this.query)
  }

  /** Reads the next page, if there is one. */
  async loadMore(): Promise<void> {
    if (this.#after && !this.isLoading) await this.#loadPage(this.threads)
  }

  /** Searches as it is typed. A search looks at all threads, so the rest of them are read. */
  async search(query: string): Promise<void> {
    this.query = query
    this.#host.requestUpdate()
    while (this.query && this.#after && !this.isLoading && !this.failure) await this.loadMore()
  }

  edit(threadId: string | undefined) {
    this.renaming = threadId
    this.#host.requestUpdate()
  }

  /** Renames a thread. Gives the thread as the server has it now. */
  async rename(thread: Thread, title: string): Promise<Thread | undefined> {
    this.edit(undefined)
    if (!title || title === thread.title) return undefined
    this.#replace({ ...thread, title })
    return this.#try(
      async () => {
        await this.#client.request('threads.update', { thread_id: thread.id, title })
        return { ...thread, title }
      },
      () => this.#replace(thread),
    )
  }

  /** Takes a thread out of the list. It is deleted in a few seconds, unless it is brought back. */
  remove(thread: Thread) {
    void this.finishRemoval()
    this.removed = thread
    this.#hidden.add(thread.id)
    this.#removal = setTimeout(this.#endWait, UNDO_MS)
    addEventListener('pagehide', this.#endWait)
    const { words } = this.#host
    this.#host.announce(fill(words.deleted, { title: thread.title ?? words.untitled }))
    this.#host.requestUpdate()
  }

  /** Brings back the thread that is about to be deleted. */
  undoRemoval() {
    this.#stopWaiting()
    if (this.removed) this.#hidden.delete(this.removed.id)
    this.removed = undefined
    this.#host.requestUpdate()
  }

  /** Deletes the thread that was taken out of the list, if there is one, without waiting any longer. */
  async finishRemoval(): Promise<void> {
    this.#stopWaiting()
    const thread = this.removed
    this.removed = undefined
    if (!thread) return
    this.#host.requestUpdate()
    const answer = await this.#try(
      () => this.#client.request('threads.delete', { thread_id: thread.id }),
      () => this.#hidden.delete(thread.id),
    )
    if (answer) this.#onDeleted(thread.id)
  }

  dispose() {
    this.#loading.abort()
    void this.finishRemoval()
  }

  #stopWaiting() {
    clearTimeout(this.#removal)
    removeEventListener('pagehide', this.#endWait)
  }

  async #loadPage(known: readonly Thread[]) {
    const { signal } = this.#loading
    const params = { limit: PAGE_SIZE, order: 'desc', ...(known.length > 0 && { after: this.#after }) }
    this.isLoading = true
    this.failure = undefined
    this.#host.requestUpdate()
    try {
      const page = await this.#client.request('threads.list', params, signal)
      this.threads = [...known, ...(page.data ?? [])]
      this.#after = page.has_more ? page.after : undefined
      this.hasLoaded = true
    } catch (error) {
      if (!signal.aborted) this.#fail(error, () => void this.load())
    }
    if (signal.aborted) return
    this.isLoading = false
    this.#host.requestUpdate()
  }

  async #try<T>(change: () => Promise<T>, undo: () => void): Promise<T | undefined> {
    try {
      this.failure = undefined
      return await change()
    } catch (error) {
      undo()
      this.#fail(error)
      return undefined
    }
  }

  #replace(thread: Thread) {
    this.threads = this.threads.map((other) => (other.id === thread.id ? thread : other))
    this.#host.requestUpdate()
  }

  #fail(error: unknown, retry?: () => void) {
    this.failure = { ...failureOf(error, false), retry }
    this.#host.emit('chatkit.error', { error: toError(error) })
    this.#host.requestUpdate()
  }
}
