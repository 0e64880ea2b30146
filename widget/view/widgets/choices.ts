import { live } from 'lit/directives/live.js'
import { html } from 'lit/html.js'
import { icon } from '../icons.ts'
import { isBlocked, parseAction, perform } from './actions.ts'
import { attributed } from './attributes.ts'
import { fieldAttributes, handleChange, nameOf, withProblem } from './fields.ts'
import type { Draw, Place } from './place.ts'
import { type Component, list, record, text, token } from './props.ts'

/** Draws a checkbox. One with an action shows what the server has, or what the visitor has just asked it for. */
export const drawCheckbox: Draw = (component, place) => {
  const label = text(component.label)
  const action = parseAction(component.onChangeAction)
  const { id, ...attributes } = fieldAttributes(component, place)
  const box = attributed({
    ...attributes,
    id,
    'aria-label': place.rowText ?? label ?? nameOf(component, place),
    'aria-disabled': action && isBlocked(action, place.widget) && 'true',
  })
  return withProblem(
    html`<label class="w-check">
      ${
        action
          ? html`<input type="checkbox" ${box} .checked=${live(isChecked(component, place))} @change=${toggle(component, place)} />`
          : html`<input type="checkbox" ${box} .defaultChecked=${component.defaultChecked === true} />`
      }
      <span class="box">${icon('check')}</span>
      ${label ? html`<span class="w-check-label" dir="auto">${label}</span>` : ''}
    </label>`,
    place,
  )
}

function isChecked({ defaultChecked }: Component, { widget: { state }, key }: Place): boolean {
  const isOn = defaultChecked === true
  const wanted = state.wanted.get(key)
  if (!wanted) return isOn
  // Once the server has had another opinion, what was wanted is history.
  if (!wanted.isAsked && wanted.instead !== isOn) state.wanted.delete(key)
  return state.wanted.has(key) ? wanted.checked : isOn
}

const toggle = (component: Component, place: Place) => async (event: Event) => {
  const { state } = place.widget
  const { checked } = event.currentTarget as HTMLInputElement
  const action = parseAction(component.onChangeAction)
  if (!action) return
  const wanted = { checked, instead: component.defaultChecked === true, isAsked: true }
  state.change(() => state.wanted.set(place.key, wanted))
  const outcome = await perform(action, [[text(component.name) ?? '', checked]], place)
  state.change(() => {
    wanted.isAsked = false
    if (outcome !== 'done' && state.wanted.get(place.key) === wanted) state.wanted.delete(place.key)
  })
}

export const drawRadioGroup: Draw = (component, place) => {
  const { id, disabled, placeholder, autocomplete, ...attributes } = fieldAttributes(component, place)
  const given = text(component.defaultValue)
  const group = `${place.widget.item.id}/${place.key}`
  return withProblem(
    html`<div
      class="w-radios"
      role="radiogroup"
      data-direction=${token(component.direction)}
      ${attributed(attributes)}
      @change=${handleChange(component, place)}
    >
      ${list(component.options).map((option) => {
        const { value, label, disabled: isOff } = record(option) ?? {}
        if (text(value) === undefined) return ''
        return html`<label class="w-check">
          <input
            type="radio"
            name=${group}
            .value=${text(value)}
            ?disabled=${disabled === true || isOff === true}
            .defaultChecked=${text(value) === given}
          />
          <span class="box round"></span>
          <span class="w-check-label" dir="auto">${text(label) ?? text(value)}</span>
        </label>`
      })}
    </div>`,
    place,
  )
}
