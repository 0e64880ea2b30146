/**
 * Keeps from the page what only concerns the chat. Libraries that scroll a page smoothly take the wheel wherever it
 * turns, and the conversation would stand still.
 */
export function keepInside(root: ShadowRoot): void {
  const keep = (event: Event) => event.stopPropagation()
  for (const type of ['wheel', 'touchmove']) root.addEventListener(type, keep, { passive: true })
}
