/** Lets a panel that fills the window end above the on-screen keyboard: tells its stylesheet what can be seen. */
export function fitViewport({ style }: HTMLElement): void {
  const view = visualViewport
  // Whoever zooms in wants to see the page larger, not the panel smaller.
  const isPlain = view && view.scale < 1.01
  style.setProperty('--view-height', isPlain ? `${view.height}px` : null)
  style.setProperty('--view-top', isPlain ? `${view.offsetTop}px` : null)
}

/** Does so whenever a keyboard opens, or the window changes. */
export function followViewport(root: HTMLElement, signal: AbortSignal): void {
  for (const type of ['resize', 'scroll']) {
    visualViewport?.addEventListener(type, () => fitViewport(root), { signal })
  }
}
