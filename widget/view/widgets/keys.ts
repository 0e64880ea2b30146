import { record, text } from './props.ts'

/**
 * Keys for components that stand side by side: their own `key` or `id`, or their position. What the visitor has typed
 * stays with its component when others come or go; an id that comes twice counts once.
 */
export function keysOf(components: readonly unknown[], within: string): string[] {
  const seen = new Set<string>()
  return components.map((component, index) => {
    const props = record(component)
    const own = text(props?.key) ?? text(props?.id)
    const key = `${within}/${own === undefined || seen.has(own) ? index : `#${own}`}`
    if (own !== undefined) seen.add(own)
    return key
  })
}
