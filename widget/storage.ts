/** A few strings kept for the next visit. */
export interface KeptStrings {
  get(key: string): string | undefined
  /** Keeps a value; `undefined` forgets it. */
  set(key: string, value: string | undefined): void
}

/**
 * Keeps strings in `localStorage`, and in memory as well: storage may be full, turned off, or refused to
 * frames of other sites, and the conversation must go on.
 */
export function keptStrings(): KeptStrings {
  const memory = new Map<string, string | undefined>()
  return {
    get(key) {
      try {
        return localStorage.getItem(key) ?? memory.get(key)
      } catch {
        return memory.get(key)
      }
    },
    set(key, value) {
      memory.set(key, value)
      try {
        if (value === undefined) localStorage.removeItem(key)
        else localStorage.setItem(key, value)
      } catch {}
    },
  }
}
