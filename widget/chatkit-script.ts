import { WidgetError, waitFor } from './errors.ts'

// Known only while the script runs; null in a bundle of the page, and on a server there is no document.
const script = globalThis.document?.currentScript as HTMLScriptElement | null | undefined

/** Our own script tag, when it was a script tag that brought us. */
export { script as ownScript }

/** How long a script may take to define its element. */
export const SCRIPT_TIMEOUT_MS = 12_000

/**
 * Loads a classic script and waits until it has defined the element `tag`. A script is loaded once per page:
 * its tag in the document is what several chats, and the page itself, share.
 */
export async function loadElement(
  tag: string,
  src: string,
  nonce: string,
  signal: AbortSignal,
): Promise<void> {
  if (customElements.get(tag)) return
  const url = new URL(src, document.baseURI).href
  let script = [...document.scripts].find((candidate) => candidate.src === url)
  if (!script) {
    script = Object.assign(document.createElement('script'), { src: url, nonce })
    document.head.append(script)
  }
  const blocked = new Promise<never>((_, reject) => {
    script.addEventListener('error', () => reject(new WidgetError('script_blocked', `${url} did not load.`)))
  })
  try {
    await waitFor(Promise.race([customElements.whenDefined(tag), blocked]), SCRIPT_TIMEOUT_MS, signal, url)
  } catch (error) {
    // A tag that failed never loads again; without it the next try starts a new one.
    if (error instanceof WidgetError) script.remove()
    throw error
  }
}
