import { create } from './dom.ts'
import { toPlain } from './events-plain.ts'

/** Where an entry comes from, and what the page calls it. */
export const KINDS = { element: 'Element', chatkit: 'ChatKit', request: 'Request', stream: 'Stream' }
export type Kind = keyof typeof KINDS

export interface Entry {
  kind: Kind
  name: string
  /** A few words beside the name; may be empty. */
  note: string
  /** Shown as JSON. */
  detail: unknown
}

/** An entry as it is kept: when it came, in milliseconds since the page was opened, and without secrets. */
interface Kept extends Entry {
  at: number
}

interface Row {
  entry: Kept
  element: HTMLLIElement
  draw(): void
}

interface Places {
  scroller: HTMLElement
  list: HTMLOListElement
  empty: HTMLElement
  status: HTMLElement
}

/** The oldest entries go, so that a page that stays open does not grow. */
const MOST = 500
/** How long nothing new must come before the number of entries is read out, in milliseconds. */
const QUIET_MS = 1000
/** Whoever is this near to the end of the log follows it, in pixels. */
const NEAR = 48

/** What happened, in the order in which it did, the newest in view. */
export class Log {
  #places: Places
  #onHeld: (count: number) => void
  #rows: Row[] = []
  #held: Row[] = []
  #hidden = new Set<Kind>()
  #isPaused = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(places: Places, onHeld: (count: number) => void) {
    this.#places = places
    this.#onHeld = onHeld
  }

  /** Adds an entry. Answers what changes it when more is known. */
  add(entry: Entry): (change: Partial<Entry>) => void {
    const row = createRow({ at: Math.round(performance.now()), ...entry, detail: toPlain(entry.detail) })
    if (this.#isPaused) this.#held = [...this.#held, row].slice(-MOST)
    else this.#append([row])
    this.#onHeld(this.#held.length)
    return (change) => {
      Object.assign(row.entry, change, 'detail' in change && { detail: toPlain(change.detail) })
      row.draw()
    }
  }

  /** While it is, new entries wait. */
  get isPaused(): boolean {
    return this.#isPaused
  }

  set isPaused(isPaused: boolean) {
    this.#isPaused = isPaused
    this.#append(this.#held.splice(0))
    this.#onHeld(0)
  }

  clear(): void {
    this.#held = []
    this.#rows = []
    this.#places.list.replaceChildren()
    this.#onHeld(0)
    this.#tell()
  }

  show(kind: Kind, isShown: boolean): void {
    if (isShown) this.#hidden.delete(kind)
    else this.#hidden.add(kind)
    this.#places.list.dataset.hidden = [...this.#hidden].join(' ')
    this.#follow()
    this.#tell()
  }

  /** The entries that can be seen. */
  get shown(): Kept[] {
    return this.#rows.map(({ entry }) => entry).filter(({ kind }) => !this.#hidden.has(kind))
  }

  #append(rows: Row[]): void {
    const { scroller, list } = this.#places
    const isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR
    this.#rows.push(...rows)
    list.append(...rows.map(({ element }) => element))
    for (const { element } of this.#rows.splice(0, this.#rows.length - MOST)) element.remove()
    if (isAtEnd) this.#follow()
    this.#tell()
  }

  #follow(): void {
    const { scroller } = this.#places
    scroller.scrollTop = scroller.scrollHeight
  }

  #tell(): void {
    const { empty, status } = this.#places
    empty.hidden = this.#rows.length > 0
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const { length } = this.shown
      status.textContent = length === 1 ? '1 entry' : `${length} entries`
    }, QUIET_MS)
  }
}

function createRow(entry: Kept): Row {
  const note = create('span', { class: 'about' })
  const json = create('pre')
  const details = create(
    'details',
    {},
    create(
      'summary',
      {},
      create('span', { class: 'at' }, `${(entry.at / 1000).toFixed(2)} s`),
      create('span', { class: 'kind' }, KINDS[entry.kind]),
      create('code', {}, entry.name),
      note,
    ),
    json,
  )
  const draw = () => {
    note.textContent = entry.note
    // Most rows are never opened.
    if (details.open) json.textContent = JSON.stringify(entry.detail, null, 2)
  }
  details.addEventListener('toggle', draw)
  draw()
  return { entry, draw, element: create('li', { 'data-kind': entry.kind }, details) }
}
