import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit'

/** What the recorder writes down, in `window.recorded`: one entry for each call of a method. */
export interface Recorded {
  tag: string
  method: string
  args: unknown[]
}

/** Stands in for ChatKit.js, or for the built-in view: draws nothing, writes down what it is told. */
export interface Recorder extends OpenAIChatKit {
  options: ChatKitOptions
  /** Sends an event as ChatKit does. */
  emit(name: string, detail?: unknown): void
}

declare global {
  interface Window {
    recorded: Recorded[]
    /** Elements that were created, in order. */
    recorders: Recorder[]
  }
}

/** The source of a script that defines the recorder as `tag`. It becomes ready when asked to, or never. */
export function recorderScript(tag: 'openai-chatkit' | 'todo-chat-view', { ready = true } = {}): string {
  return `(${defineRecorder})(${JSON.stringify(tag)}, ${ready})`
}

function defineRecorder(tag: string, ready: boolean): void {
  window.recorded ??= []
  window.recorders ??= []
  const record = (method: string, args: unknown[]) => {
    window.recorded.push({ tag, method, args })
    return Promise.resolve()
  }

  type Methods = Omit<OpenAIChatKit, keyof HTMLElement>
  class RecorderElement extends HTMLElement implements Methods {
    declare options: ChatKitOptions
    constructor() {
      super()
      window.recorders.push(this as unknown as Recorder)
    }
    connectedCallback() {
      if (ready) setTimeout(() => this.isConnected && this.emit('chatkit.ready'))
    }
    emit(name: string, detail?: unknown) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
    }
    setOptions(options: ChatKitOptions) {
      this.options = options
      record('setOptions', [options])
      this.draw(options)
    }
    focusComposer = () => {
      this.querySelector('input')?.focus()
      return record('focusComposer', [])
    }
    setThreadId = (...args: unknown[]) => record('setThreadId', args)
    sendUserMessage = (...args: unknown[]) => record('sendUserMessage', args)
    setComposerValue = (...args: unknown[]) => record('setComposerValue', args)
    sendCustomAction = (...args: unknown[]) => record('sendCustomAction', args)
    fetchUpdates = (...args: unknown[]) => record('fetchUpdates', args)
    showHistory = (...args: unknown[]) => record('showHistory', args)
    hideHistory = (...args: unknown[]) => record('hideHistory', args)

    /** Enough to see on a screenshot where the chat is. */
    private draw({ theme, startScreen, composer }: ChatKitOptions) {
      const isDark = typeof theme === 'object' && theme.colorScheme === 'dark'
      const greeting = document.createElement('p')
      greeting.textContent = startScreen?.greeting ?? 'What can I help with today?'
      const input = document.createElement('input')
      input.placeholder = composer?.placeholder ?? 'Message the AI'
      input.setAttribute('aria-label', input.placeholder)
      this.replaceChildren(greeting, input)
      Object.assign(this.style, {
        background: isDark ? '#212121' : '#fff',
        color: isDark ? '#eee' : '#111',
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'end',
        padding: '16px',
        gap: '12px',
        font: '16px system-ui',
      })
      Object.assign(greeting.style, { margin: 'auto', fontSize: '22px', fontWeight: '600' })
      Object.assign(input.style, { padding: '12px 16px', borderRadius: '24px', border: '1px solid #8886' })
    }
  }
  customElements.define(tag, RecorderElement)
}
