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

/** An answer ended while the panel was closed, or the visitor has opened it. */
export class TodoChatUnreadEvent extends Event {
  /** `count`: answers that ended since the visitor last looked; 0 once they look. */
  declare readonly detail: { count: number }

  constructor(count: number) {
    super('todo-chat-unread', options)
    this.detail = { count }
  }
}

/** The chat could not start, or lost its session. */
export class TodoChatErrorEvent extends Event {
  /** What happened: a stable `code`, and a `message` for developers. */
  declare readonly error: WidgetError

  constructor(error: WidgetError) {
    super('todo-chat-error', options)
    this.error = error
  }
}

/** The assistant changed the visitor's tasks: a page that lists them should load them again. */
export class TodoChatTasksChangeEvent extends Event {
  /** What the server sent along with the change. */
  declare readonly detail: Record<string, unknown>

  constructor(detail: Record<string, unknown> = {}) {
    super('todo-chat-tasks-change', options)
    this.detail = detail
  }
}

/** Every event of `<todo-chat>` by its name: its own, and those of ChatKit. */
export interface TodoChatEvents extends ChatKitEvents {
  'todo-chat-open': TodoChatOpenEvent
  'todo-chat-close': TodoChatCloseEvent
  'todo-chat-unread': TodoChatUnreadEvent
  'todo-chat-error': TodoChatErrorEvent
  'todo-chat-tasks-change': TodoChatTasksChangeEvent
}

const names =
  'ready error effect deeplink response.start response.end history.open history.close thread.change thread.load.start thread.load.end tool.change log'
type Each<Names> = Names extends `${infer Name} ${infer Others}` ? Name | Each<Others> : Names
type Named = `chatkit.${Each<typeof names>}`
type Differing = Exclude<keyof ChatKitEvents, Named> | Exclude<Named, keyof ChatKitEvents>
type Checked<None extends never> = keyof ChatKitEvents | None

/** The names of all events that ChatKit sends. One that it gets, or loses, is an error here. */
export const CHATKIT_EVENTS = names.split(' ').map((name) => `chatkit.${name}` as Checked<Differing>)

declare global {
  // They bubble, so the window, the document and whatever is between hears them, too.
  interface GlobalEventHandlersEventMap extends TodoChatEvents {}
}
