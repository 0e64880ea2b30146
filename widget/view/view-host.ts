import type { ChatKitEvents, ChatKitOptions } from '@openai/chatkit'
import type { UserMessageInput } from './client.ts'
import type { Conversation } from './conversation.ts'
import type { Previews } from './entities/previews.ts'
import type { Words } from './words.ts'

/** What the parts of the view share: the element that holds them, as far as they may know it. */
export interface ViewHost {
  /** The options of the moment: they may be replaced at any time. */
  readonly options: ChatKitOptions
  readonly words: Words
  readonly locale: string
  emit<K extends keyof ChatKitEvents>(type: K, detail: ChatKitEvents[K]['detail']): void
  /** Tells a screen reader something once. */
  announce(text: string): void
  requestUpdate(): void
  /** What of the view is drawn now, by a selector. */
  find(selector: string): Element | undefined
  readonly previews: Previews
}

/** What a conversation needs from the view around it. */
export interface ConversationHost extends ViewHost {
  /** Takes back a message that the server did not accept, so that nothing typed is lost. */
  returnMessage(input: UserMessageInput, conversation: Conversation): void
  /** Sends what was taken back. */
  resend(): void
}
