import type { Page, ThreadItem, ThreadMetadata } from './wire.ts'

export interface PageQuery {
  /** How many records at most; a positive whole number. */
  limit: number
  /** By creation. */
  order: 'asc' | 'desc'
  /** Id of the last record of the page before. */
  after?: string | undefined
}

/**
 * Where threads live. Every method starts with the owner: there is no way to ask for someone else's.
 * Records keep the order in which they were first saved, also when saved within one millisecond.
 */
export interface ThreadStore {
  /** The thread, or `undefined` if this user has no such thread. A fresh object: the caller may change it. */
  loadThread(userId: string, threadId: string): Promise<ThreadMetadata | undefined>
  createThread(userId: string, thread: ThreadMetadata): Promise<void>
  /** Replaces what is kept of the thread. Does nothing when it is gone: a turn must not bring it back. */
  updateThread(userId: string, thread: ThreadMetadata): Promise<void>
  /** The user's threads, or `undefined` if `after` names none of them. */
  listThreads(userId: string, query: PageQuery): Promise<Page<ThreadMetadata> | undefined>
  /** Deletes the thread with its items. Deleting what is not there is not an error. */
  deleteThread(userId: string, threadId: string): Promise<void>

  /** The item, or `undefined` if it is not in this thread of this user. */
  loadItem(userId: string, threadId: string, itemId: string): Promise<ThreadItem | undefined>
  /** The thread's items, hidden ones too, or `undefined` if `after` names none of them. */
  listItems(userId: string, threadId: string, query: PageQuery): Promise<Page<ThreadItem> | undefined>
  /** Appends the item, or replaces it in its place. Does nothing when the user has no such thread. */
  saveItem(userId: string, threadId: string, item: ThreadItem): Promise<void>
  /** Deleting what is not there is not an error. */
  deleteItem(userId: string, threadId: string, itemId: string): Promise<void>
  /** Deletes every item that was added after this one. */
  deleteItemsAfter(userId: string, threadId: string, itemId: string): Promise<void>
}
