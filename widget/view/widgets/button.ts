import { html, nothing } from 'lit/html.js'
import { icon } from '../icons.ts'
import { isBlocked, parseAction, perform } from './actions.ts'
import { attributed } from './attributes.ts'
import { entriesAround } from './forms.ts'
import type { Draw } from './place.ts'
import { text, token } from './props.ts'

/** Draws a button. While it must wait it stays where the focus is, and does nothing. */
export const drawButton: Draw = (component, place) => {
  const { widget, key } = place
  const label = text(component.label)
  const isSubmit = component.submit === true
  const action = parseAction(component.onClickAction)
  const isRunning = widget.state.running.get(key) === 'self'
  const isWaiting = widget.state.running.has(key) || (action !== undefined && isBlocked(action, widget))
  const start = text(component.iconStart)
  const end = text(component.iconEnd)
  const handleClick = (event: Event) => {
    if (isWaiting) event.preventDefault()
    else if (action) void perform(action, entriesAround(event.currentTarget as Element), place)
  }
  const preset =
    component.style === 'primary' ? 'solid' : component.style === 'secondary' ? 'soft' : undefined
  return html`<button
    class="w-button"
    type=${isSubmit ? 'submit' : 'button'}
    ?disabled=${component.disabled === true}
    ${attributed({
      'data-variant': preset ?? token(component.variant),
      'data-tone': preset ? undefined : token(component.color),
      'data-size': token(component.size),
      'data-icon-size': token(component.iconSize),
      'data-pill': component.pill === true,
      'data-square': component.pill === false,
      'data-uniform': component.uniform === true || !label,
      'data-block': component.block === true,
      'data-running': isRunning,
      'aria-disabled': isWaiting && 'true',
      // An icon alone has no name but its own.
      'aria-label': label ? undefined : (start ?? end)?.replace(/[:-]+/g, ' '),
    })}
    @click=${handleClick}
  >
    ${start ? icon(start) : nothing}${label ? html`<span dir="auto">${label}</span>` : nothing}${end ? icon(end) : nothing}
  </button>`
}
