import type { ThreadStreamEvent } from '../../server/chatkit/wire.ts'
import { ActionQueue } from './action-queue.ts'
import { type Client, RequestError, type UserMessageInput } from './client.ts'
import { errorOfEvent, type Failure, failureOf, failureOfEvent, logOf, toError } from './failure.ts'
import { type Rating, Ratings } from './items/ratings.ts'
import { Pace } from './pace.ts'
import type { Submission } from './questions/submission.ts'
import { ResponseSignals } from './response-signals.ts'
import { ShownItems } from './shown-items.ts'
import {
  beginTurn,
  breakTurn,
  dropAfter,
  EMPTY_THREAD,
  endTurn,
  prependItems,
  reduceThread,
  replaceItem,
  type ThreadState,
} from './thread.ts'
import { ThreadPages } from './thread-pages.ts'
import { actionRequest, messageRequest, runTurn, type TurnRequest } from './turn.ts'
import type { ViewHost } from './view-host.ts'

/** What a conversation needs from the view around it. */
export interface ConversationHost extends ViewHost {
  /** Takes back a message that the server did not accept, so that nothing typed is lost. */
  returnMessage(input: UserMessageInput, conversation: Conversation): void
  /** Sends what was taken back. */
  resend(): void
}

/** One thread on screen: loads it, runs its turns one at a time, and knows its state. */
export class Conversation {
  state: ThreadState = EMPTY_THREAD
  failure: Failure | undefined
  /** Under way while the thread is loaded; gives false when the server has no such thread. */
  loading: Promise<boolean> | undefined
  /** Whether this is a thread that could not be read. */
  isUnread = false
  /** False once the visitor has gone to another thread; a turn under way still ends. */
  isCurrent = true
  readonly ratings: Ratings
  readonly shown = new ShownItems()

  readonly #host: ConversationHost
  readonly #client: Client
  readonly #pages: ThreadPages
  readonly #signals: ResponseSignals
  readonly #actions = new ActionQueue()
  #openedId: string | undefined
  #life = new AbortController()
  #interrupted: (() => Promise<unknown>) | undefined
  #turn: AbortController | undefined
  #answering: Promise<void> | undefined
  #endAnswering: () => void = () => undefined

  constructor(host: ConversationHost, client: Client) {
    this.#host = host
    this.#client = client
    this.#pages = new ThreadPages(client)
    this.#signals = new ResponseSignals(host)
    this.ratings = new Ratings(host, client)
  }

  get threadId(): string | undefined {
    return this.state.thread?.id ?? this.#openedId
  }

  /** What a message of the page has to wait for: the thread on its way, or an answer. */
  get busy(): Promise<unknown> | undefined {
    return this.loading ?? this.#answering
  }

  get isLoading(): boolean {
    return this.loading !== undefined
  }

  get isResponding(): boolean {
    return this.#turn !== undefined
  }

  /** Whether a message may be sent now. */
  get canSend(): boolean {
    const isActive = (this.state.thread?.status?.type ?? 'active') === 'active'
    return isActive && !this.isResponding && !this.isLoading && !this.isUnread
  }

