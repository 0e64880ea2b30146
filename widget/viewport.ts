/** Whether an open panel leaves nothing of the page to be seen. */
export const coversPage = (): boolean => !matchMedia('(min-width:640px) and (min-height:480px)').matches

/** Fits the panel into what is seen of the page: above the on-screen keyboard, however the page zooms itself. */
export function fitViewport(host: Element & { currentCSSZoom?: number }, { style }: HTMLElement): void {
  // Elsewhere nothing is set, and a click on the launcher has nothing more to style.
  const view = coversPage() && visualViewport
  // Whoever zooms in wants to see the page larger, not the panel smaller.
  const isPlain = view && view.scale < 1.01
  style.setProperty('--extent', isPlain ? `${view.height}px` : null)
  style.setProperty('--above', isPlain ? `${view.offsetTop}px` : null)
  const zoom = host.currentCSSZoom ?? 1
  style.zoom = zoom === 1 ? '' : `${1 / zoom}`
}

/** Calls when the visual viewport has changed: a keyboard came up, the visitor zooms or turns the device. */
export function followViewport(signal: AbortSignal, changed: () => void): void {
  for (const type of ['resize', 'scroll']) visualViewport?.addEventListener(type, changed, { signal })
}
