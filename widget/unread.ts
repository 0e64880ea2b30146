import type { TodoChatAttributes } from './attributes.ts'
import { TodoChatUnreadEvent } from './events.ts'

/** Counts the answers that the visitor has not seen, and tells the page when there are more, or none. */
export function createUnread(chat: TodoChatAttributes) {
  let count = 0
  return {
    count: () => count,

    set(next: number): void {
      if (next === count) return
      count = next
      chat.requestUpdate()
      chat.dispatchEvent(new TodoChatUnreadEvent(count))
    },
  }
}
