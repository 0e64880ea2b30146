import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit'
import type { Thread } from '../server/chatkit/wire.ts'
import { create, find } from './dom.ts'
import type { Exhibit } from './gallery-exhibit.ts'
import { EXHIBITS } from './gallery-exhibits.ts'
import { recordedServer } from './gallery-server.ts'
import { showNavigation } from './navigation.ts'

// Every exhibit is the shipped view with a server that is only a record: nothing here leaves the page.

type Scheme = 'light' | 'dark'
type View = HTMLElement & OpenAIChatKit

showNavigation()
const hall = find('hall', HTMLElement)
const contents = find('contents', HTMLElement)
const servers = new Map<Exhibit, typeof fetch>()
const views: [view: View, exhibit: Exhibit][] = []

for (const exhibit of EXHIBITS) hang(exhibit)
for (const input of document.querySelectorAll<HTMLInputElement>('[name=scheme]')) {
  input.addEventListener('change', () => show(input.value as Scheme))
}
const preferred = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
const asked = new URLSearchParams(location.search).get('scheme')
show(asked === 'light' || asked === 'dark' ? asked : preferred)
for (const [view, exhibit] of views) play(view, exhibit)

function hang(exhibit: Exhibit) {
  const id = exhibit.name.toLowerCase().replace(/\W+/g, '-')
  const frame = create('div', { class: 'frame' })
  frame.style.setProperty('--height', `${exhibit.height ?? 640}px`)
  const view = document.createElement('todo-chat-view') as View
  frame.append(view)
  hall.append(
    create('section', { id }, create('h2', {}, exhibit.name), create('p', {}, exhibit.about), frame),
  )
  views.push([view, exhibit])
  contents.append(create('li', {}, create('a', { href: `#${id}` }, exhibit.name)))
}

/** Draws everything in one scheme. */
function show(scheme: Scheme) {
  document.documentElement.dataset.theme = scheme
  for (const input of document.querySelectorAll<HTMLInputElement>('[name=scheme]')) {
    input.checked = input.value === scheme
  }
  for (const [view, exhibit] of views) view.setOptions(optionsOf(exhibit, scheme))
}

function optionsOf(exhibit: Exhibit, scheme: Scheme): ChatKitOptions {
  return {
    frameTitle: exhibit.name,
    locale: 'en',
    ...(exhibit.items && { initialThread: 'gallery' }),
    ...exhibit.options,
    theme: { colorScheme: scheme },
    widgets: { onAction: async () => undefined },
    api: { url: '/recorded', domainKey: 'none', fetch: serverOf(exhibit) },
  }
}

function serverOf(exhibit: Exhibit): typeof fetch {
  const known = servers.get(exhibit) ?? recordedServer(exhibit, threadOf(exhibit))
  servers.set(exhibit, known)
  return known
}

function threadOf({ name, items = [], status = { type: 'active' } }: Exhibit): Thread {
  return {
    id: 'gallery',
    title: name,
    created_at: '2026-01-01T10:00:00.000Z',
    status,
    metadata: {},
    items: { data: items, has_more: false },
  }
}

async function play(view: View, { says, isHistory }: Exhibit) {
  if (says) await view.sendUserMessage({ text: says.text })
  if (!isHistory) return
  await view.showHistory()
  // It took the focus, and would scroll the whole gallery to itself.
  if (view.shadowRoot?.activeElement instanceof HTMLElement) view.shadowRoot.activeElement.blur()
  scrollTo(0, 0)
}
