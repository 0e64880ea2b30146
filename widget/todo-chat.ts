import type { ChatKitEvents, ChatKitOptions, ColorScheme, OpenAIChatKit } from '@openai/chatkit'
import type { PropertyValues } from 'lit'
import { TodoChatAttributes } from './attributes.ts'
import { ChatKitController } from './chatkit-controller.ts'
import { Chrome } from './chrome.ts'
import { connect, viewSrc } from './connect.ts'
import { WidgetError } from './errors.ts'
import {
  TodoChatCloseEvent,
  TodoChatErrorEvent,
  TodoChatOpenEvent,
  TodoChatTasksChangeEvent,
} from './events.ts'
import { type ChatApi, toOptions } from './options.ts'
import { returnCalls, takeCalls } from './queue.ts'
import { keptStrings } from './storage.ts'
import { followScheme, schemeOf } from './theme.ts'
import { styles } from './todo-chat.styles.ts'
import { wordsFor } from './words/words.ts'

type Arg<M extends keyof OpenAIChatKit> = OpenAIChatKit[M] extends (arg: infer A) => unknown ? A : never

// A change of these is a chat with another server, or drawn by another hand.
const RESTARTING = ['endpoint', 'sessionUrl', 'apiUrl', 'domainKey', 'renderer', 'chatkitSrc']

/**
 * @summary A ChatKit conversation about a todo list, on any page.
 *
 * @fires {TodoChatOpenEvent} todo-chat-open - The visitor, or the page, opened the chat.
 * @fires {TodoChatCloseEvent} todo-chat-close - The visitor, or the page, closed the chat.
 * @fires {TodoChatErrorEvent} todo-chat-error - The chat could not start, or lost its session; `error.code` says why.
 * @fires {TodoChatTasksChangeEvent} todo-chat-tasks-change - The assistant changed the visitor's tasks.
 * @fires {CustomEvent} chatkit.ready - The chat can be used.
 * @fires {CustomEvent} chatkit.error - ChatKit reports an error; `detail.error`.
 * @fires {CustomEvent} chatkit.effect - The server asks the page for an effect; `detail.name`, `detail.data`.
 * @fires {CustomEvent} chatkit.deeplink - A `chatkit-link://` link was clicked; `detail.name`, `detail.data`.
 * @fires {CustomEvent} chatkit.response.start - An answer begins.
 * @fires {CustomEvent} chatkit.response.end - An answer ended.
 * @fires {CustomEvent} chatkit.history.open - The list of threads opened.
 * @fires {CustomEvent} chatkit.history.close - The list of threads closed.
 * @fires {CustomEvent} chatkit.thread.change - Another thread is shown; `detail.threadId`.
 * @fires {CustomEvent} chatkit.thread.load.start - A thread is being loaded; `detail.threadId`.
 * @fires {CustomEvent} chatkit.thread.load.end - A thread was loaded; `detail.threadId`.
 * @fires {CustomEvent} chatkit.tool.change - Another tool of the composer was chosen; `detail.toolId`.
 * @fires {CustomEvent} chatkit.log - ChatKit reports what it does; `detail.name`, `detail.data`.
 *
 * @slot launcher - The icon of the launcher.
 * @slot error - Replaces what the visitor reads when the chat cannot start.
 *
 * @csspart launcher - The button that opens and closes the panel.
 * @csspart panel - The box with the bar and the chat.
 * @csspart frame - The box around the chat itself.
 * @csspart status - What is shown while the chat is loading, and when it cannot start.
 *
 * @cssproperty [--todo-chat-width=25rem] - Width of the panel; of the chat itself when inline, where it is 100%.
 * @cssproperty [--todo-chat-height=40rem] - Height of the panel or of the inline chat.
 * @cssproperty [--todo-chat-offset-x=1.25rem] - Distance of the launcher from the side of the window.
 * @cssproperty [--todo-chat-offset-y=1.25rem] - Distance of the launcher from the bottom of the window.
 * @cssproperty [--todo-chat-z-index=2147483000] - Stacking order of launcher and panel.
 * @cssproperty --todo-chat-accent - Colour of the launcher; the accent unless set.
 */
export class TodoChat extends TodoChatAttributes {
  static override styles = styles

