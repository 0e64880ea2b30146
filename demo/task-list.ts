import type { SessionAnswer } from '../server/chatkit/wire.ts'
import type { Task } from '../server/tasks/task.ts'
import { find } from './dom.ts'

// A list as a host site would write it: fetched with its own session, beside a chat that it knows only by its tag
// and its events.

const SESSION_URL = new URL('/api/chatkit/session', location.href).href
/** Where the chat keeps who the visitor is. The page shares it, so both speak for the same person. */
const VISIT_KEY = 'todo-chat:chat'

const list = find('tasks', HTMLUListElement)
const form = find('add', HTMLFormElement)
const input = find('title', HTMLInputElement)
const status = find('status', HTMLElement)
let session: Promise<SessionAnswer> | undefined
/** Whom the session is for; the chat may begin with somebody else before the page has one. */
let spokenFor: string | undefined
let known: Set<number> | undefined
let refreshes = 0

/** Shows the visitor's tasks, and follows what page and chat do to them. */
export async function showTasks(): Promise<void> {
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
  await refresh()
}

/** Draws the list as it is on the server. */
async function refresh(): Promise<void> {
  const turn = ++refreshes
  try {
    const response = await ask('')
    const { tasks } = (await response.json()) as { tasks: Task[] }
    // An answer that was overtaken by a later one is old.
    if (turn !== refreshes) return
    list.replaceChildren(...tasks.map(row))
    known = new Set(tasks.map(({ id }) => id))
    find('empty', HTMLElement).hidden = tasks.length > 0
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
    due.textContent = describe(task.due)
    item.append(due)
  }
  item.append(remove)
  return item
}

/** A day, or a day and a time, as the visitor writes them. */
function describe(due: string): string {
  const day: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' }
  const isDay = due.length === 10
  const options = isDay ? { ...day, timeZone: 'UTC' } : { ...day, hour: 'numeric', minute: '2-digit' }
  return new Intl.DateTimeFormat(undefined, options as Intl.DateTimeFormatOptions).format(new Date(due))
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
  if (!session || spokenFor !== knownVisitor()) {
    session = startSession()
    // The next one tries again.
    session.catch(() => {
      session = undefined
    })
  }
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

/** A session for the visitor whom the chat knows, or for a new one, whom the chat then knows as well. */
async function startSession(): Promise<SessionAnswer> {
  const visitor = knownVisitor()
  spokenFor = visitor
  const ask = (body: object) =>
    fetch(SESSION_URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  let response = await ask(visitor ? { visitor } : {})
  // The server no longer knows this visitor, after a new secret for example.
  if (response.status === 401 && visitor) response = await ask({})
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  // The chat was quicker. Both speak for the one whom it has begun with.
  if (knownVisitor() !== visitor) return startSession()
  const answer = (await response.json()) as SessionAnswer
  if (answer.visitor) {
    const visit = { ...readVisit(), visitor: answer.visitor, server: SESSION_URL }
    localStorage.setItem(VISIT_KEY, JSON.stringify(visit))
  }
  spokenFor = knownVisitor()
  return answer
}

function knownVisitor(): string | undefined {
  const { visitor, server } = readVisit()
  return server === SESSION_URL ? visitor : undefined
}

function readVisit(): { visitor?: string; server?: string } {
  return JSON.parse(localStorage.getItem(VISIT_KEY) ?? '{}')
}
