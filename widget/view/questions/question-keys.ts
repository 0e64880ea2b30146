/**
 * The keys of a question: a number picks an option, the arrows walk through the options and the field, Enter in the
 * field answers, and whoever just types writes an answer of their own.
 */
export function pressKey(event: KeyboardEvent) {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return
  const form = event.currentTarget as HTMLFormElement
  const field = form.querySelector('textarea')
  const isWriting = event.target === field && field !== null
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    // In a text the arrows belong to its lines.
    if (!isWriting || field.value === '') walk(event, form)
  } else if (isWriting) {
    if (event.key === 'Enter' && !event.shiftKey) submit(event, form)
  } else if (/^[1-9]$/.test(event.key)) {
    const option = form.querySelectorAll<HTMLElement>('.option')[Number(event.key) - 1]
    if (option) event.preventDefault()
    option?.click()
  } else if (event.target === form && event.key.length === 1 && event.key !== ' ') {
    // Not prevented: the key lands in the field it moves to.
    field?.focus()
  }
}

function walk(event: KeyboardEvent, form: HTMLElement) {
  event.preventDefault()
  const stops = [...form.querySelectorAll<HTMLElement>('.option, textarea')]
  const step = event.key === 'ArrowDown' ? 1 : -1
  const at = stops.indexOf(event.target as HTMLElement)
  const next = at < 0 && step < 0 ? stops.length - 1 : (at + step + stops.length) % stops.length
  stops[next]?.focus()
}

function submit(event: KeyboardEvent, form: HTMLFormElement) {
  event.preventDefault()
  form.requestSubmit()
}
