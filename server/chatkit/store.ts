import type { Attachment, Page, ThreadItem, ThreadMetadata } from './wire.ts'

export interface PageQuery {
  /** How many records at most; a positive whole number. */
  limit: number
  /** By creation. */
  order: 'asc' | 'desc'
  /** Id of the last record of the page before. */
  after?: string | undefined
}

/** A turn that runs, or the last one that ran, in a thread. */
export interface TurnRecord {
  id: string
  threadId: string
  /** What was asked, as a hash: the same for a request that is posted again. */
  requestHash: string
  /** What it answers: a user message, the output of a tool call, the answers to questions, or a widget. */
  itemId: string
  /** What the application keys its changes by: the same for every attempt at one request. */
  cause: string
  /** `cut`: the reader left, or the process ended. */
  state: 'running' | 'done' | 'cut'
  /** Milliseconds since 1970. */
  startedAt: number
  /** A running turn holds its thread until then, in milliseconds since 1970; it goes on prolonging that. */
  heldUntil: number
}

/**
 * Where threads live. Every method starts with the owner: there is no way to ask for someone else's.
 * Records keep the order in which they were first saved, also when saved within one millisecond.
 */
export interface ThreadStore {
  /** The thread, or `undefined` if this user has no such thread. A fresh object: the caller may change it. */
  loadThread(userId: string, threadId: string): Promise<ThreadMetadata | undefined>
  /** Does nothing when it is there already. */
  createThread(userId: string, thread: ThreadMetadata): Promise<void>
  /** Replaces what is kept of the thread. Does nothing when it is gone: a turn must not bring it back. */
  updateThread(userId: string, thread: ThreadMetadata): Promise<void>
  /** The user's threads, or `undefined` if `after` names none of them. */
  listThreads(userId: string, query: PageQuery): Promise<Page<ThreadMetadata> | undefined>
  /** Deletes the thread with its items, feedback and turns. Deleting what is not there is not an error. */
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

  /** Keeps the visitor's word on items; the last one counts. */
  saveFeedback(
    userId: string,
    threadId: string,
    itemIds: string[],
    kind: 'positive' | 'negative',
  ): Promise<void>
  /** What was said of the thread's items, by item. */
  listFeedback(userId: string, threadId: string): Promise<Record<string, 'positive' | 'negative'>>

  /** Takes the thread for a turn. `false` while another turn holds it. */
  beginTurn(userId: string, turn: TurnRecord, now: number): Promise<boolean>
  /** Prolongs the hold of a running turn. */
  holdTurn(userId: string, turn: TurnRecord, heldUntil: number): Promise<void>
  endTurn(userId: string, turn: TurnRecord, state: 'done' | 'cut'): Promise<void>
  /** The newest turn that answered the same request, or `undefined`. */
  findTurn(userId: string, requestHash: string): Promise<TurnRecord | undefined>

  /** The record of an upload, or `undefined` if this user has no such attachment. */
  loadAttachment(userId: string, attachmentId: string): Promise<Attachment | undefined>
  /** Adds or replaces the record. */
  saveAttachment(userId: string, attachment: Attachment, now: number): Promise<void>
  deleteAttachment(userId: string, attachmentId: string): Promise<void>
  /** Ids of the attachments that were sent in a thread. */
  listAttachments(userId: string, threadId: string): Promise<string[]>
  /** Uploads of all users that were never sent and are older than this, in milliseconds since 1970. */
  listOrphans(olderThan: number, limit: number): Promise<{ userId: string; attachmentId: string }[]>
}
