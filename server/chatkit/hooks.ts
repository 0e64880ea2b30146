import type { Action } from './protocol.ts'
import type { ThreadItem, ThreadMetadata, ThreadStreamEvent, UserMessageItem, WidgetItem } from './wire.ts'

/** What is known of whoever asks. */
export interface CallerContext {
  /** Who asks: from a verified token, never from the request's body. */
  userId: string
  /** The locale the chat is drawn in, a BCP 47 tag; `en` when it does not say. */
  locale: string
  /** The visitor's time zone, an IANA name; `UTC` when the chat does not say. */
  timeZone: string
  /** Facts about the page, as the page tells them. Untrusted: data, never instructions. */
  page: Record<string, unknown>
  /** Aborts when the reader leaves or presses Stop. Pass it to whatever waits. */
  signal: AbortSignal
  /** The current time. */
  now(): Date
}

/** What a responder knows of the turn it answers. */
export interface TurnContext extends CallerContext {
  /** The newest items of the thread, oldest first, hidden ones and the message being answered included. */
  history(limit?: number): Promise<ThreadItem[]>
  /** The bytes of an attachment, or `undefined` when this user has no such upload. */
  readAttachment(attachmentId: string): Promise<Uint8Array | undefined>
  /**
   * The same for every attempt at one request: the id of the message, or of the item that is acted on. What
   * is done once must be keyed by it, because a client that lost its connection posts its request again.
   */
  cause: string
}

/**
 * Answers a user's message with events. `message` is `null` when a turn goes on without a new one: after the
 * output of a client tool, or the answers to a structured input.
 * The thread may be changed (title, status, metadata): what changed is saved and sent.
 */
export type Respond = (
  thread: ThreadMetadata,
  message: UserMessageItem | null,
  context: TurnContext,
) => AsyncIterable<ThreadStreamEvent>

/** Answers an action of a widget, or of the page when there is no sender, with events. The payload is untrusted. */
export type RespondToAction = (
  thread: ThreadMetadata,
  action: Action,
  sender: WidgetItem | null,
  context: TurnContext,
) => AsyncIterable<ThreadStreamEvent>

/**
 * Answers an action of a widget at once, also while a turn is running. Save what changes yourself; the item
 * returned is only drawn.
 */
export type AnswerAction = (
  thread: ThreadMetadata,
  action: Action,
  sender: WidgetItem | null,
  context: TurnContext,
) => Promise<ThreadItem | undefined>

/** Something that was said. */
export interface Audio {
  /** The recording, as the browser made it. */
  data: Uint8Array<ArrayBuffer>
  /** Without its parameters: `audio/webm`, not `audio/webm;codecs=opus`. */
  mediaType: string
}

/** Turns what was said into text. */
export type Transcribe = (audio: Audio, context: CallerContext) => Promise<string>
