import type { TodoChat } from './todo-chat.ts'

/** A call that a page left for the chat. */
export type TodoChatCall = (chat: TodoChat) => void

/** What `window.TodoChat` is: an array while there is no chat, then something that calls at once. */
export interface TodoChatQueue {
  push(...calls: TodoChatCall[]): unknown
}

interface LiveQueue extends TodoChatQueue {
  chat: TodoChat
}

/** Gives a chat that came to the page the calls that wait for one, and those to come. */
export function takeCalls(chat: TodoChat): void {
  const waiting = window.TodoChat
  if (waiting && !Array.isArray(waiting)) return
  const push = (...calls: TodoChatCall[]) => {
    // One by one and later: a call that throws must not take others, or the element, with it.
    for (const call of calls) queueMicrotask(() => call(chat))
  }
  window.TodoChat = { chat, push } as LiveQueue
  push(...(waiting ?? []))
}

/** Whether this chat is the one that takes the calls. */
export function takesCalls(chat: TodoChat): boolean {
  return (window.TodoChat as LiveQueue | undefined)?.chat === chat
}

/** Lets calls wait again when the chat that took them leaves the page. */
export function returnCalls(chat: TodoChat): void {
  if (takesCalls(chat)) window.TodoChat = []
}

declare global {
  interface Window {
    /** `TodoChat.push(chat => chat.show())` works before the script has loaded, and after. */
    TodoChat?: TodoChatQueue | TodoChatCall[]
  }
}
