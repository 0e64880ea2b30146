import { copyOnClick } from './copy-button.ts'
import { create, find } from './dom.ts'
import { KINDS, type Kind, Log } from './events-log.ts'
import { watchRequests } from './events-requests.ts'
import { loadElementFacts } from './manifest.ts'
import { showNavigation } from './navigation.ts'

showNavigation()
const log = new Log(
  {
    scroller: find('scroller', HTMLElement),
    list: find('entries', HTMLOListElement),
    empty: find('empty', HTMLElement),
    status: find('status', HTMLElement),
  },
  showHeld,
)

const pause = find('pause', HTMLButtonElement)
pause.addEventListener('click', () => {
  log.isPaused = !log.isPaused
})
find('clear', HTMLButtonElement).addEventListener('click', () => log.clear())
copyOnClick(find('copy-log', HTMLButtonElement), () => JSON.stringify(log.shown, null, 2))
document.querySelector('#kinds .segments')?.append(...Object.entries(KINDS).map(filter))

const { events } = await loadElementFacts()
for (const { name } of events) document.addEventListener(name, hear)
watchRequests((entry) => log.add(entry))
// Only now: the first request must not be missed.
document.querySelector('todo-chat')?.removeAttribute('hidden')

function hear(event: Event): void {
  const { detail, error } = event as Event & { detail?: unknown; error?: unknown }
  const name = event.type
  log.add({
    kind: name.startsWith('chatkit.') ? 'chatkit' : 'element',
    name,
    note: '',
    detail: error ?? detail,
  })
}

function filter([kind, label]: [string, string]): HTMLLabelElement {
  const box = create('input', { type: 'checkbox', checked: true })
  box.addEventListener('change', () => log.show(kind as Kind, box.checked))
  return create('label', {}, box, create('span', {}, label))
}

function showHeld(held: number): void {
  pause.textContent = log.isPaused ? `Resume${held ? ` (${held})` : ''}` : 'Pause'
}
