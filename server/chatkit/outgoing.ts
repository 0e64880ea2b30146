import type { Page, Thread, ThreadItem, ThreadMetadata, ThreadStreamEvent } from './wire.ts'

/** Whether an item is for the assistant only. Hidden items leave the server on no path. */
export const isHidden = (item: ThreadItem): boolean =>
  item.type === 'hidden_context_item' || item.type === 'sdk_hidden_context'

const NO_ITEMS: Page<never> = { data: [], has_more: false }

/** A thread as the client may see it: metadata emptied, items only where they are asked for. */
export function threadOnWire(thread: ThreadMetadata, items: Page<ThreadItem> = NO_ITEMS): Thread {
  return withoutNulls({ ...thread, metadata: {}, items })
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

/** An optional field that is null is absent on the wire; nulls further inside are data and stay. */
function withoutNulls<T extends object>(record: T): T {
  for (const value of Object.values(record)) {
    if (value === null || value === undefined) {
      return Object.fromEntries(Object.entries(record).filter(([, kept]) => kept != null)) as T
    }
  }
  return record
}
