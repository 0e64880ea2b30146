import { nothing } from 'lit/html.js'

/** A component as it came over the wire: nothing about it is certain. */
export type Component = Readonly<Record<string, unknown>>

/** The value as an object, if it is one. */
export function record(value: unknown): Component | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Component)
    : undefined
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value as a text; a number counts as one. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number') return `${value}`
  return typeof value === 'string' ? value : undefined
}

/** The value as a text that can be a CSS value; a long one is none, and is not looked at. */
export function short(value: unknown): string {
  const given = text(value)?.trim() ?? ''
  return given.length <= 300 ? given : ''
}

export function integer(value: unknown, least: number, most: number): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  return Math.round(Math.min(most, Math.max(least, value)))
}

/** The name of a size, a colour or a variant, for the stylesheet to know or not. */
export function token(value: unknown): string | typeof nothing {
  return typeof value === 'string' && /^[\w-]{1,20}$/.test(value) ? value : nothing
}
