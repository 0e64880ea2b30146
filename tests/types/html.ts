import 'todo-chat'

export const chat = document.createElement('todo-chat')
chat.addEventListener('todo-chat-unread', (event) => {
  const count: number = event.detail.count
  chat.heading = `${count}`
})
// @ts-expect-error: no such mode
chat.mode = 'sidebar'
