// The browser takes the focus from these too, a moment after they are drawn.
const LOST = ':disabled, [data-away], [inert] *'

/**
 * Draws, and finds another place for the focus when what had it is gone: without one the visitor is back at the top of
 * the page, where no key reaches the chat.
 */
export function keepFocus(root: ShadowRoot, draw: () => void) {
  const had = root.activeElement
  const wasToWrite = had?.closest('.header, .start, .composer')
  draw()
  const has = root.activeElement
  if (!had || (has && !has.matches(LOST))) return
  // A touch screen would answer the field with its keyboard, over the answer.
  const mayWrite = wasToWrite && matchMedia('(pointer: fine)').matches
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)
  const field = mayWrite ? find('.composer textarea:enabled') : undefined
  const place = find('.history .icon-button') ?? field ?? find('.scroller')
  place?.focus({ preventScroll: true })
}
