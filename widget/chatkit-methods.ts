import type { OpenAIChatKit } from '@openai/chatkit'
import { TodoChatAttributes } from './attributes.ts'

export type ChatKitMethod = Exclude<keyof ChatKitMethods, keyof TodoChatAttributes>

/** The names of the methods below. */
export const CHATKIT_METHODS =
  'focusComposer setThreadId sendUserMessage setComposerValue sendCustomAction fetchUpdates showHistory hideHistory'.split(
    ' ',
  ) as ChatKitMethod[]

/** What a page may call of ChatKit: at any time, because each waits until the chat can do it. */
export abstract class ChatKitMethods extends TodoChatAttributes {
  /** Focuses the composer, as soon as the chat is there. */
  declare focusComposer: () => Promise<void>
  /** Shows a thread; `null` starts a new one. */
  declare setThreadId: (threadId: string | null) => Promise<void>
  /** Sends a message as the visitor. */
  declare sendUserMessage: (message: Parameters<OpenAIChatKit['sendUserMessage']>[0]) => Promise<void>
  /** Puts something in the composer without sending it. */
  declare setComposerValue: (value: Parameters<OpenAIChatKit['setComposerValue']>[0]) => Promise<void>
  /** Sends an action of a widget to the server. */
  declare sendCustomAction: (
    action: Parameters<OpenAIChatKit['sendCustomAction']>[0],
    itemId?: string,
  ) => Promise<void>
  /** Fetches what changed on the server. */
  declare fetchUpdates: () => Promise<void>
  /** Shows the list of threads. */
  declare showHistory: () => Promise<void>
  /** Goes back from the list of threads to the thread. */
  declare hideHistory: () => Promise<void>
}
