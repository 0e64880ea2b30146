import { ChatError } from '../errors.ts'
import type { ChatKitOptions } from './options.ts'
import { itemsOnWire, threadOnWire } from './outgoing.ts'
import { presentPage } from './presented.ts'
import type { Params } from './protocol.ts'
import type { PageQuery, ThreadStore } from './store.ts'
import type { Page, Thread, ThreadItem, ThreadMetadata } from './wire.ts'

const DEFAULT_PAGE_SIZE = 20
// ChatKit.js asks for 9,999 and may never ask for a second page.
const MAX_PAGE_SIZE = 1000

/** The operations that answer at once. */
export function threadOperations(options: ChatKitOptions, userId: string) {
  const { store, attachments } = options
  return {
    /** The thread with its first 20 items, oldest first. */
    async getThread({ thread_id }: Params<'threads.get_by_id'>): Promise<Thread> {
      const thread = await requireThread(store, userId, thread_id)
      const items = await store.listItems(userId, thread_id, { limit: DEFAULT_PAGE_SIZE, order: 'asc' })
      return threadOnWire(thread, itemsOnWire(await presentPage(found(items, thread_id), userId, options)))
    },

    async listThreads(params: Params<'threads.list'>): Promise<Page<Thread>> {
      const page = found(await store.listThreads(userId, pageQuery(params)), params.after)
      return { ...page, data: page.data.map((thread) => threadOnWire(thread)) }
    },

    /** Only the title can be changed by the client. */
    async updateThread({ thread_id, title }: Params<'threads.update'>): Promise<Thread> {
      const renamed = await store.changeThread(userId, thread_id, (thread) => ({ ...thread, title }))
      return threadOnWire(found(renamed, thread_id))
    },

    /**
     * What was uploaded for it goes first: should the server stop meanwhile, the thread still leads to the rest. And
     * once more: a message may have been kept with a file while the thread was still there.
     */
    async deleteThread({ thread_id }: Params<'threads.delete'>): Promise<object> {
      const deleteUploads = async () => {
        for (const id of await store.listAttachments(userId, thread_id)) {
          await attachments?.delete(userId, id)
          await store.deleteAttachment(userId, id)
        }
      }
      await deleteUploads()
      await store.deleteThread(userId, thread_id)
      await deleteUploads()
      return {}
    },

    async saveFeedback({ thread_id, item_ids, kind }: Params<'items.feedback'>): Promise<object> {
      await requireThread(store, userId, thread_id)
      await store.saveFeedback(userId, thread_id, item_ids, kind)
      return {}
    },

    async listItems(params: Params<'items.list'>): Promise<Page<ThreadItem>> {
      await requireThread(store, userId, params.thread_id)
      const page = await store.listItems(userId, params.thread_id, pageQuery(params))
      return itemsOnWire(await presentPage(found(page, params.after), userId, options))
    },
  }
}

/** The thread, or the 404 a stranger gets too. */
export async function requireThread(
  store: ThreadStore,
  userId: string,
  threadId: string,
): Promise<ThreadMetadata> {
  return found(await store.loadThread(userId, threadId), threadId)
}

/**
 * The thread, when it still takes messages. The reference draws locked and closed threads and takes what is written
 * to them; here they take no more.
 */
export async function requireWritable(
  store: ThreadStore,
  userId: string,
  threadId: string,
): Promise<ThreadMetadata> {
  const thread = await requireThread(store, userId, threadId)
  const { status } = thread
  if (status.type === 'active') return thread
  const why = status.reason ? `: ${status.reason}` : ''
  throw new ChatError('conflict', `This conversation is ${status.type}${why}.`)
}

/** What a look-up found; a 404 that names the id otherwise. */
export function found<T>(record: T | undefined, id: string | null | undefined): T {
  if (record === undefined) throw new ChatError('not_found', `Nothing found for "${id}".`)
  return record
}

function pageQuery({ limit, order, after }: Params<'threads.list'>): PageQuery {
  const wanted = limit && limit > 0 ? limit : DEFAULT_PAGE_SIZE
  return { limit: Math.min(wanted, MAX_PAGE_SIZE), order, after: after ?? undefined }
}
