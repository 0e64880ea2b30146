import type { Page, Thread, ThreadItem, ThreadMetadata, ThreadStreamEvent } from './wire.ts'

/** Whether an item is for the assistant only. Hidden items leave the server on no path. */
export const isHidden = (item: ThreadItem): boolean =>
  item.type === 'hidden_context_item' || item.type === 'sdk_hidden_context'

const NO_ITEMS: Page<never> = { data: [], has_more: false }

/** A thread as the client may see it: metadata emptied, items only where they are asked for. */
export function threadOnWire(thread: ThreadMetadata, items: Page<ThreadItem> = NO_ITEMS): Thread {
  return { ...withoutNulls(thread), metadata: {}, items }
}

/** A page as the client may see it. Hidden items are taken out after paging, so `after` may name one. */
export const itemsOnWire = (page: Page<ThreadItem>): Page<ThreadItem> => ({
  ...page,
  data: page.data.filter((item) => !isHidden(item)).map(itemOnWire),
})

/** An item as the client may see it: what an attachment keeps for the server stays here. */
export function itemOnWire(item: ThreadItem): ThreadItem {
  if (item.type !== 'user_message' || item.attachments.length === 0) return withoutNulls(item)
  const attachments = item.attachments.map(({ metadata, ...attachment }) => withoutNulls(attachment))
  return withoutNulls({ ...item, attachments })
}

/** The event as the client may see it, or `undefined` if it is not for the client. */
export function eventOnWire(event: ThreadStreamEvent): ThreadStreamEvent | undefined {
  switch (event.type) {
    case 'thread.created':
    case 'thread.updated':
      return { ...event, thread: threadOnWire(event.thread) }
    case 'thread.item.added':
    case 'thread.item.done':
    case 'thread.item.replaced':
      return isHidden(event.item) ? undefined : { ...event, item: itemOnWire(event.item) }
    default:
      return withoutNulls(event)
  }
}

/** What applications and visitors write as they like: a null in it is data. */
const FREE_FORM = new Set(['arguments', 'output', 'data'])

/** An optional field that is null is absent on the wire; in widgets nulls are absent everywhere. */
function withoutNulls<T>(value: T): T {
  if (!isRecord(value) || !hasNulls(value)) return value
  if (Array.isArray(value)) return value.map(withoutNulls) as T
  const kept = Object.entries(value).filter(([, field]) => field != null)
  return Object.fromEntries(
    kept.map(([name, field]) => {
      if (FREE_FORM.has(name)) return [name, field]
      return [name, isWidget(name) ? withoutAnyNulls(field) : withoutNulls(field)]
    }),
  ) as T
}

/** Mostly there is nothing to take out, and nothing has to be copied. */
function hasNulls(record: object): boolean {
  for (const name in record) {
    const field = (record as Record<string, unknown>)[name]
    if (field == null) return !Array.isArray(record)
    if (typeof field === 'object' && !FREE_FORM.has(name) && (isWidget(name) || hasNulls(field))) return true
  }
  return false
}

const isWidget = (name: string) => name === 'widget' || name === 'component'
const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Without nulls at any depth; those in lists are dropped too. */
export function withoutAnyNulls<T>(value: T): T {
  if (!isRecord(value)) return value
  if (Array.isArray(value)) return value.filter((entry) => entry != null).map(withoutAnyNulls) as T
  const kept = Object.entries(value).filter(([, field]) => field != null)
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutAnyNulls(field)])) as T
}
