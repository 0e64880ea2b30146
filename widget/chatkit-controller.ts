import type { ChatKitEvents, ChatKitOptions, OpenAIChatKit } from '@openai/chatkit'
import type { TodoChatAttributes } from './attributes.ts'
import { loadElement, ownScript } from './chatkit-script.ts'
import { WidgetError, waitFor } from './errors.ts'
import { CHATKIT_EVENTS } from './events.ts'
import type { ChatApi } from './options.ts'

/** How long a chat that was drawn may take until it says that it is ready. */
export const READY_TIMEOUT_MS = 15_000

/** How long a screen shows a picture. */
const FRAME_MS = 16

/** Where OpenAI says which sites may use ChatKit.js. */
const ALLOW_LIST = 'https://platform.openai.com/settings/organization/security/domain-allowlist'

/** The methods of the chat that a page may call. */
export type ChatKitMethod =
  | 'focusComposer'
  | 'setThreadId'
  | 'sendUserMessage'
  | 'setComposerValue'
  | 'sendCustomAction'
  | 'fetchUpdates'
  | 'showHistory'
  | 'hideHistory'

/** What the controller leaves to the element it serves. */
export interface ChatKitHooks {
  /** URL of the built-in view. */
  viewSrc(): string
  /** The box the chat is drawn in. */
  frame(): Element
  /** Finds out where the chat talks to. */
  connect(signal: AbortSignal): Promise<ChatApi>
  /** One complete set of options. */
  options(api: ChatApi): ChatKitOptions
  onEvent<K extends keyof ChatKitEvents>(name: K, detail: ChatKitEvents[K]['detail']): void
  onError(error: WidgetError): void
}

/** Owns the element that draws the chat: starts it, gives it options, listens to it, lets it go. */
export class ChatKitController {
  /** `starting` is not shown: it ends when what the visitor clicked was painted. */
  stage: 'idle' | 'starting' | 'loading' | 'ready' | 'failed' = 'idle'
  /** Why the chat is not there, when the stage is `failed`. */
  declare error: WidgetError | undefined
  readonly #host: TodoChatAttributes
  readonly #hooks: ChatKitHooks
  #run = new AbortController()
  #chat: OpenAIChatKit | undefined
  #api: ChatApi | undefined
  #waiting: (() => void)[] = []

  constructor(host: TodoChatAttributes, hooks: ChatKitHooks) {
    this.#host = host
    this.#hooks = hooks
  }

  /** Starts the chat if it is idle; without ChatKit.js when that was refused. */
  start(refusal?: WidgetError): void {
    if (this.stage !== 'idle') return
    const { signal } = this.#run
    this.stage = 'starting'
    this.#draw(signal, refusal).catch((error) => {
      if (signal.aborted) return
      this.stop()
      this.error = toWidgetError(error)
      this.#change('failed')
      this.#hooks.onError(this.error)
    })
  }

  /** Lets go of the chat and everything that belongs to it. */
  stop(): void {
    this.#run.abort()
    this.#run = new AbortController()
    this.#chat?.remove()
    this.#chat = this.#api = this.error = undefined
    this.#change('idle')
  }

  /** Out of the page for a moment, perhaps. Our own view bears that; a frame would be empty afterwards. */
  pause(): void {
    if (this.#chat?.localName !== 'todo-chat-view') this.stop()
  }

  /** Lets go of those who wait for a chat, too. */
  letGo(): void {
    this.stop()
    this.#waiting = []
  }

  /** Loads ChatKit.js ahead of its use. */
  warmUp(): void {
    if (this.stage === 'idle') this.#load(this.#run.signal)?.catch(() => {})
  }

  /** Gives the chat its options again. */
  applyOptions(): void {
    if (this.#api) this.#chat?.setOptions(this.#hooks.options(this.#api))
  }

  /** Calls a method of the chat as soon as there is one. */
  call<M extends ChatKitMethod>(method: M, ...args: Parameters<OpenAIChatKit[M]>): Promise<void> {
    return new Promise((resolve, reject) => {
      const run = async () => {
        const chat = this.#chat as Record<ChatKitMethod, (...args: unknown[]) => Promise<void>> | undefined
        await chat?.[method](...args)
      }
      const start = () => run().then(resolve, reject)
      if (this.stage === 'ready') start()
      else this.#waiting.push(start)
    })
  }

  #load(signal: AbortSignal): Promise<void> | undefined {
    const { renderer, chatkitSrc } = this.#host
    if (renderer !== 'built-in') return loadElement('openai-chatkit', chatkitSrc, this.#nonce, signal)
  }

  async #draw(signal: AbortSignal, refusal?: WidgetError): Promise<void> {
    // The panel first, the chat a frame later: what was clicked is seen at once. A hidden page is not painted.
    if (!document.hidden)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, FRAME_MS)))
    if (signal.aborted) return
    this.#change('loading')
    const host = this.#host
    // Both at once: neither the script nor the session needs the other.
    const script = this.#load(signal)
    script?.catch(() => {})
    const api = await this.#hooks.connect(signal)
    const isHosted = 'getClientSecret' in api
    try {
      if (!script) throw new WidgetError('bad_config', 'A hosted chat needs ChatKit.js.')
      if (refusal) throw refusal
      await script
      await this.#mount('openai-chatkit', api, signal)
    } catch (error) {
      if (signal.aborted || isHosted || host.renderer === 'chatkit') throw error
      if (script) console.warn('<todo-chat> uses its built-in view.', error)
      this.#chat?.remove()
      await loadElement('todo-chat-view', this.#hooks.viewSrc(), this.#nonce, signal)
      await this.#mount('todo-chat-view', api, signal)
    }
    this.#change('ready')
    for (const call of this.#waiting.splice(0)) call()
  }

  async #mount(tag: string, api: ChatApi, signal: AbortSignal): Promise<void> {
    const chat = document.createElement(tag) as OpenAIChatKit
    this.#chat = chat
    this.#api = api
    for (const name of CHATKIT_EVENTS) {
      chat.addEventListener(
        name,
        (event: CustomEvent) => {
          // The page hears it from our element; the original must not reach it a second time.
          event.stopPropagation()
          if (this.#chat !== chat) return
          if (name === 'chatkit.error' && /\bdomain.(verif|key|allow)/i.test(event.detail?.error)) {
            this.stop()
            this.start(new WidgetError('bad_config', `ChatKit.js does not draw here. ${domainHint()}`))
          } else this.#hooks.onEvent(name, event.detail)
        },
        { signal },
      )
    }
    const ready = new Promise((resolve) => chat.addEventListener('chatkit.ready', resolve, { once: true }))
    chat.setOptions(this.#hooks.options(api))
    this.#hooks.frame().append(chat)
    await waitFor(ready, READY_TIMEOUT_MS, signal, `<${tag}>`, tag === 'openai-chatkit' ? domainHint() : '')
  }

  #change(stage: ChatKitController['stage']): void {
    this.stage = stage
    this.#host.requestUpdate()
  }

  get #nonce(): string {
    return this.#host.nonce || ownScript?.nonce || ''
  }
}

function domainHint(): string {
  return `Is ${location.hostname} on ${ALLOW_LIST}, with this domain-key?`
}

function toWidgetError(error: unknown): WidgetError {
  if (error instanceof WidgetError) return error
  return new WidgetError('bad_config', String(error), error)
}
