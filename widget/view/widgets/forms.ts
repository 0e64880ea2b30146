import { html } from 'lit/html.js'
import { type Action, parseAction, perform } from './actions.ts'
import { type Entry, entryOf, fieldsOf, problemOf } from './form-values.ts'
import { boxStyle } from './layout.ts'
import type { Draw, Place } from './place.ts'
import { token } from './props.ts'
import { styled } from './styled.ts'

export const drawForm: Draw = (component, place) =>
  html`<form
    class="w-box"
    novalidate
    data-direction=${token(component.direction)}
    data-align=${token(component.align)}
    data-justify=${token(component.justify)}
    data-wrap=${token(component.wrap)}
    ${styled(boxStyle(component, place))}
    @submit=${handleSubmit(parseAction(component.onSubmitAction, 'container'), place)}
  >
    ${place.widget.draw(component.children, place)}
  </form>`

/** Sends what is in a form when it is submitted and nothing in it is wrong. */
export const handleSubmit =
  (action: Action | undefined, place: Place, onDone?: () => void) => async (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
    const form = event.currentTarget as HTMLFormElement
    if (!action || !isComplete(form, place)) return
    const outcome = await perform(action, fieldsOf(form).map(entryOf), place)
    if (outcome !== 'failed') onDone?.()
  }

/** What is in the form around an element. */
export function entriesAround(element: Element): Entry[] {
  const form = element.closest('form')
  return form ? fieldsOf(form).map(entryOf) : []
}

// The browser's own bubbles speak its language and not the chat's, and hang outside of the view.
function isComplete(form: HTMLFormElement, { widget: { state } }: Place): boolean {
  const fields = fieldsOf(form)
  const wrong = fields.filter((field) => problemOf(field))
  if (wrong.length === 0) return true
  state.change(() => {
    for (const field of wrong) {
      const problem = problemOf(field)
      if (problem) state.problems.set(field.dataset.key ?? '', problem)
    }
  })
  const [first] = wrong
  const focusable = first?.getAttribute('role') === 'radiogroup' ? first.querySelector('input') : first
  focusable?.focus()
  return false
}
