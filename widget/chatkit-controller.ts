import type { ChatKitEvents, ChatKitOptions, OpenAIChatKit } from '@openai/chatkit'
import type { TodoChatAttributes } from './attributes.ts'
import type { ChatKitMethod } from './chatkit-methods.ts'
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

/** What the controller leaves to the element it serves. */
export interface ChatKitHooks {
  /** URL of the built-in view. */
  viewSrc(): string
  /** The box the chat is drawn in. */
  frame: Element
  /** Finds out where the chat talks to. */
  connect(signal: AbortSignal): Promise<ChatApi>
  /** One complete set of options. */
  options(api: ChatApi): ChatKitOptions
  onEvent<K extends keyof ChatKitEvents>(name: K, detail: ChatKitEvents[K]['detail']): void
  onError(error: WidgetError): void
}

export type Stage = 'idle' | 'starting' | 'loading' | 'ready' | 'failed'

export type ChatKitController = ReturnType<typeof createChatKitController>

/** Owns the element that draws the chat: starts it, gives it options, listens to it, lets it go. */
export function createChatKitController(host: TodoChatAttributes, hooks: ChatKitHooks) {
  let stage: Stage = 'idle'
  let error: WidgetError | undefined
  let run = new AbortController()
  let chat: OpenAIChatKit | undefined
  let api: ChatApi | undefined
  let waiting: (() => void)[] = []

  const nonce = () => host.nonce || ownScript?.nonce || ''

  function change(next: Stage): void {
    stage = next
    host.requestUpdate()
  }

  /** Starts the chat if it is idle; without ChatKit.js when that was refused. */
  function start(refusal?: WidgetError): void {
    if (stage !== 'idle') return
    const { signal } = run
    stage = 'starting'
    draw(signal, refusal).catch((reason) => {
      if (signal.aborted) return
      stop()
      error = toWidgetError(reason)
      change('failed')
      hooks.onError(error)
    })
  }

  /** Lets go of the chat and everything that belongs to it. */
  function stop(): void {
    run.abort()
    run = new AbortController()
    chat?.remove()
    chat = api = error = undefined
    change('idle')
  }

  function load(signal: AbortSignal): Promise<void> | undefined {
    if (host.renderer !== 'built-in') return loadElement('openai-chatkit', host.chatkitSrc, nonce(), signal)
  }

  async function draw(signal: AbortSignal, refusal?: WidgetError): Promise<void> {
    // The panel first, the chat a frame later: what was clicked is seen at once. A hidden page is not painted.
    if (!document.hidden)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, FRAME_MS)))
    if (signal.aborted) return
    change('loading')
    // Both at once: neither the script nor the session needs the other.
    const script = load(signal)
    script?.catch(() => {})
    const found = await hooks.connect(signal)
    const isHosted = 'getClientSecret' in found
    try {
      if (!script) throw new WidgetError('bad_config', 'A hosted chat needs ChatKit.js.')
      if (refusal) throw refusal
      await script
      await mount('openai-chatkit', found, signal)
    } catch (reason) {
      if (signal.aborted || isHosted || host.renderer === 'chatkit') throw reason
      if (script) console.warn('<todo-chat> uses its built-in view.', reason)
      chat?.remove()
      await loadElement('todo-chat-view', hooks.viewSrc(), nonce(), signal)
      await mount('todo-chat-view', found, signal)
    }
    change('ready')
    for (const goOn of waiting.splice(0)) goOn()
  }

  async function mount(tag: string, found: ChatApi, signal: AbortSignal): Promise<void> {
    const element = document.createElement(tag) as OpenAIChatKit
    chat = element
    api = found
    for (const name of CHATKIT_EVENTS) {
      element.addEventListener(
        name,
        (event: CustomEvent) => {
          // The page hears it from our element; the original must not reach it a second time.
          event.stopPropagation()
          if (chat !== element) return
          if (name === 'chatkit.error' && /\bdomain.(verif|key|allow)/i.test(event.detail?.error)) {
            stop()
            start(new WidgetError('bad_config', `ChatKit.js does not draw here. ${domainHint()}`))
          } else hooks.onEvent(name, event.detail)
        },
        { signal },
      )
    }
    const ready = new Promise((resolve) => element.addEventListener('chatkit.ready', resolve, { once: true }))
    element.setOptions(hooks.options(found))
    hooks.frame.append(element)
    await waitFor(ready, READY_TIMEOUT_MS, signal, `<${tag}>`, tag === 'openai-chatkit' ? domainHint() : '')
  }

  return {
    /** `starting` is not shown: it ends when what the visitor clicked was painted. */
    stage: () => stage,
    /** Why the chat is not there, when the stage is `failed`. */
    error: () => error,
    start,
    stop,

    /** Out of the page for a moment, perhaps. Our own view bears that; a frame would be empty afterwards. */
    pause(): void {
      if (chat?.localName !== 'todo-chat-view') stop()
    },

    /** Lets go of those who wait for a chat, too. */
    letGo(): void {
      stop()
      waiting = []
    },

    /** Loads ChatKit.js ahead of its use. */
    warmUp(): void {
      if (stage === 'idle') load(run.signal)?.catch(() => {})
    },

    /** Gives the chat its options again. */
    applyOptions(): void {
      if (api) chat?.setOptions(hooks.options(api))
    },

    /** Calls a method of the chat as soon as there is one. */
    async call<M extends ChatKitMethod>(method: M, ...args: Parameters<OpenAIChatKit[M]>): Promise<void> {
      if (stage !== 'ready') await new Promise<void>((resolve) => waiting.push(resolve))
      const target = chat as Record<ChatKitMethod, (...args: unknown[]) => Promise<void>> | undefined
      await target?.[method](...args)
    },
  }
}

function domainHint(): string {
  return `Is ${location.hostname} on ${ALLOW_LIST}, with this domain-key?`
}

function toWidgetError(error: unknown): WidgetError {
  if (error instanceof WidgetError) return error
  return new WidgetError('bad_config', String(error), error)
}
