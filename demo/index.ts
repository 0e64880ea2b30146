import type { SessionAnswer } from '../server/chatkit/wire.ts'
import type { Task } from '../server/tasks/task.ts'
import type { TodoChat } from '../widget/todo-chat.ts'

// A page as a host site would write it: its own list, fetched with its own session, beside a chat that it
// knows only by its tag and its events.

const SESSION_URL = new URL('/api/chatkit/session', location.href).href
/** Where the chat keeps who the visitor is. The page shares it, so both speak for the same person. */
const VISIT_KEY = 'todo-chat:chat'

const list = element('tasks', HTMLUListElement)
const form = element('add', HTMLFormElement)
const input = element('title', HTMLInputElement)
const status = element('status', HTMLElement)
let session: Promise<SessionAnswer> | undefined
let known: Set<number> | undefined

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const title = input.value.trim()
  if (!title) return
  if (await change('POST', '', { title })) form.reset()
})
document.addEventListener('todo-chat-tasks-change', refresh)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refresh()
})
element('open', HTMLButtonElement).addEventListener('click', () =>
  document.querySelector<TodoChat>('todo-chat')?.show(),
)
showSnippet()
await refresh()

/** Draws the list as it is on the server. */
async function refresh(): Promise<void> {
  try {
    const response = await ask('')
    const { tasks } = (await response.json()) as { tasks: Task[] }
    list.replaceChildren(...tasks.map(row))
    known = new Set(tasks.map(({ id }) => id))
    element('empty', HTMLElement).hidden = tasks.length > 0
    status.textContent = ''
  } catch {
    status.textContent = 'The list cannot be loaded right now. Reload the page to try again.'
  }
}

function row(task: Task): HTMLLIElement {
  const item = document.createElement('li')
  item.classList.toggle('done', task.completed)
  item.classList.toggle('new', known !== undefined && !known.has(task.id))

  const box = document.createElement('input')
  box.type = 'checkbox'
  box.checked = task.completed
  box.addEventListener('change', () => change('PATCH', `/${task.id}`, { completed: box.checked }))

  const number = document.createElement('span')
  number.className = 'number'
  number.textContent = String(task.id)

  const label = document.createElement('label')
  label.append(box, number, task.title)

  const remove = document.createElement('button')
  remove.type = 'button'
  remove.className = 'remove'
  remove.textContent = '×'
  remove.setAttribute('aria-label', `Delete "${task.title}"`)
  remove.addEventListener('click', () => change('DELETE', `/${task.id}`))

  item.append(label)
  if (task.due) {
    const due = document.createElement('time')
    due.className = 'due'
    due.dateTime = task.due
    due.textContent = task.due
    item.append(due)
  }
  item.append(remove)
  return item
}

/** Asks for a change and draws what came of it. */
async function change(method: string, path: string, body?: object): Promise<boolean> {
  try {
    await ask(path, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
    await refresh()
    return true
  } catch {
    status.textContent = 'That did not work. Please try again.'
    return false
  }
}

async function ask(path: string, init: RequestInit = {}, retried = false): Promise<Response> {
  session ??= startSession()
  const { client_secret } = await session
  const headers = { authorization: `Bearer ${client_secret}`, 'content-type': 'application/json' }
  const response = await fetch(`/api/tasks${path}`, { ...init, headers })
  if (response.status === 401 && !retried) {
    session = undefined
    return ask(path, init, true)
  }
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return response
}

async function startSession(): Promise<SessionAnswer> {
  const visit = JSON.parse(localStorage.getItem(VISIT_KEY) ?? '{}')
  const visitor = visit.server === SESSION_URL ? visit.visitor : undefined
  const ask = (body: object) =>
    fetch(SESSION_URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  let response = await ask(visitor ? { visitor } : {})
  // The server no longer knows this visitor, after a new secret for example.
  if (response.status === 401 && visitor) response = await ask({})
  if (!response.ok) {
    session = undefined
    throw new Error(`The server answered ${response.status}.`)
  }
  const answer = (await response.json()) as SessionAnswer
  if (answer.visitor)
    localStorage.setItem(
      VISIT_KEY,
      JSON.stringify({ ...visit, visitor: answer.visitor, server: SESSION_URL }),
    )
  return answer
}

function showSnippet(): void {
  const src = new URL('/todo-chat.js', location.href).href
  const snippet = `<script src="${src}" defer\n  data-endpoint="${new URL('/api/chatkit', location.href).href}"></script>`
  element('snippet', HTMLElement).textContent = snippet
  const copy = element('copy', HTMLButtonElement)
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(snippet)
    copy.textContent = 'Copied'
    setTimeout(() => {
      copy.textContent = 'Copy'
    }, 1500)
  })
}

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof type)) throw new Error(`The page has no ${type.name} with the id "${id}".`)
  return found
}
