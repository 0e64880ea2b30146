import type { Attachment, Page, ThreadItem, ThreadMetadata } from './wire.ts'

/** Which page of a list is asked for. */
export interface PageQuery {
  /** How many records at most; a positive whole number. */
  limit: number
  /** By creation. */
  order: 'asc' | 'desc'
  /** Id of the last record of the page before. */
  after?: string | undefined
}

/** How a turn ended. */
export type TurnEnd = 'done' | 'stopped' | 'cut'

/** A turn that runs, or the last one that ran, in a thread. */
export interface TurnRecord {
  /** Unlike that of any other turn. */
  id: string
  /** The thread that it runs in. */
  threadId: string
  /** What was asked, as a hash: the same for a request that is posted again, and for one that says the same. */
  requestHash: string
  /** What it answers: a user message, the output of a tool call, the answers to questions, or a widget. */
  itemId: string
  /** What the application keys its changes by: the same for every attempt at one request. */
  cause: string
  /**
   * `stopped`: the reader left while it was answered. `cut`: it ended before anything was answered; one that still
   * runs and is not prolonged any more was cut as well, with its process.
   */
  state: 'running' | TurnEnd
  /** Milliseconds since 1970. */
  startedAt: number
  /** A running turn holds its thread until then, in milliseconds since 1970; it goes on prolonging that. */
  heldUntil: number
}

/** Makes what is kept of a thread what it is to be. Asked while nobody else changes the thread; must not wait. */
export type ThreadChange = (kept: ThreadMetadata) => ThreadMetadata

/** What a turn writes in one step: all of it or nothing. */
export interface TurnChanges {
  /** Adds the thread, unless it is there. */
  newThread?: ThreadMetadata
  /** Changes what is kept of the thread. */
  changeThread?: ThreadChange
  /** Replaces the records of uploads that are there: they are sent with a message now. */
  attachments?: Attachment[]
  /** Deletes every item that was added after this one. Before items are saved. */
  deleteAfter?: string
  /** Deletes these items. What is not there is not an error. Before items are saved. */
  deleteItems?: string[]
  /** Appends items, or replaces them in their places. */
  saveItems?: ThreadItem[]
  /** Ends the turn. */
  end?: TurnEnd
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
  /**
   * Changes what is kept of the thread, in one step: what others change meanwhile comes before or after it. Gives the
   * thread as it is then, or `undefined` when it is gone.
   */
  changeThread(userId: string, threadId: string, change: ThreadChange): Promise<ThreadMetadata | undefined>
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

  /** Keeps the visitor's word on items; the last one counts. */
  saveFeedback(
    userId: string,
    threadId: string,
    itemIds: string[],
    kind: 'positive' | 'negative',
  ): Promise<void>
  /** What was said of the thread's items, by item. */
  listFeedback(userId: string, threadId: string): Promise<Record<string, 'positive' | 'negative'>>

  /**
   * Takes the thread for a turn, and writes its first step with it. `false`, and nothing is written, while another
   * turn holds the thread, or makes a thread for the same request as this one.
   */
  beginTurn(userId: string, turn: TurnRecord, now: number, changes?: TurnChanges): Promise<boolean>
  /** Prolongs the hold of a running turn. `false` when it runs no more: another one has taken its thread. */
  holdTurn(userId: string, turn: TurnRecord, heldUntil: number): Promise<boolean>
  /**
   * Writes a step of a running turn. `false`, and nothing is written, when it runs no more: another one has taken its
   * thread, because the hold of this one had run out, or the thread is deleted.
   */
  writeTurn(userId: string, turn: TurnRecord, changes: TurnChanges): Promise<boolean>
  /** The newest turn that answered the same request, or `undefined`. */
  findTurn(userId: string, requestHash: string): Promise<TurnRecord | undefined>

  /** The record of an upload, or `undefined` if this user has no such attachment. */
  loadAttachment(userId: string, attachmentId: string): Promise<Attachment | undefined>
  /**
   * Adds or replaces the record. `metadata.size` is how many bytes it stands for. One that is sent in a thread stays as
   * it is: bytes that come once more must not take it out of there.
   */
  saveAttachment(userId: string, attachment: Attachment, now: number): Promise<void>
  /** Deletes the record. Deleting what is not there is not an error. */
  deleteAttachment(userId: string, attachmentId: string): Promise<void>
  /** How many bytes the records of this user stand for together. */
  countBytes(userId: string): Promise<number>
  /** Ids of the attachments that were sent in a thread. */
  listAttachments(userId: string, threadId: string): Promise<string[]>
  /** Uploads of all users that were never sent and are older than this, in milliseconds since 1970. */
  listOrphans(olderThan: number, limit: number): Promise<{ userId: string; attachmentId: string }[]>
}
