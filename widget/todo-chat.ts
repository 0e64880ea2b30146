import type { ChatKitEvents, ColorScheme } from '@openai/chatkit'
import type { PropertyValues } from 'lit'
import { createChatKitController } from './chatkit-controller.ts'
import { CHATKIT_METHODS, type ChatKitMethod, ChatKitMethods } from './chatkit-methods.ts'
import { createChrome } from './chrome.ts'
import { connect, shippedUrl } from './connect.ts'
import { WidgetError } from './errors.ts'
import {
  TodoChatCloseEvent,
  TodoChatErrorEvent,
  TodoChatOpenEvent,
  TodoChatTasksChangeEvent,
} from './events.ts'
import { createTokenSource } from './identity.ts'
import { toOptions } from './options.ts'
import { pageFacts } from './page-facts.ts'
import { followPage } from './page-requests.ts'
import { createPanelFocus } from './panel-focus.ts'
import { returnCalls, takeCalls } from './queue.ts'
import { createRecovery } from './recovery.ts'
import { createStarter } from './starter.ts'
import { followLook, schemeOf } from './theme.ts'
import { styles } from './todo-chat.styles.ts'
import { createUnread } from './unread.ts'
import { coversPage, fitViewport, followViewport } from './viewport.ts'
import { createVisit } from './visit.ts'
import { createSpokenWords } from './words/spoken-words.ts'

// A change of these is a chat with another server, or drawn by another hand.
const RESTARTING = 'endpoint sessionUrl apiUrl domainKey renderer chatkitSrc'.split(' ')

/**
 * @summary A ChatKit conversation about a todo list, on any page.
 *
 * @fires {TodoChatOpenEvent} todo-chat-open - The visitor, or the page, opened the chat.
 * @fires {TodoChatCloseEvent} todo-chat-close - The visitor, or the page, closed the chat.
 * @fires {TodoChatUnreadEvent} todo-chat-unread - An answer ended while the chat was closed, or was seen; `detail.count`.
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
 * @attr {string} nonce - Copied to the scripts we load; that of our own script tag unless set.
 *
 * @slot launcher - The icon of the launcher.
 * @slot error - Replaces what the visitor reads when the chat cannot start.
 *
 * @csspart launcher - The button that opens and closes the panel.
 * @csspart badge - How many answers ended while the chat was closed.
 * @csspart panel - The box with the bar and the chat.
 * @csspart frame - The box around the chat itself.
 * @csspart status - What is shown while the chat is loading, and when it cannot start.
 *
 * @cssproperty [--todo-chat-width=400px] - Width of the panel; of the chat itself when inline, where it is 100%.
 * @cssproperty [--todo-chat-height=640px] - Height of the panel or of the inline chat.
 * @cssproperty [--todo-chat-offset-x=20px] - Distance of the launcher from the side of the window.
 * @cssproperty [--todo-chat-offset-y=20px] - Distance of the launcher from the bottom of the window.
 * @cssproperty [--todo-chat-z-index=2147483000] - Stacking order of launcher and panel.
 * @cssproperty --todo-chat-accent - Colour of the launcher; the accent unless set.
 */
export class TodoChat extends ChatKitMethods {
  static override styles = styles
  static {
    const methods = TodoChat.prototype as Record<ChatKitMethod, unknown>
    for (const name of CHATKIT_METHODS) {
      methods[name] = function (this: TodoChat, ...args: [never]) {
        return this.#chatkit.call(name, ...args)
      }
    }
  }

