/** What a chat remembers of its visitor, from one page of the site to the next. */
interface Visited {
  /** The thread that was shown. */
  thread?: string | null | undefined
  open?: boolean
  /** Whether the panel is the larger one. */
  expanded?: boolean
  /** Whose thread it is, as a number that tells users apart and says nothing else about them. */
  user?: number
  /** Who an anonymous visitor is, for the server that said so. */
  visitor?: string | undefined
  server?: string
}

/**
 * Keeps what is remembered in `localStorage`, and in memory as well: storage may be full, turned off, or refused
 * to frames of other sites, and the conversation must go on. Nothing is written before there is something to say.
 */
export class Visit {
  known: Visited = {}
  #key: string
  #isKept: boolean

  constructor(key: string, isKept: boolean) {
    this.#key = `todo-chat:${key}`
    this.#isKept = isKept
    if (isKept) this.known = this.#read()
  }

  /** What is known now, with what other tabs, and the page itself, have kept since. */
  get latest(): Visited {
    return { ...this.known, ...(this.#isKept && this.#read()) }
  }

  remember(change: Visited): void {
    Object.assign(this.known, change)
    if (!this.#isKept) return
    try {
      // Another tab may have written since.
      localStorage.setItem(this.#key, JSON.stringify({ ...this.#read(), ...change }))
    } catch {}
  }

  erase(): void {
    this.known = {}
    try {
      localStorage.removeItem(this.#key)
    } catch {}
  }

  #read(): Visited {
    try {
      return JSON.parse(localStorage.getItem(this.#key) as string) || {}
    } catch {
      return {}
    }
  }
}
