import type { Attachments } from './attachments.ts'
import type { AnswerAction, CallerContext, Respond, RespondToAction, Transcribe } from './hooks.ts'
import type { ThreadStore } from './store.ts'
import type { TurnTiming } from './turn-lease.ts'

/** What an application plugs into the protocol. What it leaves out is answered with 501. */
export interface ChatKitOptions {
  store: ThreadStore
  respond: Respond
  respondToAction?: RespondToAction | undefined
  answerAction?: AnswerAction | undefined
  transcribe?: Transcribe | undefined
  attachments?: Attachments | undefined
  /** Ids of the models and tools a visitor may choose. Default: none, so that any choice is refused. */
  choices?: { models: string[]; tools: string[] } | undefined
  /** How long turns hold a thread, and wait for it. Default: 3 and 10 seconds. */
  timing?: Partial<TurnTiming> | undefined
  /** Told whole what failed inside a stream, where the reader is told only that something did. */
  onError?: ((error: unknown) => void) | undefined
}

/** Who asks, before it is known how long they will listen. */
export type Caller = Omit<CallerContext, 'signal'>
