import { allowedBy, type Field } from './configure-fields.ts'
import { create, withCode } from './dom.ts'

/** How long typing must rest before it is taken, in milliseconds. */
const TYPING_MS = 200

/** The control of one attribute. Its value is that of the attribute; what is not set has none. */
export interface Control {
  field: Field
  element: HTMLElement
  show(value: string | undefined): void
  /** Says that the chat does not take what was written, and what it would take; or that all is well. */
  mark(isRefused: boolean): void
}

/** Makes the control that fits the field, with its sentence as help. */
export function createControl(field: Field, onChange: (value: string | undefined) => void): Control {
  const id = `field-${field.name}`
  const help = create('p', { id: `${id}-help`, class: 'help' }, ...withCode(field.help))
  const error = create('p', { id: `${id}-error`, class: 'error', role: 'alert' })
  const { element, inputs, show } = MAKERS[field.kind](field as never, id, onChange)
  for (const input of inputs) input.setAttribute('aria-describedby', `${help.id} ${error.id}`)
  element.classList.add('field')
  element.append(help, error)
  return {
    field,
    element,
    show,
    mark(isRefused) {
      const said = isRefused ? allowedBy(field) : ''
      if (error.textContent !== said) error.replaceChildren(...withCode(said))
      for (const input of inputs) input.toggleAttribute('data-refused', isRefused)
      const first = inputs[0]
      if (first && first.type !== 'radio') first.setAttribute('aria-invalid', String(isRefused))
    },
  }
}

type OnChange = (value: string | undefined) => void
type Made = Pick<Control, 'element' | 'show'> & { inputs: (HTMLInputElement | HTMLSelectElement)[] }
type FieldOf<K extends Field['kind']> = Extract<Field, { kind: K }>
const MAKERS: { [K in Field['kind']]: (field: FieldOf<K>, id: string, onChange: OnChange) => Made } = {
  switch: makeSwitch,
  choice: (field, id, onChange) => (field.values.length > 4 ? makeSelect : makeRadios)(field, id, onChange),
  number: makeNumber,
  color: makeColor,
  text: (field, id, onChange) => makeTyped(field, id, onChange, create('input', { type: 'text' })),
}

function makeSwitch({ name }: Field, id: string, onChange: OnChange): Made {
  const input = create('input', { id, type: 'checkbox', role: 'switch' })
  input.addEventListener('change', () => onChange(input.checked ? '' : undefined))
  const show = (value: string | undefined) => {
    input.checked = value !== undefined
  }
  return { element: create('div', {}, label(id, name), input), inputs: [input], show }
}

function makeRadios({ name, values }: FieldOf<'choice'>, id: string, onChange: OnChange): Made {
  const inputs = values.map((value) => create('input', { type: 'radio', name: id, value }))
  for (const [index, input] of inputs.entries()) {
    input.addEventListener('change', () => onChange(index ? input.value : undefined))
  }
  const options = inputs.map((input) => create('label', {}, input, create('span', {}, input.value)))
  const legend = create('legend', {}, name)
  const show = (value = values[0]) => {
    for (const input of inputs) input.checked = input.value === value
  }
  return {
    element: create('fieldset', {}, legend, create('div', { class: 'segments' }, ...options)),
    inputs,
    show,
  }
}

function makeSelect({ name, values }: FieldOf<'choice'>, id: string, onChange: OnChange): Made {
  const select = create('select', { id }, ...values.map((value) => create('option', { value }, value)))
  select.addEventListener('change', () => onChange(select.selectedIndex ? select.value : undefined))
  const show = (value: string | undefined) => {
    select.value = value ?? values[0] ?? ''
  }
  return { element: create('div', {}, label(id, name), select), inputs: [select], show }
}

function makeNumber(field: FieldOf<'number'>, id: string, onChange: OnChange): Made {
  const { min, max } = field
  const range = min !== undefined && max !== undefined && { min: `${min}`, max: `${max}` }
  const input = create('input', {
    type: 'number',
    step: range ? '1' : 'any',
    placeholder: 'default',
    ...range,
  })
  return makeTyped(field, id, onChange, input)
}

function makeColor(field: Field, id: string, onChange: OnChange): Made {
  const text = create('input', { type: 'text', placeholder: 'default' })
  const made = makeTyped(field, id, onChange, text)
  const picker = create('input', { type: 'color', 'aria-label': `Pick ${field.name}` })
  const showPicked = (value = '') => {
    const isColor = CSS.supports('color', value)
    picker.classList.toggle('unset', !isColor)
    if (isColor) picker.value = toHex(value)
  }
  picker.addEventListener('input', () => {
    text.value = picker.value
    picker.classList.remove('unset')
    onChange(picker.value)
  })
  text.addEventListener('input', () => showPicked(text.value))
  text.after(picker)
  const show = (value: string | undefined) => {
    made.show(value)
    showPicked(value)
  }
  return { ...made, show }
}

function makeTyped({ name }: Field, id: string, onChange: OnChange, input: HTMLInputElement): Made {
  input.id = id
  input.autocomplete = 'off'
  input.spellcheck = false
  let timer: ReturnType<typeof setTimeout> | undefined
  input.addEventListener('input', () => {
    clearTimeout(timer)
    // A field for numbers hides what is none: then "?" is handed on, which no chat takes for one.
    timer = setTimeout(() => onChange(input.validity.badInput ? '?' : input.value || undefined), TYPING_MS)
  })
  const show = (value = '') => {
    input.value = value
  }
  const box = create('div', { class: 'typed' }, input)
  return { element: create('div', {}, label(id, name), box), inputs: [input], show }
}

function label(id: string, name: string): HTMLLabelElement {
  return create('label', { for: id }, create('span', {}, name))
}

/** A picker of colours knows those in hexadecimal alone. */
function toHex(color: string): string {
  const context = create('canvas').getContext('2d')
  if (!context) return '#000000'
  context.fillStyle = color
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
