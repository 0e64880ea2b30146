import { ownScript } from './chatkit-script.ts'
import { TodoChat } from './index.ts'
import { pageElements } from './theme.ts'

const said = [...(ownScript?.attributes ?? [])]
  .filter(({ name }) => name.startsWith('data-'))
  .map(({ name, value }) => [name.slice(5), value] as const)

/** Mounts a chat with what the script tag says, or tells it to the chat that an earlier tag has mounted. */
function mount(): void {
  // What changes while a chat is used, or from page to page, makes no other chat.
  const same = said
    .filter(([name]) => !/^(open|mode|position|theme|locale|auth-token)$/.test(name))
    .map(([name, value]) => `[${CSS.escape(name)}="${CSS.escape(value)}"]`)
  const find = () => document.querySelector(`todo-chat${same.join('')}`)
  const found = find()
  const chat = found ?? document.createElement('todo-chat')
  for (const [name, value] of said) {
    // The rest is as visitor and page have left it.
    if (!found || /^(locale|auth-token)$/.test(name)) chat.setAttribute(name, value)
  }
  if (found) return
  document.body.append(chat)

  // Routers put a new <body> in place of the old one, or new contents: the chat goes along. Whoever removes it leaves
  // the page as it begins, or empty. React leaves the scripts.
  const firstContent = () => document.querySelector('body>:not(script)')
  const follow = () => {
    const { body } = document
    const first = firstContent()
    const observer = new MutationObserver(() => {
      observer.disconnect()
      const now = firstContent()
      const isRemoved = body === document.body && (!now || now === first)
      if (!chat.isConnected && !isRemoved && !find()) document.body?.append(chat)
      if (chat.parentNode === document.body) follow()
    })
    for (const node of [document, ...pageElements()]) observer.observe(node, { childList: true })
  }
  follow()
}

// Other tools leave their own data-* on script tags; only one of ours asks for a chat.
if (said.some(([name]) => TodoChat.observedAttributes.includes(name))) {
  if (document.body) mount()
  else document.addEventListener('DOMContentLoaded', mount)
}
