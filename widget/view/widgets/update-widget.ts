import type { JsonObject, ThreadItemUpdate, WidgetItem, WidgetRoot } from '../../../server/chatkit/wire.ts'

// Deeper than widgets are drawn; what is below is never seen.
const MAX_DEPTH = 64

type WidgetUpdate = Extract<ThreadItemUpdate, { type: `widget.${string}` }>

/** Applies one update of a stream to a widget. What the update does not touch is shared with the old item. */
export function updateWidget(item: WidgetItem, update: WidgetUpdate): WidgetItem {
  switch (update.type) {
    case 'widget.root.updated':
      return { ...item, widget: update.widget }
    case 'widget.component.updated':
      return withWidget(
        item,
        changeComponent(item.widget, update.component_id, () => update.component),
      )
    case 'widget.streaming_text.value_delta':
      return withWidget(
        item,
        changeComponent(item.widget, update.component_id, (component) => ({
          ...component,
          value: `${component.value ?? ''}${update.delta}`,
          streaming: !update.done,
        })),
      )
  }
}

function withWidget(item: WidgetItem, widget: JsonObject): WidgetItem {
  return widget === item.widget ? item : { ...item, widget: widget as WidgetRoot }
}

/** Changes the component of that id, wherever it is in the tree; without one the tree stays the same object. */
function changeComponent(
  node: JsonObject,
  id: string,
  change: (component: JsonObject) => JsonObject,
  depth = 0,
): JsonObject {
  if (node.id === id) return change(node)
  if (depth > MAX_DEPTH) return node
  const { children } = node
  const changed = Array.isArray(children)
    ? changeAny(children, (child) => changeChild(child, id, change, depth + 1))
    : changeChild(children, id, change, depth + 1)
  return changed === children ? node : { ...node, children: changed }
}

function changeChild(
  child: unknown,
  id: string,
  change: (component: JsonObject) => JsonObject,
  depth: number,
): unknown {
  return typeof child === 'object' && child !== null
    ? changeComponent(child as JsonObject, id, change, depth)
    : child
}

function changeAny(list: unknown[], change: (value: unknown) => unknown): unknown[] {
  const changed = list.map(change)
  return changed.some((value, index) => value !== list[index]) ? changed : list
}
