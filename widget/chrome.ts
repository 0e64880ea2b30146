import type { ColorScheme } from '@openai/chatkit'
import { COLORS, type TodoChatAttributes } from './attributes.ts'
import type { Stage } from './chatkit-controller.ts'
import type { WidgetError } from './errors.ts'
import { coversPage } from './viewport.ts'
import { PROBLEMS, type Words } from './words/words.ts'

/** What launcher and panel show, beside what the attributes say. */
export interface Look {
  words: Words
  /** Language tag. */
  locale: string
  scheme: ColorScheme
  stage: Stage
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

/** Launcher, panel, frame and status, and what brings them up to date. */
export type Chrome = ReturnType<typeof createChrome>

/** Builds them once: nothing in them is ever lost. */
export function createChrome({ toggle, retry, expand, intend }: Actions) {
  const launcherIcon = icon(BUBBLE)
  const label = make('span')
  const badge = make('span', { part: 'badge' })
  const launcher = make(
    'button',
    {
      part: 'launcher',
      'aria-haspopup': 'dialog',
      'aria-controls': 'panel',
      onclick: toggle,
      onfocus: intend,
      onpointerenter: intend,
    },
    make('slot', { name: 'launcher' }, launcherIcon),
    label,
    badge,
  )

  const title = make('h2')
  const sizeIcon = icon(LARGER)
  const larger = make('button', { class: 'quiet expand', onclick: expand }, sizeIcon)
  const close = make('button', { class: 'quiet', onclick: toggle }, icon(CROSS))
  const bar = make('div', { class: 'bar' }, title, larger, close)

  const loading = make('p')
  const skeleton = make('div', { class: 'skeleton' }, make('i'), make('i'), loading)
  const what = make('b')
  const next = make('p')
  const again = make('button', { onclick: retry })
  const problemBox = make('div', { class: 'problem' }, icon(BUBBLE.slice(0, 24)), what, next, again)
  const error = make('slot', { name: 'error' }, problemBox)
  const status = make('div', { part: 'status', role: 'status' }, skeleton, error)
  /** The box the chat is drawn in. */
  const frame = make('div', { part: 'frame' })
  const box = make('div', { class: 'box' }, frame, status)
  const panel = make('section', { part: 'panel', id: 'panel', tabindex: -1 }, bar, box)
  const root = make('div', {}, launcher, panel)

  function redraw(chat: TodoChatAttributes, look: Look): void {
    const { words, locale, scheme, stage, mayRetry, unseen, isExpanded } = look
    const isInline = chat.mode === 'inline'
    const name = chat.heading || words.chat
    const problem = look.error && (navigator.onLine ? PROBLEMS[look.error.code] : 'offline')
    const launcherName = chat.launcherLabel || words.chat
    // A page may have a colour of that name, too.
    for (const name of COLORS) root.style.setProperty(`--${name}`, chat[name] || 'initial')
    set(root, { class: scheme })
    set(launcher, {
      hidden: isInline,
      'aria-expanded': `${chat.open}`,
      'aria-label': unseen ? `${launcherName}, ${words.unread.replace('{n}', `${unseen}`)}` : launcherName,
    })
    setPath(launcherIcon, chat.open ? DOWN : BUBBLE)
    set(label, { hidden: !chat.launcherLabel, textContent: chat.launcherLabel })
    set(badge, { hidden: !unseen, textContent: unseen > 9 ? '9+' : `${unseen}` })
    set(panel, {
      class: isExpanded && 'expanded',
      role: !isInline && 'dialog',
      'aria-label': name,
      'aria-modal': !isInline && coversPage(),
      lang: locale,
      inert: !isInline && !chat.open,
    })
    // Not the panel's own: it stands where the page's direction puts the launcher.
    const dir = /^(ar|fa|he|ur)\b/i.test(locale) ? 'rtl' : 'ltr'
    set(bar, { hidden: isInline, dir })
    set(box, { dir })
    set(title, { textContent: name })
    setPath(sizeIcon, isExpanded ? SMALLER : LARGER)
    set(larger, { 'aria-label': isExpanded ? words.collapse : words.expand })
    set(close, { 'aria-label': words.close })
    set(frame, { class: stage })
    set(loading, { textContent: stage === 'loading' && words.loading })
    set(error, { hidden: !problem })
    set(what, { textContent: problem && words.what[problem] })
    set(next, { textContent: problem && words.next[problem] })
    set(again, { textContent: words.retry, disabled: !mayRetry })
  }

  return { root, launcher, panel, close, frame, redraw }
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
