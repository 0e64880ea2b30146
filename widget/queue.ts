import type { TodoChat } from './todo-chat.ts'

/** A call that a page left for the chat. */
export type TodoChatCall = (chat: TodoChat) => void

/** What `window.TodoChat` is: an array while there is no chat, then something that calls at once. */
export interface TodoChatQueue {
  push(...calls: TodoChatCall[]): unknown
}

/** The chats of the page, in the order in which they came. The first one takes the calls. */
const chats = new Set<TodoChat>()

const live: TodoChatQueue = {
  push(...calls) {
    const [first] = chats as Iterable<TodoChat> as [TodoChat]
    // One by one and later: a call that throws must not take others, or the element, with it.
    for (const call of calls) queueMicrotask(() => call(first))
  },
}

/** Gives a chat that came to the page the calls that wait for one, and those to come, unless another has them. */
export function takeCalls(chat: TodoChat): void {
  chats.add(chat)
  const waiting = window.TodoChat ?? []
  // Something else of the page may have the name.
  if (!Array.isArray(waiting)) return
  window.TodoChat = live
  live.push(...waiting)
}

/** Whether this chat is the one that takes the calls. */
export function takesCalls(chat: TodoChat): boolean {
  const [first] = chats
  return first === chat
}

/** Hands the calls on when a chat leaves the page: to the next one, or they wait again. */
export function returnCalls(chat: TodoChat): void {
  chats.delete(chat)
  if (!chats.size && window.TodoChat === live) window.TodoChat = []
}

declare global {
  interface Window {
    /** `TodoChat.push(chat => chat.show())` works before the script has loaded, and after. */
    TodoChat?: TodoChatQueue | TodoChatCall[]
  }
}
