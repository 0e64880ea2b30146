import type { TodoChatAttributes } from './attributes.ts'
import type { ChatKitController } from './chatkit-controller.ts'

/** Starts a chat that is wanted: now, when it is `eager` or open, or as soon as an inline one is in view. */
export function createStarter(chat: TodoChatAttributes, { stage, start }: ChatKitController) {
  const inView = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) start()
  })
  return (): void => {
    const isInline = chat.mode === 'inline'
    inView.disconnect()
    if (!chat.isConnected || stage() !== 'idle') return
    if (chat.loading === 'eager' || (chat.open && !isInline)) start()
    else if (isInline) inView.observe(chat)
  }
}
