import { TodoChat } from './todo-chat.ts'

export type { PageContext, PartialOptions, TodoChatAttributes } from './attributes.ts'
export { WidgetError, type WidgetErrorCode } from './errors.ts'
export * from './events.ts'
export type { TodoChatCall, TodoChatQueue } from './queue.ts'
export { TodoChat }

// A server that renders pages may import this file, too.
if (globalThis.document) {
  window.TodoChat ??= []
  // The script may be on the page twice, in two versions: the first one stays.
  if (!customElements.get('todo-chat')) customElements.define('todo-chat', TodoChat)
}
