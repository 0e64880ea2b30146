import { ownScript } from './chatkit-script.ts'
import { TodoChat } from './index.ts'
import { pageElements } from './theme.ts'

const said = [...(ownScript?.attributes ?? [])]
  .filter(({ name }) => name.startsWith('data-'))
  .map(({ name, value }) => [name.slice(5), value] as const)

/** Mounts a chat with what the script tag says, unless the page has that chat already. */
function mount(): void {
  // These change while the chat is used.
  const same = said
    .filter(([name]) => !/^(open|mode|position)$/.test(name))
    .map(([name, value]) => `[${CSS.escape(name)}="${CSS.escape(value)}"]`)
  const isThere = () => document.querySelector(`todo-chat${same.join('')}`)
  if (isThere()) return
  const chat = document.createElement('todo-chat')
  for (const [name, value] of said) chat.setAttribute(name, value)
  document.body.append(chat)

  // Routers put a new <body> in place of the old one, or new contents; the chat goes along, unless it was removed alone.
  const observer = new MutationObserver((records) => {
    const [{ addedNodes, removedNodes }] = records as [MutationRecord]
    const isAlone = records.length + addedNodes.length + removedNodes.length === 2
    const isRemoved = isAlone && removedNodes[0] === chat
    if (chat.isConnected) follow()
    else if (isRemoved) observer.disconnect()
    else if (!isThere()) document.body.append(chat)
  })
  const follow = () => {
    for (const node of [document, ...pageElements()]) observer.observe(node, { childList: true })
  }
  follow()
}

// Other tools leave their own data-* on script tags; only one of ours asks for a chat.
if (said.some(([name]) => TodoChat.observedAttributes.includes(name))) {
  if (document.body) mount()
  else document.addEventListener('DOMContentLoaded', mount)
}
