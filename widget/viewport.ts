/** Whether an open panel leaves nothing of the page to be seen. */
export const coversPage = (): boolean => !matchMedia('(min-width:640px) and (min-height:480px)').matches

/** Lets a panel that fills the window end above the on-screen keyboard. */
export function fitViewport(host: Element & { currentCSSZoom?: number }, { style }: HTMLElement): void {
  // A page that is zoomed by its own CSS would push a panel out of the window.
  style.zoom = `${1 / (host.currentCSSZoom ?? 1)}`
  const view = visualViewport
  // Whoever zooms in wants to see the page larger, not the panel smaller.
  const isPlain = view && view.scale < 1.01
  style.setProperty('--view-height', isPlain ? `${view.height}px` : null)
  style.setProperty('--view-top', isPlain ? `${view.offsetTop}px` : null)
}

/** Calls when the visual viewport has changed: a keyboard came up, the visitor zooms or turns the device. */
export function followViewport(signal: AbortSignal, changed: () => void): void {
  for (const type of ['resize', 'scroll']) visualViewport?.addEventListener(type, changed, { signal })
}
