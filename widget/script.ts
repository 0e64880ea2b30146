import { ownScript } from './chatkit-script.ts'
import { TodoChat } from './index.ts'

const said = [...(ownScript?.attributes ?? [])]
  .filter(({ name }) => name.startsWith('data-'))
  .map(({ name, value }) => [name.slice(5), value] as const)

/** Mounts a chat with what the script tag says, unless the page has that chat already. */
function mount(): void {
  const same = said.map(([name, value]) => `[${CSS.escape(name)}="${CSS.escape(value)}"]`)
  const isThere = () => document.querySelector(`todo-chat${same.join('')}`)
  if (isThere()) return
  const chat = document.createElement('todo-chat')
  for (const [name, value] of said) chat.setAttribute(name, value)
  document.body.append(chat)

  // Routers such as Turbo put a new <body> in place of the old one; the chat goes along.
  const observer = new MutationObserver(() => {
    if (!chat.parentNode) observer.disconnect()
    else if (!chat.isConnected && !isThere()) document.body.append(chat)
  })
  observer.observe(document.documentElement, { childList: true })
}

// Other tools leave their own data-* on script tags; only one of ours asks for a chat.
if (said.some(([name]) => TodoChat.observedAttributes.includes(name))) {
  if (document.body) mount()
  else document.addEventListener('DOMContentLoaded', mount)
}
