// The props that hold words a person reads, in the order a component shows them.
const TEXT_PROPS = ['title', 'label', 'value', 'text', 'caption', 'alt']
const MAX_DEPTH = 40

/** How many components of a type there are. */
export function countOf(type: string, node: unknown, depth = 0): number {
  if (depth > MAX_DEPTH || typeof node !== 'object' || node === null) return 0
  if (Array.isArray(node)) return node.reduce((sum, child) => sum + countOf(type, child, depth + 1), 0)
  const component = node as Record<string, unknown>
  return (component.type === type ? 1 : 0) + countOf(type, component.children, depth + 1)
}

/** The text in a widget, a line for each component that has any. */
export function widgetText(node: unknown, depth = 0): string {
  if (depth > MAX_DEPTH) return ''
  if (Array.isArray(node)) {
    return node
      .map((child) => widgetText(child, depth + 1))
      .filter(Boolean)
      .join('\n')
  }
  if (typeof node !== 'object' || node === null) return ''
  const component = node as Record<string, unknown>
  const own = TEXT_PROPS.map((prop) => component[prop]).filter((value) => typeof value === 'string' && value)
  return [own.join(' '), widgetText(component.children, depth + 1)].filter(Boolean).join('\n')
}
