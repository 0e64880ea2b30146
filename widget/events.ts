import type { ChatKitEvents } from '@openai/chatkit'
import type { WidgetError } from './errors.ts'

const options: EventInit = { bubbles: true, composed: true }

/** The visitor, or the page, opened the chat. */
export class TodoChatOpenEvent extends Event {
  constructor() {
    super('todo-chat-open', options)
  }
}

/** The visitor, or the page, closed the chat. It keeps running, and opens again where it was. */
export class TodoChatCloseEvent extends Event {
  constructor() {
    super('todo-chat-close', options)
  }
}

/** The chat could not start, or lost its session. */
export class TodoChatErrorEvent extends Event {
  /** What happened: a stable `code`, and a `message` for developers. */
  readonly error: WidgetError

  constructor(error: WidgetError) {
    super('todo-chat-error', options)
    this.error = error
  }
}

/** The assistant changed the visitor's tasks: a page that lists them should load them again. */
export class TodoChatTasksChangeEvent extends Event {
  /** What the server sent along with the change. */
  readonly detail: Record<string, unknown>

  constructor(detail: Record<string, unknown> = {}) {
    super('todo-chat-tasks-change', options)
    this.detail = detail
  }
}

/** Every event of `<todo-chat>` by its name: its own, and those of ChatKit. */
export interface TodoChatEvents extends ChatKitEvents {
  'todo-chat-open': TodoChatOpenEvent
  'todo-chat-close': TodoChatCloseEvent
  'todo-chat-error': TodoChatErrorEvent
  'todo-chat-tasks-change': TodoChatTasksChangeEvent
}

// Spelled as a record, so that an event ChatKit adds is a compile error here.
const chatKitEvents: Record<keyof ChatKitEvents, true> = {
  'chatkit.ready': true,
  'chatkit.error': true,
  'chatkit.effect': true,
  'chatkit.deeplink': true,
  'chatkit.response.start': true,
  'chatkit.response.end': true,
  'chatkit.history.open': true,
  'chatkit.history.close': true,
  'chatkit.thread.change': true,
  'chatkit.thread.load.start': true,
  'chatkit.thread.load.end': true,
  'chatkit.tool.change': true,
  'chatkit.log': true,
}

/** The names of all events that ChatKit sends. */
export const CHATKIT_EVENTS = Object.keys(chatKitEvents) as (keyof ChatKitEvents)[]

declare global {
  interface HTMLElementEventMap extends TodoChatEvents {}
}
