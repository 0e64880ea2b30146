import type { ChatKitOptions } from '@openai/chatkit'
import type { Thread, ThreadItem, ThreadStreamEvent } from '../server/chatkit/wire.ts'

/** One thing to look at: a recorded thread, or what a server says to a message. */
export interface Exhibit {
  name: string
  about: string
  items?: ThreadItem[]
  /** Sent when the exhibit opens; what is streamed back to it. Without an end it goes on for ever. */
  says?: { text: string; events: ThreadStreamEvent[]; isEndless?: boolean }
  status?: Thread['status']
  options?: Partial<ChatKitOptions>
  height?: number
  isHistory?: boolean
}
