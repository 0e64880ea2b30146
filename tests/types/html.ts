import 'todo-chat'

export const chat = document.createElement('todo-chat')
chat.addEventListener('todo-chat-unread', (event) => {
  const count: number = event.detail.count
  chat.heading = `${count}`
})
// @ts-expect-error: no such mode
chat.mode = 'sidebar'

// The events bubble.
window.addEventListener('chatkit.thread.change', (event) => {
  chat.thread = event.detail.threadId
})
document.body.addEventListener('todo-chat-error', (event) => console.log(event.error.code))
document.addEventListener('todo-chat-unread', (event) => {
  chat.heading = `${event.detail.count}`
  // @ts-expect-error: no such detail
  chat.heading = event.detail.counts
})
