import type { ColorScheme } from '@openai/chatkit'
import type { TodoChatAttributes } from './attributes.ts'
import type { WidgetError } from './errors.ts'
import { PROBLEMS, type Words } from './words/words.ts'

/** What launcher and panel show, beside what the attributes say. */
export interface Look {
  words: Words
  /** Language tag; empty when unknown. */
  locale: string
  scheme: ColorScheme
  state: 'idle' | 'loading' | 'ready' | 'failed'
  /** Why the chat is not there, if it is not. */
  error: WidgetError | undefined
  mayRetry: boolean
}

/** What the visitor can do with the launcher and the panel. */
export interface Actions {
  toggle(): void
  retry(): void
  /** The visitor is about to open the chat. */
  intend(): void
}

/** Launcher, panel, frame and status: built once, then kept up to date, so that nothing in them is ever lost. */
export class Chrome {
  readonly root: HTMLElement
  readonly launcher: HTMLElement
  readonly panel: HTMLElement
  readonly close: HTMLElement
  /** The box the chat is drawn in. */
  readonly frame = make('div', { part: 'frame' })
  #label = make('span')
  #bar: HTMLElement
  #title = make('h2')
  #loading = make('p')
  #what = make('h3')
  #next = make('p')
  #retry: HTMLElement
  #error: HTMLElement

  constructor({ toggle, retry, intend }: Actions) {
    this.launcher = make(
      'button',
      {
        part: 'launcher',
        'aria-haspopup': 'dialog',
        'aria-controls': 'panel',
        onclick: toggle,
        onfocus: intend,
        onpointerenter: intend,
      },
      make('slot', { name: 'launcher' }, icon(BUBBLE), icon(DOWN)),
      this.#label,
    )
    this.close = make('button', { class: 'close', onclick: toggle }, icon(CROSS))
    this.#bar = make('header', {}, this.#title, this.close)
    this.#retry = make('button', { onclick: retry })
    const problem = make('div', { class: 'problem' }, icon(ALERT), this.#what, this.#next, this.#retry)
    this.#error = make('slot', { name: 'error' }, problem)
    const loading = make('div', { class: 'skeleton' }, make('i'), make('i'), make('i'), this.#loading)
    const status = make('div', { part: 'status', role: 'status' }, loading, this.#error)
    const box = make('div', { class: 'box' }, this.frame, status)
    this.panel = make('section', { part: 'panel', id: 'panel', tabindex: -1 }, this.#bar, box)
    this.root = make('div', {}, this.launcher, this.panel)
  }

  draw(chat: TodoChatAttributes, { words, locale, scheme, state, error, mayRetry }: Look): void {
    const isInline = chat.mode === 'inline'
    const label = chat.launcherLabel
    const name = chat.heading || words.chat
    const problem = error && PROBLEMS[error.code]
    const { style } = this.root
    style.setProperty('--accent', chat.accent || null)
    style.setProperty('--surface', chat.surface || null)
    style.setProperty('--on-surface', chat.surfaceForeground || null)
    set(this.root, { class: scheme })
    set(this.launcher, {
      hidden: isInline,
      'aria-expanded': `${chat.open}`,
      'aria-label': label || words.chat,
    })
    set(this.#label, { hidden: !label, text: label })
    set(this.panel, {
      role: !isInline && 'dialog',
      'aria-label': name,
      lang: locale,
      dir: locale && (/^(ar|fa|he|ur)\b/.test(locale) ? 'rtl' : 'ltr'),
      inert: !isInline && !chat.open,
    })
    set(this.#bar, { hidden: isInline })
    set(this.#title, { text: name })
    set(this.close, { 'aria-label': words.close })
    set(this.frame, { class: state })
    set(this.#loading, { text: state === 'loading' && words.loading })
    set(this.#error, { hidden: !problem })
    set(this.#what, { text: problem && words.what[problem] })
    set(this.#next, { text: problem && words.next[problem] })
    set(this.#retry, { text: words.retry, disabled: !mayRetry })
  }
}

type Attributes = Record<string, unknown>

/** Builds an element without `innerHTML`, which pages with Trusted Types refuse. */
function make(tag: string, attributes: Attributes = {}, ...children: Element[]): HTMLElement {
  const element = document.createElement(tag)
  set(element, attributes)
  element.append(...children)
  return element
}

function set(element: Element, attributes: Attributes): void {
  for (const name in attributes) {
    const value = attributes[name]
    if (name === 'text') element.textContent = (value || '') as string
    else if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
    else if (value) element.setAttribute(name, value === true ? '' : (value as string))
    else element.removeAttribute(name)
  }
}

// Drawn with lines, in the colour of the text around them, on a grid of 24.
const BUBBLE =
  'M12 3.5c5 0 9 3.6 9 8.2s-4 8.2-9 8.2c-1.1 0-2.2-.2-3.2-.5L4.2 20.7l1.1-3.7C3.9 15.6 3 13.7 3 11.7 3 7.1 7 3.5 12 3.5Zm-3.5 8.4 2.5 2.4 4.6-4.7'
const DOWN = 'm6 9.5 6 6 6-6'
const CROSS = 'm6.5 6.5 11 11m0-11-11 11'
const ALERT = 'M12 8v5m0 3.2v.1M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Z'

function icon(path: string): Element {
  const [svg, line] = ['svg', 'path'].map((tag) =>
    document.createElementNS('http://www.w3.org/2000/svg', tag),
  )
  set(svg as Element, { viewBox: '0 0 24 24', 'aria-hidden': 'true' })
  set(line as Element, { d: path })
  svg?.append(line as Element)
  return svg as Element
}
