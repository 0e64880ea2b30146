import { checkSite } from '../server/check/check.ts'
import type { Finding } from '../server/check/finding.ts'
import { conclude, TITLES, WORDS } from '../server/check/report.ts'
import { create, find } from './dom.ts'
import { showNavigation } from './navigation.ts'

// The same checks as `npx todo-chat check`, as far as a page can see: it asks from its own origin.

showNavigation()
const form = find('form', HTMLFormElement)
const status = find('status', HTMLElement)
const list = find('findings', HTMLUListElement)
const command = find('command', HTMLElement)

const asked = new URLSearchParams(location.search)
field('site').value = asked.get('site') ?? new URL('/', location.href).href
field('endpoint').value = asked.get('endpoint') ?? ''
showCommand()
form.addEventListener('input', showCommand)
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const button = form.querySelector('button')
  if (button) button.disabled = true
  await check()
  if (button) button.disabled = false
})

async function check(): Promise<void> {
  const findings: Finding[] = []
  list.replaceChildren()
  status.textContent = 'Looking …'
  const [site, endpoint, token] = ['site', 'endpoint', 'token'].map((name) => field(name).value.trim())
  const options = { site: site ?? '', endpoint: endpoint || undefined, token: token || undefined }
  for await (const finding of checkSite({ ...options, reach: { fetch } })) {
    findings.push(finding)
    list.append(row(finding))
  }
  status.textContent = conclude(findings)
}

function row({ subject, status, message, fix }: Finding): HTMLLIElement {
  return create(
    'li',
    { class: status },
    create('span', { class: 'state' }, `${TITLES[subject]}: ${WORDS[status]}`),
    create('p', {}, message),
    ...(fix ? [create('p', { class: 'fix' }, fix)] : []),
  )
}

/** What to type for the whole truth; a token stays out of what is shown. */
function showCommand(): void {
  const endpoint = field('endpoint').value.trim()
  const more = endpoint ? ` --endpoint ${endpoint}` : ''
  command.textContent = `npx todo-chat check ${field('site').value.trim()}${more}`
}

function field(name: string): HTMLInputElement {
  return find(name, HTMLInputElement)
}
