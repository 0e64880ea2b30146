import { html, nothing } from 'lit/html.js'
import { icon } from '../icons.ts'
import { parseAction, perform } from './actions.ts'
import { type Attributes, attributed } from './attributes.ts'
import { entryOf } from './form-values.ts'
import { type Draw, type Drawn, type Place, wordsAt } from './place.ts'
import { type Component, integer, list, record, text, token } from './props.ts'

/** What a field is called, for those who cannot see where its label stands. */
export function nameOf(component: Component, { widget }: Place): string {
  const name = text(component.name) ?? ''
  const given = widget.labels.get(name) ?? text(component.ariaLabel) ?? text(component.placeholder)
  // `dueDate` and `task.due_date` are not words, but then the best name there is.
  return given ?? (name.split('.').at(-1) ?? '').replace(/[_-]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2')
}

/**
 * The attributes that every field has, whatever it looks like. `autoFocus` is left out: a field that takes the focus
 * when it arrives takes it from whoever is writing.
 */
export function fieldAttributes(component: Component, place: Place): Attributes {
  const { widget, key } = place
  const name = text(component.name) ?? ''
  const id = `${widget.item.id}/${name}`
  // Only the first field of a name can be what the label points at.
  const isFirst = !widget.named.has(id)
  widget.named.add(id)
  const isInvalid = widget.state.problems.has(key)
  return {
    id: isFirst && id,
    'data-field': name,
    'data-key': key,
    'data-pattern': text(component.pattern),
    'data-variant': token(component.variant),
    'data-size': token(component.size),
    'data-pill': component.pill === true,
    'data-block': component.block === true,
    'aria-label': nameOf(component, place),
    'aria-required': component.required === true && 'true',
    'aria-invalid': isInvalid && 'true',
    'aria-describedby': isInvalid && problemId(place),
    placeholder: text(component.placeholder),
    autocomplete: component.allowAutofillExtensions === true ? 'on' : 'off',
    disabled: component.disabled === true,
  }
}

/** Draws a field with what is wrong with it below. */
export function withProblem(field: Drawn, place: Place): Drawn {
  const problem = place.widget.state.problems.get(place.key)
  return html`<div class="w-field" @input=${() => forgetProblem(place)}>
    ${field}
    ${problem ? html`<p class="w-problem" id=${problemId(place)}>${wordsAt(place)[problem]}</p>` : nothing}
  </div>`
}

const problemId = ({ widget, key }: Place) => `${widget.item.id}/${key}/problem`

// What was wrong may be right now: it is not said again before the next attempt.
function forgetProblem({ widget: { state }, key }: Place) {
  if (state.problems.has(key)) state.change(() => state.problems.delete(key))
}

/** Sends the action of a field that has changed. */
export const handleChange = (component: Component, place: Place) => (event: Event) => {
  const action = parseAction(component.onChangeAction)
  if (action) void perform(action, [entryOf(event.currentTarget as HTMLElement)], place)
}

const INPUT_TYPE = /^(number|email|password|tel|url)$/

export const drawInput: Draw = (component, place) => {
  const type = INPUT_TYPE.exec(text(component.inputType) ?? '')?.[0] ?? 'text'
  return withProblem(
    html`<input
      class="w-input"
      type=${type}
      step="any"
      dir=${type === 'text' ? 'auto' : nothing}
      ${attributed(fieldAttributes(component, place))}
      .defaultValue=${text(component.defaultValue) ?? ''}
      @focus=${component.autoSelect === true ? selectAll : nothing}
    />`,
    place,
  )
}

const selectAll = (event: Event) => (event.currentTarget as HTMLInputElement).select()

/** Draws a text that can be written over where it stands. */
export const drawEditable: Draw = (component, place) =>
  drawInput({ ...component, variant: 'editable' }, place)

export const drawTextarea: Draw = (component, place) =>
  withProblem(
    html`<textarea
      class="w-input"
      dir="auto"
      rows=${integer(component.rows, 1, 30) ?? 3}
      ?data-grows=${component.autoResize === true}
      ${attributed(fieldAttributes(component, place))}
      .defaultValue=${text(component.defaultValue) ?? ''}
      @focus=${component.autoSelect === true ? selectAll : nothing}
    ></textarea>`,
    place,
  )

export const drawSelect: Draw = (component, place) => {
  const given = text(component.defaultValue)
  const options = list(component.options).map(record)
  const isOpen = component.clearable === true || !options.some((option) => text(option?.value) === given)
  return withProblem(
    html`<span class="w-select" ?data-block=${component.block === true}>
      <select
        class="w-input"
        ${attributed(fieldAttributes(component, place))}
        @change=${handleChange(component, place)}
      >
        ${isOpen ? html`<option value="">${text(component.placeholder) ?? wordsAt(place).choose}</option>` : nothing}
        ${options.map((option) => {
          const value = text(option?.value)
          if (value === undefined) return nothing
          return html`<option value=${value} ?disabled=${option?.disabled === true} .defaultSelected=${value === given}>
            ${text(option?.label) ?? value}
          </option>`
        })}
      </select>
      ${icon('chevron')}
    </span>`,
    place,
  )
}

const dayOf = (value: unknown) => /^\d{4}-\d\d-\d\d/.exec(text(value) ?? '')?.[0]

export const drawDatePicker: Draw = (component, place) =>
  withProblem(
    html`<input
      class="w-input w-date"
      type="date"
      min=${dayOf(component.min) ?? nothing}
      max=${dayOf(component.max) ?? nothing}
      ${attributed(fieldAttributes(component, place))}
      .defaultValue=${dayOf(component.defaultValue) ?? ''}
      @change=${handleChange(component, place)}
    />`,
    place,
  )