  /** Loads a thread. Gives false when the server has no such thread; this is a new chat then, with what was typed. */
  load(threadId: string, retry: () => void): Promise<boolean> {
    this.#openedId = threadId
    this.isUnread = false
    this.failure = undefined
    this.loading = this.#load(threadId, retry).finally(() => {
      this.loading = undefined
      this.#host.emit('chatkit.thread.load.end', { threadId })
      this.#host.requestUpdate()
    })
    this.#host.requestUpdate()
    this.#host.emit('chatkit.thread.load.start', { threadId })
    return this.loading
  }

  /** Reads again what the server has, as much of the past as is on screen. */
  async refresh(): Promise<void> {
    if (!this.threadId || this.isResponding) return
    const { state } = this
    const page = await this.#read(this.threadId)
    // What was said or ticked meanwhile may not be in it.
    if (state === this.state) this.#set({ ...state, ...page })
    else await this.refresh()
  }

  /** Shows the items before the first one that is drawn, and loads them if need be. What is spare at the end may go. */
  async loadOlder(countSpare: () => number): Promise<void> {
    if (!this.threadId) return
    if (this.shown.showOlder(this.state.items, countSpare)) return this.#host.requestUpdate()
    try {
      this.shown.hold(this.state.items)
      const older = await this.#pages.readOlder(this.threadId, this.#life.signal)
      if (older.length === 0) return
      this.#set(prependItems(this.state, older))
      this.shown.showOlder(this.state.items, () => 0)
    } catch (error) {
      // Scrolling up again tries again; a sentence at the other end of the thread would help nobody.
      this.#host.emit('chatkit.log', logOf('thread.page_failed', error))
    }
  }

  /** Shows the items after the last one that is drawn, if there are any. What is spare at the beginning may go. */
  showNewer(countSpare: () => number): boolean {
    const isMore = this.shown.showNewer(this.state.items, countSpare)
    if (isMore) this.#host.requestUpdate()
    return isMore
  }

  /** Sends a message. Resolves when the server has it; the answer goes on. */
  send(input: UserMessageInput): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = () => reject(new Error('The message was not sent.'))
      const sent = this.#run(messageRequest(this.threadId, input), input, resolve)
      sent.then((isTaken) => isTaken || refuse(), reject)
    })
  }

  /** Asks for another answer to the last message, and drops the one there was. */
  async retry(): Promise<void> {
    const item_id = this.state.items.findLast(({ type }) => type === 'user_message')?.id
    if (!this.threadId || !item_id || this.isResponding) return
    this.state = dropAfter(this.state, item_id)
    await this.#run({ type: 'threads.retry_after_item', params: { thread_id: this.threadId, item_id } })
  }

  /** Sends an action of the page or of a widget. */
  async act(action: { type: string; payload?: unknown }, itemId?: string): Promise<boolean> {
    return this.#run(actionRequest(this.threadId, action, itemId))
  }

  /** Sends an action that is answered at once, also during a turn. Gives whether the item is another one now. */
  actAtOnce(action: { type: string; payload?: unknown }, itemId: string): Promise<boolean> {
    // One after the other: an answer that overtook the next one would draw a list as it was before.
    return this.#actions.run(async () => {
      const params = { thread_id: this.threadId, item_id: itemId, action }
      const { signal } = this.#life
      const { updated_item } = await this.#client.request('threads.sync_custom_action', params, signal)
      if (updated_item?.id) this.#set(replaceItem(this.state, updated_item))
      return Boolean(updated_item?.id)
    })
  }

  /** Sends what the visitor answered to the questions of an item. */
  async answer(itemId: string, input: Submission): Promise<void> {
    const params = { thread_id: this.threadId, item_id: itemId, input }
    const isTaken = await this.#run({ type: 'threads.add_structured_input', params })
    // They may have been answered in another tab: then there is nothing to try again.
    if (!isTaken) await this.refresh().catch(() => undefined)
  }

  /** Tells the server what the visitor thinks of an answer. */
  async rate(itemIds: readonly string[], rating: Rating): Promise<void> {
    if (!this.threadId) return
    await this.ratings
      .rate(this.threadId, itemIds, rating, this.#life.signal)
      .catch((error) => this.#fail(error, failureOf(error, false)))
  }

  /** Takes over a title that was changed elsewhere. */
  setTitle(threadId: string, title: string) {
    const { thread } = this.state
    if (thread?.id === threadId) this.#set({ ...this.state, thread: { ...thread, title } })
  }

  /** Stops the answer. What was said stays. */
  stop() {
    this.#turn?.abort()
  }

  /** Lets go of everything under way. */
  suspend() {
    if (this.isResponding) this.#interrupted = () => this.refresh()
    this.#life.abort()
    this.#life = new AbortController()
    this.stop()
  }

  /** Takes up again what was let go: reads what the server has by now. */
  resume() {
    const resume = this.#interrupted
    this.#interrupted = undefined
    resume?.().catch((error) => this.#fail(error, failureOf(error, false)))
  }

  async #load(threadId: string, retry: () => void): Promise<boolean> {
    const { signal } = this.#life
    try {
      const page = await this.#read(threadId)
      this.#set({ ...this.state, ...page })
      this.shown.showEnd(this.state.items)
    } catch (error) {
      const isGone = error instanceof RequestError && error.status === 404
      if (signal.aborted) this.#interrupted = () => this.load(threadId, retry)
      else if (isGone) this.#openedId = undefined
      else {
        this.isUnread = true
        this.#fail(error, { ...failureOf(error, false), retry })
      }
      return signal.aborted || !isGone
    }
    return true
  }

  #read(threadId: string) {
    return this.#pages.read(threadId, this.state.items.length, this.#life.signal)
  }

  /** Runs a turn. Gives false when the server did not take it. */
  async #run(request: TurnRequest, input?: UserMessageInput, onTaken?: () => void): Promise<boolean> {
    if (this.isResponding) throw new Error('A response is under way: wait for chatkit.response.end.')
    const turn = new AbortController()
    const pace = new Pace()
    let isHeard = false
    this.#turn = turn
    this.failure = undefined
    this.state = beginTurn(this.state, input)
    // From here on whatever fails, on a page that changes what browsers have too, gives the message back.
    try {
      this.#answering = new Promise((resolve) => {
        this.#endAnswering = resolve
      })
      this.#host.requestUpdate()
      for await (const event of runTurn(this.#client, request, this.#host, turn.signal)) {
        isHeard = true
        this.#take(event)
        if (input && !this.state.outgoing) onTaken?.()
        await pace.next()
      }
      const { error, outgoing } = this.state
      if (error) this.#failTurn(errorOfEvent(error), request, true)
      else if (outgoing) throw new RequestError('unreadable', 'The server did not take the message.')
    } catch (error) {
      if (!turn.signal.aborted) this.#failTurn(error, request, isHeard)
    }
    return this.#endTurn(turn.signal.aborted) && isHeard
  }

  #take(event: ThreadStreamEvent) {
    const threadBefore = this.threadId
    this.#set(reduceThread(this.state, event))
    if (this.isCurrent && this.threadId && this.threadId !== threadBefore) {
      this.#host.emit('chatkit.thread.change', { threadId: this.threadId })
    }
    this.#signals.take(event, this.state.outgoing !== undefined)
  }

  #failTurn(error: unknown, request: TurnRequest, isHeard: boolean) {
    const { error: event, outgoing } = this.state
    const failure = event ? failureOfEvent(event) : failureOf(error, isHeard && !outgoing)
    // What the server never heard is asked again as it was: anything else would drop what came before it.
    const again = () => void (isHeard ? this.retry() : this.#run(request))
    const retry = outgoing ? () => this.#host.resend() : again
    this.#fail(error, { ...failure, retry: event && !event.allow_retry ? undefined : retry })
  }

  #fail(error: unknown, failure: Failure) {
    this.failure = failure
    this.#host.emit('chatkit.error', { error: toError(error) })
    this.#host.requestUpdate()
  }

  #endTurn(isBroken: boolean): boolean {
    const { outgoing } = this.state
    this.#turn = undefined
    this.#set(isBroken || this.failure ? breakTurn(this.state) : endTurn(this.state))
    if (outgoing) this.#host.returnMessage(outgoing, this)
    this.#signals.end()
    this.#answering = undefined
    this.#endAnswering()
    return outgoing === undefined
  }

  #set(state: ThreadState) {
    this.state = state
    this.#host.requestUpdate()
  }
}