  #chrome = createChrome({
    toggle: () => this.toggle(),
    retry: () => {
      // The button goes away with the error; its focus must not fall out of the dialog.
      this.#chrome[this.mode === 'inline' ? 'panel' : 'close'].focus()
      void this.reload()
    },
    intend: () => {
      this.#chatkit.warmUp()
      void this.#words.learn(this.#locale)
    },
    expand: () => {
      this.#visit.remember({ expanded: !this.#visit.known().expanded })
      this.requestUpdate()
    },
  })
  #visit = createVisit()
  #token = createTokenSource(this, this.#visit, () => {
    // A session of another user must not go on with this conversation on the screen.
    if (this.#chatkit.stage() === 'idle') return
    this.#unread.set(0)
    void this.reload()
  })
  #chatkit = createChatKitController(this, {
    viewSrc: () => shippedUrl('chat-view.js', this),
    frame: this.#chrome.frame,
    connect: (signal) => {
      void this.#words.learn(this.#locale)
      return connect(this, {
        signal,
        visit: this.#visit,
        locale: () => this.#locale,
        metadata: () => pageFacts(this),
        authToken: this.#token,
        onLost: (error) => error instanceof WidgetError && this.#handleError(error),
        onAction: () => this.dispatchEvent(new TodoChatTasksChangeEvent()),
        onGone: () => {
          this.#visit.remember({ thread: null })
          void this.setThreadId(null)
        },
      })
    },
    options: (api) =>
      toOptions(this, {
        api,
        scheme: this.#scheme,
        text: getComputedStyle(this.#chrome.root).color,
        locale: this.#locale,
        thread: this.#visit.known().thread,
      }),
    onEvent: (name, detail) => this.#handleEvent(name, detail),
    onError: (error) => this.#handleError(error),
  })
  #focus = createPanelFocus(this.#chrome)
  #startWhenWanted = createStarter(this, this.#chatkit)
  #recovery = createRecovery(
    () => this.#isShown && this.#chatkit.error() && this.reload(),
    () => this.requestUpdate(),
  )
  #words = createSpokenWords(
    () => shippedUrl('words/', this),
    () => this.requestUpdate(),
  )
  #unread = createUnread(this)
  #scheme!: ColorScheme
  #isDrawn = false
  #connection!: AbortController

  /** Opens the panel and moves the focus into the chat; scrolls to an inline chat. */
  async show(): Promise<void> {
    // What is open from the start does not take the focus; what is opened does.
    if (!this.hasUpdated) await this.updateComplete
    if (this.mode === 'inline') this.scrollIntoView({ block: 'nearest' })
    this.open = true
    await this.updateComplete
  }

  /** Closes the panel and gives the focus back. The chat keeps running. */
  async hide(): Promise<void> {
    if (!this.hasUpdated) await this.updateComplete
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

  /** Ends the session, forgets `authToken` and everything kept on this site, and closes the panel. */
  async signOut(): Promise<void> {
    this.authToken = null
    this.#chatkit.letGo()
    this.#visit.erase()
    this.#unread.set(0)
    await this.hide()
    // Closing is not something to remember, either.
    this.#visit.erase()
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
    followPage(this, signal, {
      online: () => {
        if (this.#chatkit.error()) this.#recovery.mayRetry() && void this.reload()
        else if (this.#chatkit.stage() === 'ready') this.fetchUpdates().catch(() => {})
      },
      trap: () => this.#chrome.panel.matches(':focus-within') || this.#chrome.close.focus(),
    })
    followViewport(signal, () => this.requestUpdate())
    followLook(signal, () => {
      if (schemeOf(this.theme) + this.#locale !== this.#scheme + this.#chrome.panel.lang)
        this.requestUpdate('locale')
    })
    takeCalls(this)
    // A router that puts it back later finds it as it was.
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#connection.abort()
    this.#chatkit.pause()
    this.#startWhenWanted()
    this.#recovery.stop()
    returnCalls(this)
    // Whoever moves the element puts it back before the microtasks run.
    queueMicrotask(() => this.isConnected || this.#chatkit.letGo())
  }

  /** Called instead of the two above by `moveBefore()`, which keeps frames alive: there is nothing to do. */
  connectedMoveCallback(): void {}

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    // Before anything changes: what is measured now has not to be laid out for it.
    if (this.open && this.#isDrawn) fitViewport(this, this.#chrome.root)
    if (!this.#isDrawn || changed.has('storageKey') || changed.has('persist')) this.#recall()
    if (changed.has('thread')) this.#visit.known().thread = this.thread
    if (changed.has('locale') && this.#chatkit.stage() !== 'idle') void this.#words.learn(this.#locale)
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed)
    this.#scheme = schemeOf(this.theme)
    this.#chrome.redraw(this, {
      words: this.#words.in(this.#locale),
      locale: this.#locale,
      scheme: this.#scheme,
      stage: this.#chatkit.stage(),
      error: this.#chatkit.error(),
      mayRetry: this.#recovery.mayRetry(),
      unseen: this.#unread.count(),
      isExpanded: this.#visit.known().expanded,
    })
  }

  protected override updated(changed: PropertyValues): void {
    if (this.#isDrawn) {
      if (changed.has('thread') && this.#chatkit.stage() !== 'idle')
        void this.setThreadId(this.thread || null)
      if (changed.has('open')) this.#handleOpenChange()
      if (changed.has('authToken') || changed.has('getAuthToken')) {
        if (this.#chatkit.error()) this.#chatkit.stop()
        // The session may be the same user's: nothing is lost for a token that was renewed.
        else if (this.#chatkit.stage() !== 'idle') void this.#token().catch(() => {})
      }
      if (RESTARTING.some((name) => changed.has(name))) this.#chatkit.stop()
      else if ([...changed.keys()].some((name) => name !== 'open')) this.#chatkit.applyOptions()
    }
    this.#isDrawn = true
    this.#startWhenWanted()
  }

  get #locale(): string {
    return this.locale || document.documentElement.lang || navigator.language
  }

  /** Whether the visitor sees the chat, or why it is not there. */
  get #isShown(): boolean {
    return this.open || this.mode === 'inline'
  }

  #recall(): void {
    this.#visit.keep(this.storageKey || 'chat', this.persist !== 'none')
    const { open } = this.#visit.known()
    // Whoever has closed it is not bothered again on the next page.
    if (open !== undefined && !this.#isDrawn) this.open = open && (this.open || !coversPage())
  }

  #handleEvent<K extends keyof ChatKitEvents>(name: K, detail: ChatKitEvents[K]['detail']): void {
    const { threadId, name: effect, data } = (detail ?? {}) as Record<string, never>
    if (name === 'chatkit.thread.change') this.#visit.remember({ thread: threadId })
    if (name === 'chatkit.ready') {
      this.#recovery.succeeded()
      this.#focusChat()
    }
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
    if (name === 'chatkit.response.end' && !this.#isShown) this.#unread.set(this.#unread.count() + 1)
    if (name === 'chatkit.effect' && effect === 'tasks_changed')
      this.dispatchEvent(new TodoChatTasksChangeEvent(data))
  }

  #handleError(error: WidgetError): void {
    if (this.#chatkit.error()) this.#recovery.failed(error)
    console.error(`<todo-chat> ${error.code}: ${error.message}`, error.cause ?? '')
    this.dispatchEvent(new TodoChatErrorEvent(error))
  }

  #handleOpenChange(): void {
    this.#visit.remember({ open: this.open })
    if (this.open) {
      this.#focus.enter()
      this.#unread.set(0)
      if (this.#chatkit.stage() === 'ready') this.#focusChat()
      // Opening it again is another try.
      if (this.#chatkit.error() && this.#recovery.mayRetry()) this.#chatkit.stop()
      this.dispatchEvent(new TodoChatOpenEvent())
    } else {
      // Somebody who is busy elsewhere on the page is left alone.
      if (this.matches(':focus-within')) this.#focus.leave()
      this.dispatchEvent(new TodoChatCloseEvent())
    }
  }

  #focusChat(): void {
    if (this.open && this.#focus.mayGoOn()) void this.focusComposer()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'todo-chat': TodoChat
  }
}
