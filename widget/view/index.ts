import { TodoChatView } from './chat-view.ts'

// The script may be on the page twice; the first one wins.
if (!customElements.get('todo-chat-view')) customElements.define('todo-chat-view', TodoChatView)