  #chatkit = new ChatKitController(this, {
    viewSrc: () => viewSrc(this),
    frame: () => this.#chrome.frame,
    connect: (signal) => this.#connect(signal),
    options: (api) => this.#toOptions(api),
    onEvent: (name, detail) => this.#handleEvent(name, detail),
    onError: (error) => this.#handleError(error),
  })
  #chrome = new Chrome({
    toggle: () => this.toggle(),
    retry: () => this.#handleRetry(),
    intend: () => this.#chatkit.preload(),
  })
  #scheme: ColorScheme = 'light'
  #isDrawn = false
  #storage = keptStrings()
  #connection = new AbortController()
  #inView: IntersectionObserver | undefined
  #thread: string | null | undefined
  #opener: HTMLElement | undefined
  #retryAt = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined

  /** Opens the panel and moves the focus into the chat. */
  async show(): Promise<void> {
    // What is open from the start does not take the focus; what is opened does.
    if (!this.hasUpdated) await this.updateComplete
    this.open = true
    await this.updateComplete
  }

  /** Closes the panel and gives the focus back. The chat keeps running. */
  async hide(): Promise<void> {
    this.open = false
    await this.updateComplete
  }

  /** Opens the panel when it is closed, closes it when it is open. */
  toggle(): Promise<void> {
    return this.open ? this.hide() : this.show()
  }

  /** Starts the chat anew, with the same thread. */
  async reload(): Promise<void> {
    this.#chatkit.stop()
    this.#startWhenWanted()
    await this.updateComplete
  }

  /** Focuses the composer, as soon as the chat is there. */
  focusComposer(): Promise<void> {
    return this.#chatkit.call('focusComposer')
  }

  /** Shows a thread; `null` starts a new one. */
  setThreadId(threadId: string | null): Promise<void> {
    return this.#chatkit.call('setThreadId', threadId)
  }

  /** Sends a message as the visitor. */
  sendUserMessage(message: Arg<'sendUserMessage'>): Promise<void> {
    return this.#chatkit.call('sendUserMessage', message)
  }

  /** Puts something in the composer without sending it. */
  setComposerValue(value: Arg<'setComposerValue'>): Promise<void> {
    return this.#chatkit.call('setComposerValue', value)
  }

  /** Sends an action of a widget to the server. */
  sendCustomAction(action: Arg<'sendCustomAction'>, itemId?: string): Promise<void> {
    return this.#chatkit.call('sendCustomAction', action, itemId)
  }

  /** Fetches what changed on the server. */
  fetchUpdates(): Promise<void> {
    return this.#chatkit.call('fetchUpdates')
  }

  /** Shows the list of threads. */
  showHistory(): Promise<void> {
    return this.#chatkit.call('showHistory')
  }

  /** Goes back from the list of threads to the thread. */
  hideHistory(): Promise<void> {
    return this.#chatkit.call('hideHistory')
  }

  /** Launcher and panel are built once and kept up to date, so this element needs no templates. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot()
    root.append(this.#chrome.root)
    return root
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#connection = new AbortController()
    const { signal } = this.#connection
    this.addEventListener('keydown', (event) => this.#handleKey(event), { signal })
    for (const type of ['resize', 'scroll']) {
      visualViewport?.addEventListener(type, () => this.#fitViewport(), { signal })
    }
    followScheme(signal, () => {
      if (schemeOf(this.theme) !== this.#scheme) this.requestUpdate('theme')
    })
    this.#inView = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#chatkit.start()
    })
    takeCalls(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#connection.abort()
    this.#chatkit.stop()
    this.#inView?.disconnect()
    clearTimeout(this.#retryTimer)
    returnCalls(this)
    // Whoever moves the element puts it back before the microtasks run; otherwise nobody waits any longer.
    queueMicrotask(() => this.isConnected || this.#chatkit.drop())
  }

  /** Called instead of the two above by `moveBefore()`, which keeps frames alive: there is nothing to do. */
  connectedMoveCallback(): void {}

  protected override update(changed: PropertyValues): void {
    super.update(changed)
    this.#scheme = schemeOf(this.theme)
    const { state, error } = this.#chatkit
    this.#chrome.draw(this, {
      words: wordsFor(this.#locale || navigator.language),
      locale: this.#locale,
      scheme: this.#scheme,
      state,
      error,
      mayRetry: Date.now() >= this.#retryAt,
    })
  }

  protected override updated(changed: PropertyValues): void {
    const names = [...changed.keys()]
    if (changed.has('thread')) this.#thread = this.thread
    if (this.#isDrawn) {
      if (changed.has('thread') && this.#chatkit.state !== 'idle') void this.setThreadId(this.thread || null)
      if (changed.has('open')) this.#handleOpenChange()
      if (RESTARTING.some((name) => changed.has(name))) this.#chatkit.stop()
      else if (names.some((name) => name !== 'open')) this.#chatkit.applyOptions()
    }
    this.#isDrawn = true
    if (this.isConnected) this.#startWhenWanted()
  }

  get #locale(): string {
    return this.locale || document.documentElement.lang
  }

  #toOptions(api: ChatApi): ChatKitOptions {
    return toOptions(this, { api, scheme: this.#scheme, locale: this.#locale, thread: this.#thread })
  }

  #connect(signal: AbortSignal): Promise<ChatApi> {
    return connect(this, {
      signal,
      storage: this.#storage,
      locale: () => this.#locale,
      onLost: (error) => error instanceof WidgetError && this.#handleError(error),
      onAction: () => this.dispatchEvent(new TodoChatTasksChangeEvent()),
    })
  }

  #handleEvent<K extends keyof ChatKitEvents>(name: K, detail: ChatKitEvents[K]['detail']): void {
    const { threadId, name: effect, data } = (detail ?? {}) as Record<string, never>
    if (name === 'chatkit.thread.change') this.#thread = threadId
    if (name === 'chatkit.ready') this.#focusChat()
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
    if (name === 'chatkit.effect' && effect === 'tasks_changed') {
      this.dispatchEvent(new TodoChatTasksChangeEvent(data))
    }
  }

  #handleError(error: WidgetError): void {
    this.#retryAt = Date.now() + error.retryAfter
    this.#retryTimer = setTimeout(() => this.requestUpdate(), error.retryAfter)
    console.error(`<todo-chat> ${error.code}: ${error.message}`, error.cause ?? '')
    this.dispatchEvent(new TodoChatErrorEvent(error))
  }

  #startWhenWanted(): void {
    const isInline = this.mode === 'inline'
    this.#inView?.disconnect()
    if (this.#chatkit.state !== 'idle') return
    if (this.loading === 'eager' || (this.open && !isInline)) this.#chatkit.start()
    else if (isInline) this.#inView?.observe(this)
  }

  #handleOpenChange(): void {
    if (this.open) {
      const { activeElement } = document
      this.#opener =
        activeElement !== document.body && activeElement !== this ? (activeElement as HTMLElement) : undefined
      this.#chrome.close.focus()
      this.#fitViewport()
      if (this.#chatkit.state === 'ready') this.#focusChat()
      this.dispatchEvent(new TodoChatOpenEvent())
    } else {
      // Somebody who is busy elsewhere on the page is left alone.
      if (document.activeElement === this) this.#giveFocusBack()
      this.dispatchEvent(new TodoChatCloseEvent())
    }
  }

  #giveFocusBack(): void {
    const target = this.#opener?.isConnected ? this.#opener : this.#chrome.launcher
    target.focus()
  }

  /** Moves the focus from our close button into the chat, where no on-screen keyboard would jump up. */
  #focusChat(): void {
    if (
      this.open &&
      this.shadowRoot?.activeElement === this.#chrome.close &&
      matchMedia('(pointer:fine)').matches
    ) {
      void this.focusComposer()
    }
  }

  #handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.open || this.mode === 'inline') return
    if (event.defaultPrevented || event.isComposing) return
    event.preventDefault()
    void this.hide()
  }

  #handleRetry(): void {
    // The button goes away with the error; its focus must not fall out of the dialog.
    this.#chrome[this.mode === 'inline' ? 'panel' : 'close'].focus()
    void this.reload()
  }

  /** Lets a panel that fills the window end above the on-screen keyboard. */
  #fitViewport(): void {
    const view = visualViewport
    // Whoever zooms in wants to see the page larger, not the panel smaller.
    const isPlain = view && view.scale < 1.01
    const { style } = this.#chrome.root
    style.setProperty('--view-height', isPlain ? `${view.height}px` : null)
    style.setProperty('--view-top', isPlain ? `${view.offsetTop}px` : null)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'todo-chat': TodoChat
  }
}
