import type { Thread } from '../../server/chatkit/wire.ts'
import type { Client } from './client.ts'
import { Conversation, type ConversationHost } from './conversation.ts'
import { ThreadList } from './history/thread-list.ts'

/** Goes from thread to thread: which one is on screen, which ones still answer, and the list of all. */
export class Navigation {
  current: Conversation
  isHistoryOpen = false
  readonly list: ThreadList

  readonly #host: ConversationHost
  readonly #client: Client
  // Left while they answered. Coming back finds them as they are; the server does not stop for us either.
  readonly #left = new Set<Conversation>()

  constructor(host: ConversationHost, client: Client) {
    this.#host = host
    this.#client = client
    this.list = new ThreadList(host, client, (threadId) => this.#leaveDeleted(threadId))
    this.current = new Conversation(host, client)
  }

  /** Shows a thread, or a new one for `null`. */
  async open(threadId: string | null): Promise<void> {
    this.closeHistory()
    if (threadId === (this.current.threadId ?? null) && !this.current.failure) return
    const known = [...this.#left].find((conversation) => conversation.threadId === threadId)
    this.#show(threadId && known ? known : new Conversation(this.#host, this.#client))
    this.#host.emit('chatkit.thread.change', { threadId })
    if (!threadId || known) return
    const conversation = this.current
    const exists = await conversation.load(threadId, () => void this.open(threadId))
    if (exists || this.current !== conversation) return
    this.#host.emit('chatkit.log', { name: 'thread.not_found', data: { threadId } })
    this.#host.emit('chatkit.thread.change', { threadId: null })
  }

  openHistory() {
    if (this.isHistoryOpen) return
    this.isHistoryOpen = true
    this.list.renaming = undefined
    this.list.query = ''
    this.#host.emit('chatkit.history.open', undefined)
    void this.list.load()
  }

  closeHistory() {
    if (!this.isHistoryOpen) return
    this.isHistoryOpen = false
    void this.list.finishRemoval()
    this.#host.emit('chatkit.history.close', undefined)
    this.#host.requestUpdate()
  }

  async rename(thread: Thread, title: string): Promise<void> {
    const renamed = await this.list.rename(thread, title)
    if (renamed) this.current.setTitle(renamed.id, title)
  }

  suspend() {
    this.list.dispose()
    for (const conversation of [this.current, ...this.#left]) conversation.suspend()
    this.#left.clear()
  }

  resume() {
    this.current.resume()
  }

  #show(conversation: Conversation) {
    const { current } = this
    current.isCurrent = false
    for (const left of this.#left) if (!left.isResponding) this.#left.delete(left)
    if (current.isResponding) this.#left.add(current)
    this.#left.delete(conversation)
    conversation.isCurrent = true
    this.current = conversation
    this.#host.requestUpdate()
  }

  #leaveDeleted(threadId: string) {
    if (threadId !== this.current.threadId) return
    this.current.stop()
    this.#show(new Conversation(this.#host, this.#client))
    this.#host.emit('chatkit.thread.change', { threadId: null })
  }
}
