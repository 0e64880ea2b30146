import { createId } from './ids.ts'
import { withoutAnyNulls } from './outgoing.ts'
import type { ThreadItemUpdate, ThreadStreamEvent, WidgetItem, WidgetRoot } from './wire.ts'

type Component = Record<string, unknown>

/** What goes with a widget. */
export interface WidgetStreamOptions {
  /** What is copied when the visitor copies the widget. */
  copyText?: string
  /** The clock. Default: the system's. */
  now?: () => Date
}

/**
 * The events of a widget in a thread: of one that is complete, its `done`; of one that grows, the first state,
 * what changes from each state to the next, and the last state. Reference: `server.py: stream_widget`.
 */
export async function* streamWidget(
  thread: { id: string },
  states: WidgetRoot | Iterable<WidgetRoot> | AsyncIterable<WidgetRoot>,
  { copyText, now = () => new Date() }: WidgetStreamOptions = {},
): AsyncGenerator<ThreadStreamEvent, void> {
  const item = (widget: WidgetRoot): WidgetItem => ({
    id,
    thread_id: thread.id,
    created_at,
    type: 'widget',
    widget,
    ...(copyText === undefined ? {} : { copy_text: copyText }),
  })
  const id = createId('msg')
  const created_at = now().toISOString()
  if ('type' in states) {
    yield { type: 'thread.item.done', item: item(states as WidgetRoot) }
    return
  }
  let last: WidgetRoot | undefined
  for await (const state of states) {
    if (!last) yield { type: 'thread.item.added', item: item(state) }
    else
      for (const update of diffWidget(last, state)) yield { type: 'thread.item.updated', item_id: id, update }
    // A copy: the caller may go on changing its own object.
    last = structuredClone(state)
  }
  if (last) yield { type: 'thread.item.done', item: item(last) }
}

/**
 * What turns one state of a widget into the next: text that has grown at its end, or else the whole new root.
 * Text without an `id` cannot be named, so that its growth is seen with the `done` of the item only.
 * Reference: `server.py: diff_widget`; it does not look into the one child of a `Transition`, and fails at a prop
 * that is new, where this one looks, and sends the root.
 */
export function diffWidget(before: WidgetRoot, after: WidgetRoot): ThreadItemUpdate[] {
  const [old, next] = [withoutAnyNulls(before), withoutAnyNulls(after)]
  return isRedrawn(old, next)
    ? [{ type: 'widget.root.updated', widget: next }]
    : [...grownTexts(old as Component, next as Component)]
}

function isRedrawn(before: unknown, after: unknown): boolean {
  if (!isComponent(before) || !isComponent(after)) return !isEqual(before, after)
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].some((prop) => {
    if (prop === 'children') return areRedrawn(before.children, after.children)
    return !isEqual(before[prop], after[prop]) && !(prop === 'value' && hasGrown(before, after))
  })
}

function areRedrawn(before: unknown, after: unknown): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return isRedrawn(before, after)
  return before.length !== after.length || before.some((child, index) => isRedrawn(child, after[index]))
}

function* grownTexts(before: Component, after: Component): Generator<ThreadItemUpdate> {
  if (typeof after.id === 'string' && hasGrown(before, after)) {
    yield {
      type: 'widget.streaming_text.value_delta',
      component_id: after.id,
      delta: (after.value as string).slice((before.value as string).length),
      done: !after.streaming,
    }
  }
  const children = [before.children, after.children].map((one) => (Array.isArray(one) ? one : [one]))
  for (const [index, child] of (children[1] ?? []).entries()) {
    const old = children[0]?.[index]
    if (isComponent(old) && isComponent(child)) yield* grownTexts(old, child)
  }
}

/** Only these two are drawn as they grow. */
const hasGrown = (before: Component, after: Component): boolean =>
  (after.type === 'Text' || after.type === 'Markdown') &&
  before.type === after.type &&
  typeof before.value === 'string' &&
  typeof after.value === 'string' &&
  after.value !== before.value &&
  after.value.startsWith(before.value)

const isComponent = (value: unknown): value is Component =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => isEqual(value, b[index]))
  }
  if (!isComponent(a) || !isComponent(b)) return a === b
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => isEqual(a[key], b[key]))
}
