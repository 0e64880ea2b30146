import type { AttributeFacts } from './manifest.ts'

/** How the value of an attribute is chosen. */
export type Field = { name: string; property: string; help: string } & (
  | { kind: 'switch' | 'text' | 'color' }
  /** The first value is the default. */
  | { kind: 'choice'; values: string[] }
  | { kind: 'number'; min?: number; max?: number }
)

const GROUPS: Record<string, string> = {
  Place: 'mode position open launcher-label hide-header',
  Theme:
    'theme accent accent-level surface surface-foreground gray-hue gray-tint gray-shade radius density ' +
    'font-family font-family-mono font-size',
  Words: 'heading greeting prompts placeholder disclaimer frame-title locale',
  Conversation: 'thread history attachments dictation feedback retry auto-scroll',
  Behaviour: 'loading shortcut persist storage-key',
  Connection: 'endpoint session-url api-url domain-key auth-token renderer chatkit-src nonce',
}

/** The fields by group. What no group knows yet comes last: an attribute is never without its field. */
export function groupFields(attributes: AttributeFacts[]): [group: string, fields: Field[]][] {
  const left = new Map(attributes.map((attribute) => [attribute.name, toField(attribute)]))
  const groups = Object.entries(GROUPS).map(([group, names]): [string, Field[]] => {
    const fields = names.split(' ').flatMap((name) => left.get(name) ?? [])
    for (const { name } of fields) left.delete(name)
    return [group, fields]
  })
  return [...groups, ['More', [...left.values()]] as [string, Field[]]].filter(([, fields]) => fields.length)
}

/** What its type, and else its sentence, says about an attribute. */
export function toField({ name, fieldName, type, description }: AttributeFacts): Field {
  const field = { name, property: fieldName ?? name, help: description }
  if (type.text === 'boolean') return { ...field, kind: 'switch' }

  const values = [...type.text.matchAll(/'([^']*)'/g)].map(([, value = '']) => value)
  if (/^'[^']*'( \| '[^']*')+$/.test(type.text)) return { ...field, kind: 'choice', values }

  const range = rangeOf(type.text, description)
  if (range || type.text.startsWith('number')) return { ...field, kind: 'number', ...range }
  return { ...field, kind: /\bcolou?r\b/i.test(description) ? 'color' : 'text' }
}

function rangeOf(type: string, description: string): { min: number; max: number } | undefined {
  const listed = type.split(' | ').filter((part) => /^-?\d+$/.test(part))
  if (listed.length) return { min: Math.min(...listed.map(Number)), max: Math.max(...listed.map(Number)) }
  if (type.startsWith('string')) return undefined
  const [, min, max] = /(-?\d+) to (-?\d+)/.exec(description) ?? []
  if (min && max) return { min: Number(min), max: Number(max) }
  return /in degrees/.test(description) ? { min: 0, max: 360 } : undefined
}

/** What may be written, for those who wrote something else. */
export function allowedBy(field: Field): string {
  if (field.kind === 'choice') return `Allowed: ${field.values.join(', ')}.`
  if (field.kind === 'number')
    return field.min === undefined
      ? 'Allowed: a number.'
      : `Allowed: whole numbers, ${field.min} to ${field.max}.`
  if (field.kind === 'color') return 'Allowed: a CSS colour, such as #2f6f4f or teal.'
  return `Allowed: ${field.help}`
}
