import type { TodoChat } from './todo-chat.ts'

/** A call that a page left for the chat. */
export type TodoChatCall = (chat: TodoChat) => void

/** What `window.TodoChat` is: an array while there is no chat, then something that calls at once. */
export interface TodoChatQueue {
  push(...calls: TodoChatCall[]): unknown
}

interface LiveQueue extends TodoChatQueue {
  /** The chats of the page, in the order in which they came. The first one takes the calls. */
  chats: Set<TodoChat>
}

/** Gives a chat that came to the page the calls that wait for one, and those to come, unless another has them. */
export function takeCalls(chat: TodoChat): void {
  const waiting = window.TodoChat
  if (waiting && !Array.isArray(waiting)) {
    ;(waiting as Partial<LiveQueue>).chats?.add(chat)
    return
  }
  const chats = new Set([chat])
  const push = (...calls: TodoChatCall[]) => {
    const [first] = chats as Iterable<TodoChat> as [TodoChat]
    // One by one and later: a call that throws must not take others, or the element, with it.
    for (const call of calls) queueMicrotask(() => call(first))
  }
  window.TodoChat = { chats, push } as LiveQueue
  push(...(waiting ?? []))
}

/** Whether this chat is the one that takes the calls. */
export function takesCalls(chat: TodoChat): boolean {
  const [first] = (window.TodoChat as LiveQueue | undefined)?.chats ?? []
  return first === chat
}

/** Hands the calls on when a chat leaves the page: to the next one, or they wait again. */
export function returnCalls(chat: TodoChat): void {
  const { chats } = window.TodoChat as Partial<LiveQueue>
  if (chats?.delete(chat) && !chats.size) window.TodoChat = []
}

declare global {
  interface Window {
    /** `TodoChat.push(chat => chat.show())` works before the script has loaded, and after. */
    TodoChat?: TodoChatQueue | TodoChatCall[]
  }
}
