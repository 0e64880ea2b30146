import type { ViewHost } from './view-host.ts'

const SHOW_COPIED_MS = 1800

/** Copies a text, and says so on the button that asked and to those who listen. */
export async function copyText(host: ViewHost, button: HTMLElement, text: string): Promise<void> {
  const { copied, copyFailed } = host.words
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    host.announce(copyFailed)
    return
  }
  host.announce(copied)
  button.toggleAttribute('data-copied', true)
  setTimeout(() => button.removeAttribute('data-copied'), SHOW_COPIED_MS)
}
