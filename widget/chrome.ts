import type { ColorScheme } from '@openai/chatkit'
import { COLORS, type TodoChatAttributes } from './attributes.ts'
import type { ChatKitController } from './chatkit-controller.ts'
import type { WidgetError } from './errors.ts'
import { coversPage } from './viewport.ts'
import { PROBLEMS, type Words } from './words/words.ts'

/** What launcher and panel show, beside what the attributes say. */
export interface Look {
  words: Words
  /** Language tag; empty when unknown. */
  locale: string
  scheme: ColorScheme
  stage: ChatKitController['stage']
  /** Why the chat is not there, if it is not. */
  error: WidgetError | undefined
  mayRetry: boolean
  /** Answers the visitor has not seen. */
  unseen: number
  /** Whether the panel is the larger one. */
  isExpanded: boolean | undefined
}

/** What the visitor can do with the launcher and the panel. */
export interface Actions {
  toggle(): void
  retry(): void
  /** Makes the panel larger, or small again. */
  expand(): void
  /** The visitor is about to open the chat. */
  intend(): void
}

/** Launcher, panel, frame and status: built once, then kept up to date, so that nothing in them is ever lost. */
export class Chrome {
  declare readonly root: HTMLElement
  declare readonly launcher: HTMLElement
  declare readonly panel: HTMLElement
  declare readonly close: HTMLElement
  /** The box the chat is drawn in. */
  readonly frame = make('div', { part: 'frame' })
  #icon = icon(BUBBLE)
  #label = make('span')
  #badge = make('span', { part: 'badge' })
  #size = icon(LARGER)
  #expand: HTMLElement
  #bar: HTMLElement
  #box: HTMLElement
  #title = make('h2')
  #loading = make('p')
  #what = make('b')
  #next = make('p')
  #retry: HTMLElement
  #error: HTMLElement

  constructor({ toggle, retry, expand, intend }: Actions) {
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
      make('slot', { name: 'launcher' }, this.#icon),
      this.#label,
      this.#badge,
    )
    this.#expand = make('button', { class: 'quiet expand', onclick: expand }, this.#size)
    this.close = make('button', { class: 'quiet', onclick: toggle }, icon(CROSS))
    this.#bar = make('div', { class: 'bar' }, this.#title, this.#expand, this.close)
    this.#retry = make('button', { onclick: retry })
    const problem = make(
      'div',
      { class: 'problem' },
      icon(BUBBLE.slice(0, 24)),
      this.#what,
      this.#next,
      this.#retry,
    )
    this.#error = make('slot', { name: 'error' }, problem)
    const loading = make('div', { class: 'skeleton' }, make('i'), make('i'), this.#loading)
    const status = make('div', { part: 'status', role: 'status' }, loading, this.#error)
    this.#box = make('div', { class: 'box' }, this.frame, status)
    this.panel = make('section', { part: 'panel', id: 'panel', tabindex: -1 }, this.#bar, this.#box)
    this.root = make('div', {}, this.launcher, this.panel)
  }

  redraw(chat: TodoChatAttributes, look: Look): void {
    const { words, locale, scheme, stage, error, mayRetry, unseen, isExpanded } = look
    const isInline = chat.mode === 'inline'
    const label = chat.launcherLabel
    const name = chat.heading || words.chat
    const problem = error && (navigator.onLine ? PROBLEMS[error.code] : 'offline')
    const launcherName = label || words.chat
    for (const name of COLORS) this.root.style.setProperty(`--${name}`, chat[name] || null)
    set(this.root, { class: scheme })
    set(this.launcher, {
      hidden: isInline,
      'aria-expanded': `${chat.open}`,
      'aria-label': unseen ? `${launcherName}, ${words.unread.replace('{n}', `${unseen}`)}` : launcherName,
    })
    setPath(this.#icon, chat.open ? DOWN : BUBBLE)
    set(this.#label, { hidden: !label, textContent: label })
    set(this.#badge, { hidden: !unseen, textContent: unseen > 9 ? '9+' : `${unseen}` })
    set(this.panel, {
      class: isExpanded && 'expanded',
      role: !isInline && 'dialog',
      'aria-label': name,
      'aria-modal': !isInline && coversPage(),
      lang: locale,
      inert: !isInline && !chat.open,
    })
    // Not the panel's own: it stands where the page's direction puts the launcher.
    const dir = locale && (/^(ar|fa|he|ur)\b/i.test(locale) ? 'rtl' : 'ltr')
    set(this.#bar, { hidden: isInline, dir })
    set(this.#box, { dir })
    set(this.#title, { textContent: name })
    setPath(this.#size, isExpanded ? SMALLER : LARGER)
    set(this.#expand, { 'aria-label': isExpanded ? words.collapse : words.expand })
    set(this.close, { 'aria-label': words.close })
    set(this.frame, { class: stage })
    set(this.#loading, { textContent: stage === 'loading' && words.loading })
    set(this.#error, { hidden: !problem })
    set(this.#what, { textContent: problem && words.what[problem] })
    set(this.#next, { textContent: problem && words.next[problem] })
    set(this.#retry, { textContent: words.retry, disabled: !mayRetry })
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
    const value = attributes[name] || ''
    const properties = element as unknown as Attributes
    // What has not changed would be styled and laid out anew.
    if (/^(on|text)/.test(name)) {
      if (properties[name] !== value) properties[name] = value
    } else if (!value) element.removeAttribute(name)
    else if (element.getAttribute(name) !== `${value}`) element.setAttribute(name, value as string)
  }
}

// Drawn with lines, in the colour of the text around them, on a grid of 24.
// The bubble comes first, the tick in it last.
const BUBBLE = 'M4 5h16v11h-8l-4 4v-4H4Zm4.5 5.5 2.5 2.5 4.5-4.5'
const DOWN = 'm6 9.5 6 6 6-6'
const CROSS = 'm6.5 6.5 11 11m0-11-11 11'
const LARGER = 'M14 5h5v5m-9 9H5v-5'
const SMALLER = 'M19 10h-5V5m-9 9h5v5'

function icon(path: string): Element {
  const [svg, line] = ['svg', 'path'].map((tag) =>
    document.createElementNS('http://www.w3.org/2000/svg', tag),
  ) as Element[] as [Element, Element]
  set(svg, { viewBox: '0 0 24 24', 'aria-hidden': 'true' })
  svg.append(line)
  setPath(svg, path)
  return svg
}

function setPath({ firstChild }: Element, path: string): void {
  set(firstChild as Element, { d: path })
}
