import { WidgetError, waitFor } from './errors.ts'

// Known only while the script runs; null in a bundle of the page, and on a server there is no document.
const script = globalThis.document?.currentScript as HTMLScriptElement | null | undefined

/** Our own script tag, when it was a script tag that brought us. */
export { script as ownScript }
/** Where it came from. Routers change what its address is relative to. */
export const ownSrc = script?.src

/** What pages with Trusted Types allow by its name, `todo-chat`. */
let policy: Policy | undefined

/** https://w3c.github.io/trusted-types/dist/spec/, which TypeScript does not know yet. */
type Policy = { createScriptURL(url: string): string; createHTML(html: string): string }
declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy }
  }
}

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
    policy ??= window.trustedTypes?.createPolicy('todo-chat', {
      createScriptURL: (trusted) => trusted,
      createHTML: (trusted) => trusted,
    })
    // The built-in view takes the policy from its script: a page need not allow a second one.
    script = Object.assign(document.createElement('script'), {
      src: policy?.createScriptURL(url) ?? url,
      nonce,
      policy,
    })
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
