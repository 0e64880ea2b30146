/** Where keys write, or choose an answer. */
const FIELDS = 'input, textarea, select, .asking'
/** Keys that write nothing: they leave, or are the browser's. */
const LEAVES = /^(Escape|Tab|F\d+)$/

/**
 * Keeps from the page what only concerns the chat. Libraries that scroll a page smoothly take the wheel wherever it
 * turns, and the conversation would stand still. Shortcuts of a page are told that a key is pressed on the chat, not
 * in a field of it, and would take what is typed.
 */
export function keepInside(root: ShadowRoot): void {
  const keep = (event: Event) => event.stopPropagation()
  for (const type of ['wheel', 'touchmove']) root.addEventListener(type, keep, { passive: true })

  const typed = new Set<string>()
  const handleKey = (event: KeyboardEvent) => {
    if (!isTyping(event)) return void typed.delete(event.code)
    typed.add(event.code)
    keep(event)
  }
  root.addEventListener('keydown', handleKey as EventListener)
  root.addEventListener('keypress', handleKey as EventListener)
  root.addEventListener('keyup', (event) => {
    // The end of a key goes where its beginning went: a page that counts keys would think it still pressed.
    if (typed.delete((event as KeyboardEvent).code)) keep(event)
  })
}

function isTyping({ target, key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isField = (target as Element).closest(FIELDS) !== null
  return isField && !ctrlKey && !metaKey && !altKey && !LEAVES.test(key)
}
