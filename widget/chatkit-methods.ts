import type { OpenAIChatKit } from '@openai/chatkit'
import { TodoChatAttributes } from './attributes.ts'
import type { ChatKitMethod } from './chatkit-controller.ts'

type Args<M extends ChatKitMethod> = Parameters<OpenAIChatKit[M]>

/** ChatKit's own methods. Each may be called at any time, and waits until the chat can do it. */
export abstract class ChatKitMethods extends TodoChatAttributes {
  protected abstract callChatKit: <M extends ChatKitMethod>(method: M, ...args: Args<M>) => Promise<void>

  /** Focuses the composer, as soon as the chat is there. */
  focusComposer(): Promise<void> {
    return this.callChatKit('focusComposer')
  }

  /** Shows a thread; `null` starts a new one. */
  setThreadId(threadId: string | null): Promise<void> {
    return this.callChatKit('setThreadId', threadId)
  }

  /** Sends a message as the visitor. */
  sendUserMessage(message: Args<'sendUserMessage'>[0]): Promise<void> {
    return this.callChatKit('sendUserMessage', message)
  }

  /** Puts something in the composer without sending it. */
  setComposerValue(value: Args<'setComposerValue'>[0]): Promise<void> {
    return this.callChatKit('setComposerValue', value)
  }

  /** Sends an action of a widget to the server. */
  sendCustomAction(action: Args<'sendCustomAction'>[0], itemId?: string): Promise<void> {
    return this.callChatKit('sendCustomAction', action, itemId)
  }

  /** Fetches what changed on the server. */
  fetchUpdates(): Promise<void> {
    return this.callChatKit('fetchUpdates')
  }

  /** Shows the list of threads. */
  showHistory(): Promise<void> {
    return this.callChatKit('showHistory')
  }

  /** Goes back from the list of threads to the thread. */
  hideHistory(): Promise<void> {
    return this.callChatKit('hideHistory')
  }
}
