import type { TodoChatAttributes } from './attributes.ts'
import { waitFor } from './errors.ts'

/** What a page may say about itself, in bytes of JSON and in keys. */
const MAX_BYTES = 4096
const MAX_KEYS = 32
/** How long a message waits for it. */
const CONTEXT_TIMEOUT_MS = 3_000

/** Beside what the protocol asks, a request says where the visitor is, so that "tomorrow" is theirs, and on what page. */
export async function pageFacts({ context }: TodoChatAttributes): Promise<Record<string, unknown>> {
  const facts = { time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone }
  try {
    // The chat's own signal would hold on to each of them.
    const { signal } = new AbortController()
    const said =
      typeof context === 'function'
        ? await waitFor(context(), CONTEXT_TIMEOUT_MS, signal, 'context()')
        : context
    if (!said) return facts
    const { size } = new Blob([JSON.stringify(said)])
    if (size > MAX_BYTES || Object.keys(said).length > MAX_KEYS) throw 'over 4 kB or 32 keys'
    return { ...facts, context: said }
  } catch (reason) {
    console.warn('<todo-chat> drops its context:', reason)
    return facts
  }
}
