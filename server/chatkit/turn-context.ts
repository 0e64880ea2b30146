import type { CallerContext, TurnContext } from './hooks.ts'
import type { ChatKitOptions } from './options.ts'
import type { ThreadStore } from './store.ts'
import { found, requireThread } from './threads.ts'
import type { ThreadMetadata, WidgetItem } from './wire.ts'

/** What the application is told of a turn. `cause` is the same for every attempt at one request. */
export const turnContext = (
  caller: Omit<CallerContext, 'signal'>,
  { store, attachments }: ChatKitOptions,
  threadId: string,
  signal: AbortSignal,
  cause: string,
): TurnContext => ({
  ...caller,
  signal,
  cause,
  async history(limit = 100) {
    const page = await store.listItems(caller.userId, threadId, { limit, order: 'desc' })
    return page?.data.reverse() ?? []
  },
  async readAttachment(attachmentId) {
    const owned = await store.loadAttachment(caller.userId, attachmentId)
    return owned && attachments?.read(caller.userId, attachmentId)
  },
})

/** The thread of an action, and the widget that sent it; no item is named when the page sent it. */
export async function senderOf(
  store: ThreadStore,
  userId: string,
  { thread_id, item_id }: { thread_id: string; item_id?: string | null | undefined },
): Promise<{ thread: ThreadMetadata; sender: WidgetItem | null | 'not_a_widget' }> {
  const thread = await requireThread(store, userId, thread_id)
  if (item_id == null) return { thread, sender: null }
  const item = found(await store.loadItem(userId, thread_id, item_id), item_id)
  return { thread, sender: item.type === 'widget' ? item : 'not_a_widget' }
}
