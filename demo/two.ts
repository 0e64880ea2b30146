import { copyOnClick } from './copy-button.ts'
import { create, find } from './dom.ts'
import { loadElementFacts, loadScriptFacts } from './manifest.ts'
import { showNavigation } from './navigation.ts'
import { type Look, snippetsFor } from './snippets.ts'

/** The oldest go, so that a page that stays open does not grow. */
const MOST = 100

interface Shown {
  name: string
  isOpen: HTMLElement
  thread: HTMLElement
}

showNavigation()
const said = find('said', HTMLOListElement)
// In the order of the page: the first one answers the triggers.
const chats = [...document.querySelectorAll('todo-chat')]
// How they are made, before they write on themselves what becomes of them.
const looks = chats.map((chat) =>
  Object.fromEntries([...chat.attributes].map(({ name, value }) => [name, value])),
)
const shown = new Map<EventTarget, Shown>(chats.map((chat) => [chat, card(chat)]))
for (const chat of chats) draw(chat)

const [{ events }, script] = await Promise.all([loadElementFacts(), loadScriptFacts()])
for (const { name } of events) document.addEventListener(name, hear)

const [loading] = htmlOf({})
const elements = looks.map((look) => htmlOf(look)[1])
find('code', HTMLElement).textContent = [loading, ...elements].join('\n\n')
copyOnClick(find('copy', HTMLButtonElement), () => find('code', HTMLElement).textContent ?? '')

function card(chat: HTMLElement & { show(): Promise<void> }): Shown {
  const name = chat.getAttribute('heading') ?? ''
  const isFirst = chat === chats[0]
  const trigger = isFirst && chat.getAttribute('prompts')?.split('|')[0]
  const button = create(
    'button',
    { type: 'button', class: 'quiet', ...(trigger && { 'data-todo-chat-open': trigger }) },
    isFirst ? `Ask ${name} something` : `Open ${name}`,
  )
  if (!isFirst) button.addEventListener('click', () => chat.show())
  const [isOpen, thread] = [create('dd'), create('dd')]
  const facts: [string, HTMLElement][] = [
    ['Place', create('dd', {}, chat.getAttribute('mode') === 'inline' ? 'in the page' : 'floating')],
    ['Open', isOpen],
    ['Kept as', create('dd', {}, create('code', {}, keyOf(chat)))],
    ['Thread', thread],
  ]
  find('pair', HTMLElement).append(
    create(
      'article',
      { 'data-chat': chat.id },
      create('h2', {}, name),
      create('dl', {}, ...facts.flatMap(([term, value]) => [create('dt', {}, term), value])),
      button,
    ),
  )
  return { name, isOpen, thread }
}

/** What loads the chat, and the chat. */
function htmlOf(look: Look): string[] {
  return (
    snippetsFor(look, script)
      .find(({ name }) => name === 'HTML')
      ?.code.split('\n\n') ?? []
  )
}

/** Shows what the chat keeps on this site. */
function draw(chat: HTMLElement): void {
  const { isOpen, thread } = shown.get(chat) as Shown
  const kept = JSON.parse(localStorage.getItem(keyOf(chat)) ?? '{}') as { thread?: string | null }
  isOpen.textContent =
    chat.getAttribute('mode') === 'inline' ? 'always' : chat.hasAttribute('open') ? 'yes' : 'no'
  thread.replaceChildren(kept.thread ? create('code', {}, kept.thread) : 'none yet')
}

function hear({ type, target }: Event): void {
  const chat = target as HTMLElement
  const name = shown.get(chat)?.name
  if (!name) return
  draw(chat)
  said.prepend(create('li', { 'data-chat': chat.id }, create('strong', {}, name), create('code', {}, type)))
  for (const old of [...said.children].slice(MOST)) old.remove()
}

function keyOf(chat: HTMLElement): string {
  return `todo-chat:${chat.getAttribute('storage-key')}`
}
