// The props that hold words a person reads, in the order a component shows them.
const TEXT_PROPS = ['title', 'label', 'value', 'text', 'caption', 'alt']
const MAX_DEPTH = 40

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
