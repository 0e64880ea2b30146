import { takesCalls } from './queue.ts'
import { isShortcut } from './shortcut.ts'
import type { TodoChat } from './todo-chat.ts'
import { coversPage } from './viewport.ts'

interface PageHandlers {
  /** The network is back, or the visitor is: there may be news. */
  online(): void
  /** The focus must be in the panel, which covers the page. */
  trap(): unknown
}

let isTrapping = false

/** Does what keys, elements of the page and the browser ask of a chat, until `signal` ends. */
export function followPage(chat: TodoChat, signal: AbortSignal, { online, trap }: PageHandlers): void {
  const once = { signal }
  const isPanel = () => chat.open && chat.mode !== 'inline'
  addEventListener('online', online, once)
  document.addEventListener('visibilitychange', () => document.hidden || online(), once)
  const keepFocus = () => {
    // Another trap, of the page or of another chat, would take the focus back for ever.
    if (isTrapping || !isPanel() || !coversPage()) return
    isTrapping = true
    trap()
    isTrapping = false
  }
  document.addEventListener('focusin', keepFocus, once)
  visualViewport?.addEventListener('resize', keepFocus, once)
  chat.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !isPanel()) return
      if (event.defaultPrevented || event.isComposing) return
      event.preventDefault()
      void chat.hide()
    },
    once,
  )
  document.addEventListener(
    'keydown',
    (event) => {
      if (!chat.shortcut || event.defaultPrevented || !isShortcut(event, chat.shortcut)) return
      event.preventDefault()
      void chat.toggle()
    },
    once,
  )
  document.addEventListener(
    'click',
    (event) => {
      const isTrigger = (target: EventTarget): target is HTMLElement =>
        target instanceof Element && target.hasAttribute('data-todo-chat-open')
      const trigger = event.composedPath().find(isTrigger)
      // Of several chats the first one answers, as it does the calls of the page.
      if (!trigger || !takesCalls(chat)) return
      // A link goes to a page for those who have no chat.
      event.preventDefault()
      void chat.show()
      const text = trigger.dataset.todoChatOpen
      if (text) void chat.setComposerValue({ text })
    },
    once,
  )
}
