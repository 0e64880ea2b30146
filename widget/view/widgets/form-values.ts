import { record } from './props.ts'
import type { Problem } from './widget-state.ts'

/** What a field is called and what is in it. */
export type Entry = readonly [name: string, value: unknown]

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** The fields of a form, those of a form within it left out. A field is known by `data-field`, not by `name`. */
export function fieldsOf(form: Element): HTMLElement[] {
  // A control with a `name` would hide the property of that name of its form.
  return [...form.querySelectorAll<HTMLElement>('[data-field]')].filter(
    (field) => field.closest('form, .w-root') === form,
  )
}

export function entryOf(field: HTMLElement): Entry {
  return [field.dataset.field ?? '', valueIn(field)]
}

function valueIn(field: HTMLElement): unknown {
  if (field instanceof HTMLInputElement && field.type === 'checkbox') return field.checked
  if (field.getAttribute('role') === 'radiogroup')
    return field.querySelector<HTMLInputElement>(':checked')?.value
  return (field as Control).value
}

/** Puts what is in the fields into a payload. Dots in a name nest; what is in the payload already wins. */
export function mergeInto(payload: unknown, entries: readonly Entry[]): unknown {
  if (entries.length === 0) return payload
  const values = entries.reduce((all, [name, value]) => merge(all, nest(name.split('.'), value)), {})
  return payload === undefined || payload === null || record(payload) ? merge(values, payload ?? {}) : payload
}

function nest([name = '', ...rest]: string[], value: unknown): object {
  // Defined, not assigned: a field called `__proto__` is a field like any other.
  return Object.fromEntries([[name, rest.length > 0 ? nest(rest, value) : value]])
}

function merge(values: object, over: object): object {
  const merged = new Map(Object.entries(values))
  for (const [key, value] of Object.entries(over)) {
    const own = record(merged.get(key))
    const other = record(value)
    merged.set(key, own && other ? merge(own, other) : value)
  }
  return Object.fromEntries(merged)
}

/** What is wrong with a field, if anything. */
export function problemOf(field: HTMLElement): Problem | undefined {
  const value = valueIn(field)
  const isEmpty = value === undefined || value === false || (typeof value === 'string' && value.trim() === '')
  if (isEmpty) return problemOfEmpty(field)
  if (field instanceof HTMLInputElement) {
    const { validity, type } = field
    if (validity.typeMismatch) return type === 'email' ? 'fieldEmail' : 'fieldUrl'
    if (validity.badInput || validity.rangeOverflow || validity.rangeUnderflow) return 'fieldRange'
  }
  return fits(String(value), field.dataset.pattern) ? undefined : 'fieldFormat'
}

function problemOfEmpty(field: HTMLElement): Problem | undefined {
  if (field instanceof HTMLInputElement && field.validity.badInput) return 'fieldRange'
  if (field.getAttribute('aria-required') !== 'true') return undefined
  const isChoice = field.getAttribute('role') === 'radiogroup' || field instanceof HTMLSelectElement
  return isChoice ? 'fieldChoose' : 'fieldRequired'
}

// A group that repeats and holds what repeats can take for ever to say no. Such a pattern is the server's to check.
const RUNAWAY = /[+*}]\)[+*?{]|\\\d/

function fits(value: string, pattern: string | undefined): boolean {
  if (!pattern || pattern.length > 200 || value.length > 500 || RUNAWAY.test(pattern)) return true
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value)
  } catch {
    return true
  }
}
