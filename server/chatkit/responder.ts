import type { ThreadItem, ThreadMetadata, ThreadStreamEvent, UserMessageItem } from './wire.ts'

/** What a responder knows of the turn it answers. */
export interface TurnContext {
  /** Who asks: from a verified token, never from the request's body. */
  userId: string
  /** The locale the chat is drawn in, a BCP 47 tag; `en` when it does not say. */
  locale: string
  /** Aborts when the reader leaves or presses Stop. Pass it to whatever waits. */
  signal: AbortSignal
  /** The newest items of the thread, oldest first, hidden ones and the message being answered included. */
  history(limit?: number): Promise<ThreadItem[]>
  /** The current time. */
  now(): Date
}

/**
 * Answers a user's message with events. `message` is `null` when a turn goes on without a new one.
 * The thread may be changed (title, status, metadata): what changed is saved and sent.
 */
export type Respond = (
  thread: ThreadMetadata,
  message: UserMessageItem | null,
  context: TurnContext,
) => AsyncIterable<ThreadStreamEvent>
