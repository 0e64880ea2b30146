import { type Control, createControl } from './configure-controls.ts'
import { type Field, groupFields } from './configure-fields.ts'
import { type Device, Preview, type Scheme } from './configure-preview.ts'
import { copyOnClick } from './copy-button.ts'
import { create, find } from './dom.ts'
import { fromHash, toHash } from './look.ts'
import { loadElementFacts, loadScriptFacts } from './manifest.ts'
import { showNavigation } from './navigation.ts'
import { showSnippets } from './snippet-tabs.ts'
import type { Look } from './snippets.ts'

// One way: a control, or the address, changes the look; the look changes chat, snippets and address.

showNavigation()
const preview = new Preview(find('stage', HTMLElement), find('frame', HTMLIFrameElement))
const [facts, script] = await Promise.all([loadElementFacts(), loadScriptFacts()])
const drawSnippets = showSnippets(find('snippets', HTMLElement), script)
const groups = groupFields(facts.attributes)
const fields = groups.flatMap(([, fields]) => fields)
let look: Look = {}

const controls: Control[] = []
find('controls', HTMLElement).append(
  ...groups.map(([group, fields], index) => {
    const made = fields.map((field) => createControl(field, (value) => change(field, value)))
    controls.push(...made)
    const summary = create('summary', {}, create('h3', {}, group), create('span', { class: 'count' }))
    return create('details', { open: !index }, summary, ...made.map(({ element }) => element))
  }),
)
window.addEventListener('hashchange', () => start(fromHash(location.hash)))
// A desktop is not to be read on a phone.
const isPhone = matchMedia('(max-width: 40rem)').matches
find(isPhone ? 'phone' : 'desktop', HTMLInputElement).checked = true
listenTo('device', (value) => {
  preview.device = value as Device
})
listenTo('scheme', (value) => {
  preview.scheme = value as Scheme
})
const panel = find('panel', HTMLButtonElement)
panel.addEventListener('click', () => preview.toggle())
void preview.followPanel((state) => {
  panel.hidden = state === 'none'
  panel.textContent = state === 'open' ? 'Close the chat' : 'Open the chat'
})
find('reset', HTMLButtonElement).addEventListener('click', () => start({}))
copyOnClick(find('share', HTMLButtonElement), () => location.href)
await start(fromHash(location.hash))

/** Takes a whole look, and shows it everywhere. */
async function start(wanted: Look): Promise<void> {
  for (const { field, show } of controls) show(wanted[field.name])
  const known = fields.filter(({ name }) => wanted[name] !== undefined)
  // What is switched on has no value.
  look = Object.fromEntries(
    known.map(({ name, kind }) => [name, kind === 'switch' ? '' : (wanted[name] ?? '')]),
  )
  await follow(fields)
}

async function change(field: Field, value: string | undefined): Promise<void> {
  const { [field.name]: _, ...others } = look
  look = value === undefined ? others : { ...others, [field.name]: value }
  await follow([field])
}

/** Shows what became of these fields. What the chat refuses is no part of the look. */
async function follow(changed: Field[]): Promise<void> {
  const refused = await preview.apply(changed, look)
  look = Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = look[name]
      return value === undefined || refused.includes(name) ? [] : [[name, value]]
    }),
  )
  for (const { field, mark } of controls) if (changed.includes(field)) mark(refused.includes(field.name))
  drawSnippets(look)
  drawCounts()
  history.replaceState(null, '', `${location.pathname}${toHash(look)}`)
}

/** Says of each group how many of its attributes are set. */
function drawCounts(): void {
  for (const [index, shown] of document.querySelectorAll('#controls .count').entries()) {
    const count = (groups[index]?.[1] ?? []).filter(({ name }) => name in look).length
    shown.textContent = count ? `${count} set` : ''
  }
}

function listenTo(name: string, onChange: (value: string) => void): void {
  for (const input of document.querySelectorAll<HTMLInputElement>(`input[name=${name}]`)) {
    input.addEventListener('change', () => onChange(input.value))
    if (input.checked) onChange(input.value)
  }
}
