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

export type Visit = ReturnType<typeof createVisit>

/**
 * Keeps what is remembered in `localStorage`, and in memory as well: storage may be full, turned off, or refused
 * to frames of other sites, and the conversation must go on. Nothing is written before there is something to say.
 */
export function createVisit() {
  let known: Visited = {}
  let key = ''
  let isKept = false

  function read(): Visited {
    try {
      const kept: unknown = isKept && JSON.parse(localStorage.getItem(key) as string)
      return { ...(kept as Visited) }
    } catch {
      return {}
    }
  }

  function remember(change: Visited): void {
    Object.assign(known, change)
    if (!isKept) return
    try {
      // Another tab may have written since.
      localStorage.setItem(key, JSON.stringify({ ...read(), ...change }))
    } catch {
      isKept = false
    }
  }

  function remove(): void {
    try {
      localStorage.removeItem(key)
    } catch {}
  }

  return {
    known: () => known,

    /** What is known now: what other tabs, and the page itself, have kept, or forgotten, since. */
    latest: () => (isKept ? read() : known),

    remember,

    erase(): void {
      known = {}
      remove()
    },

    /** From now on keeps it on this site under a name of its own, or keeps nothing there. */
    keep(name: string, wanted: boolean): void {
      const next = `todo-chat:${name}`
      // Under another name it is another visit.
      const mine = key === next ? known : {}
      key = next
      isKept = wanted
      if (!isKept) remove()
      known = { ...read(), ...mine }
      if (mine.user !== undefined) remember(mine)
    },
  }
}
