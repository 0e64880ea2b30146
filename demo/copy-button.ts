/** How long a button says what came of it, in milliseconds. */
const SHOWN_MS = 2000

/** Makes a button copy a text, and say that it did. */
export function copyOnClick(button: HTMLButtonElement, text: () => string): void {
  const label = button.textContent
  let timer: ReturnType<typeof setTimeout> | undefined
  // What a button says is read again when it changes.
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    clearTimeout(timer)
    button.textContent = await navigator.clipboard.writeText(text()).then(
      () => 'Copied',
      () => 'Not allowed to copy',
    )
    timer = setTimeout(() => {
      button.textContent = label
    }, SHOWN_MS)
  })
}
