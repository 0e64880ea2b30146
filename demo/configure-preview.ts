import type { TodoChat } from '../widget/todo-chat.ts'
import type { Field } from './configure-fields.ts'
import type { Look } from './snippets.ts'

export type Device = 'desktop' | 'phone'
export type Scheme = 'system' | 'light' | 'dark'

/** What a desktop shows at least, and a phone exactly, in pixels. */
const SIZES: Record<Device, [width: number, height: number]> = { desktop: [1024, 660], phone: [390, 760] }
/** Left free around a phone, in pixels. */
const MARGIN = 16

/** A page with a live chat in a frame: its attributes change, the chat goes on. */
export class Preview {
  #frame: HTMLIFrameElement
  #stage: HTMLElement
  #device: Device = 'desktop'
  #scheme: Scheme = 'system'
  #shown: Look = {}
  #chat: Promise<TodoChat>

  constructor(stage: HTMLElement, frame: HTMLIFrameElement) {
    this.#stage = stage
    this.#frame = frame
    this.#chat = chatIn(frame)
    new ResizeObserver(() => this.#fit()).observe(stage)
  }

  /** Makes the chat follow. Resolves with the names of what it does not take. */
  async apply(fields: Field[], look: Look): Promise<string[]> {
    const chat = await this.#chat
    // What did not change is the visitor's: whether the panel is open, for one.
    const changed = fields.filter(({ name }) => look[name] !== this.#shown[name])
    this.#shown = { ...look }
    for (const { name } of changed) setAttribute(chat, name, look[name])
    this.#simulateScheme(chat)
    await chat.updateComplete
    const refused = changed
      .filter((field) => isRefused(chat, field, look[field.name]))
      .map(({ name }) => name)
    for (const name of refused) {
      chat.removeAttribute(name)
      delete this.#shown[name]
    }
    return refused
  }

  async toggle(): Promise<void> {
    await (await this.#chat).toggle()
  }

  /** Tells whether the panel is open, now and whenever that changes; an inline chat has none. */
  async followPanel(onChange: (state: 'open' | 'closed' | 'none') => void): Promise<void> {
    const chat = await this.#chat
    const tell = () => onChange(chat.mode === 'inline' ? 'none' : chat.open ? 'open' : 'closed')
    const Observer = chat.ownerDocument.defaultView?.MutationObserver ?? MutationObserver
    new Observer(tell).observe(chat, { attributeFilter: ['open', 'mode'] })
    tell()
  }

  set device(device: Device) {
    this.#device = device
    this.#stage.dataset.device = device
    this.#fit()
  }

  set scheme(scheme: Scheme) {
    this.#scheme = scheme
    void this.#chat.then((chat) => {
      const { dataset } = chat.ownerDocument.documentElement
      if (scheme === 'system') delete dataset.theme
      else dataset.theme = scheme
      this.#simulateScheme(chat)
    })
  }

  /** A frame has the system's scheme. Whoever asks for another one sees the chat as in a system that has it. */
  #simulateScheme(chat: TodoChat): void {
    if (this.#shown.theme && this.#shown.theme !== 'auto') return
    setAttribute(chat, 'theme', this.#scheme === 'system' ? undefined : this.#scheme)
  }

  /** The page is made smaller where the stage is; that of a desktop fills the stage. */
  #fit(): void {
    const isPhone = this.#device === 'phone'
    const [width, height] = SIZES[this.#device]
    const { clientWidth, clientHeight } = this.#stage
    const margin = isPhone ? MARGIN * 2 : 0
    const scale = Math.min(1, (clientWidth - margin) / width, (clientHeight - margin) / height)
    const size = isPhone ? [width, height] : [clientWidth / scale, clientHeight / scale]
    const [frameWidth = width, frameHeight = height] = size
    Object.assign(this.#frame.style, {
      width: `${frameWidth}px`,
      height: `${frameHeight}px`,
      scale: `${scale}`,
      left: `${(clientWidth - frameWidth * scale) / 2}px`,
      top: `${(clientHeight - frameHeight * scale) / 2}px`,
    })
  }
}

async function chatIn(frame: HTMLIFrameElement): Promise<TodoChat> {
  const loaded = () => frame.contentDocument?.querySelector('todo-chat')
  if (frame.contentDocument?.readyState !== 'complete' || !loaded()) {
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  }
  const chat = loaded()
  if (!chat)
    throw new Error('The preview did not load. Does the policy of this page allow frames of its own?')
  await frame.contentWindow?.customElements.whenDefined('todo-chat')
  return chat
}

function setAttribute(chat: TodoChat, name: string, value: string | undefined): void {
  if (value === undefined) chat.removeAttribute(name)
  else if (chat.getAttribute(name) !== value) chat.setAttribute(name, value)
}

/** What it does not know, the element puts back to its default. */
function isRefused(chat: TodoChat, { property, kind }: Field, value: string | undefined): boolean {
  if (value === undefined) return false
  const taken = (chat as unknown as Record<string, unknown>)[property]
  return kind === 'choice' ? taken !== value : taken == null
}
