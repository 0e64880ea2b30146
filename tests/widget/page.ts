import type { ChatKitOptions } from '@openai/chatkit'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { TodoChat } from '../../widget/index.ts'
import { launchBrowser } from '../helpers/browser.ts'
import { type Asked, page as htmlPage, type Site, startSite } from '../helpers/pages.ts'
import type { Recorded } from '../helpers/recorder.ts'

/** A page with a chat on it, and what it reported. */
export interface WidgetPage {
  page: Page
  /** What the page logged, as `type: text`. */
  logs: string[]
  errors: string[]
}

interface Opening {
  /** What stands in the body. */
  body?: string
  head?: string
  /** Attributes of `<html>`. */
  html?: string
  /** Headers of the page, such as a content security policy. */
  headers?: Record<string, string>
  context?: BrowserContextOptions
  /** Runs in the page before anything else. */
  before?: () => void
}

/** The script tag where it only defines the element. */
export const TAG = '<script src="/todo-chat.js" defer></script>'
/** The script tag where it mounts a chat by itself. */
export const scriptChatWith = (attributes: string) =>
  `<script src="/todo-chat.js" defer ${attributes} data-chatkit-src="/chatkit.js"></script>`
export const SCRIPT_CHAT = scriptChatWith('')
/** The element, as a page has it. */
export const chatWith = (attributes: string) =>
  `<todo-chat ${attributes} chatkit-src="/chatkit.js"></todo-chat>`
export const CHAT = chatWith('')
/** So much text that what comes after it is out of view. */
export const LONG_TEXT = '<p style="height:3000px">Text</p>'

/** A window that the panel covers, and one in which it stands beside the page. */
export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 800 }
/** A phone whose page is touched. */
export const TOUCH_PHONE: BrowserContextOptions = { hasTouch: true, isMobile: true, viewport: PHONE }

/** The host site of the test that runs; a new one for each test. */
export let site: Site
export let browser: Browser
const contexts: BrowserContext[] = []

/** Gives every test of a file a browser and a host site. */
export function useSite(): void {
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    site = await startSite()
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
    await site.close()
  })
}

/** Opens a page of the site. */
export async function open(opening: Opening = {}): Promise<WidgetPage> {
  const { body = CHAT, head = TAG, html, headers, context: options, before } = opening
  site.routes['/'] = () => {
    const answer = htmlPage(body, head, html)
    return { ...answer, headers: { ...answer.headers, ...headers } }
  }
  const context = await browser.newContext(options)
  contexts.push(context)
  const page = await context.newPage()
  const logs: string[] = []
  const errors: string[] = []
  page.on('console', (message) => logs.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => errors.push(error.message))
  await page.addInitScript(recordEvents)
  if (before) await page.addInitScript(before)
  await page.goto(site.origin)
  return { page, logs, errors }
}

export const launcher = (page: Page) => page.locator('todo-chat [part=launcher]')
export const panel = (page: Page) => page.locator('todo-chat [part=panel]')
export const closeButton = (page: Page) => panel(page).getByRole('button', { name: 'Close chat' })

/** Whether the panel has come to where it stays. */
export const isStill = (page: Page) => panel(page).evaluate((element) => element.getAnimations().length === 0)

/** Opens the chat as a visitor does, and waits until it can be used. */
export async function openChat(page: Page): Promise<void> {
  await launcher(page).click()
  await untilReady(page)
}

export async function untilReady(page: Page): Promise<void> {
  await page.locator('todo-chat [part=frame].ready').first().waitFor({ state: 'attached' })
}

/** Runs in the page, with its first chat. */
export function withChat<T>(page: Page, run: (chat: TodoChat) => T | Promise<T>): Promise<T> {
  return page.evaluate(`(${run})(document.querySelector('todo-chat'))`) as Promise<T>
}

/** What the recorder was told, as JSON: functions are gone. */
export async function recorded(page: Page, method?: string): Promise<Recorded[]> {
  const all = JSON.parse(await page.evaluate(() => JSON.stringify(window.recorded ?? []))) as Recorded[]
  return method ? all.filter((entry) => entry.method === method) : all
}

/** How many chats were made since the page was loaded: elements of ChatKit, or of the built-in view. */
export const chats = (page: Page) => page.evaluate(() => window.recorders?.length ?? 0)

/** The options the chat has now, as JSON: functions are gone. */
export async function optionsNow(page: Page): Promise<ChatKitOptions> {
  const calls = await recorded(page, 'setOptions')
  return calls.at(-1)?.args[0] as ChatKitOptions
}

/** Lets the first chat of the page tell something, as ChatKit does. */
export const emit = (page: Page, name: string, detail?: object) =>
  page.evaluate(([name, detail]) => window.recorders[0]?.emit(name, detail), [name, detail] as const)

/** Sends as ChatKit does, through the fetch it was given last; answers the statuses. */
export const send = (
  page: Page,
  url: string,
  times = 1,
  body = '{"type":"threads.list"}',
): Promise<number[]> =>
  page.evaluate(
    async ([url, times, body]) => {
      const { api } = window.recorders.at(-1)?.options ?? {}
      if (!api || !('fetch' in api)) return []
      const post = () => api.fetch?.(url, { method: 'POST', body, headers: { 'x-own': '1' } })
      const responses = await Promise.all(Array.from({ length: times }, post))
      return responses.map((response) => response?.status ?? 0)
    },
    [url, times, body] as const,
  )

export const secrets = (asked: Asked[]) =>
  asked.map(({ headers }) => headers.authorization?.replace('Bearer ', ''))
export const bodies = (asked: Asked[]) => asked.map(({ body }) => JSON.parse(body))

/** What has the focus: its `part`, id, class or tag, through shadow roots. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    return element?.getAttribute('part') ?? (element?.id || element?.className || element?.localName)
  })

/** Runs in the page: writes down events as they arrive at the document. */
function recordEvents(): void {
  const names = 'open close unread error tasks-change'.split(' ').map((name) => `todo-chat-${name}`)
  const chatKit = 'ready error effect response.end thread.change'.split(' ').map((name) => `chatkit.${name}`)
  const heard: Heard[] = []
  Object.assign(window, { heard })
  for (const name of [...names, ...chatKit]) {
    document.addEventListener(name, (event) => {
      const { detail, error } = event as CustomEvent & { error?: { code: string } }
      const target = (event.target as Element).localName
      heard.push({ name, target, ...(detail && { detail }), ...(error && { code: error.code }) })
    })
  }
}

/** An event that arrived at the document. */
interface Heard {
  name: string
  target: string
  detail?: Record<string, unknown>
  code?: string
}

/** The events that arrived at the document, in order. */
export const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard)

/** What is heard of a chat that has failed. */
export const failure = (code: string): Heard => ({ name: 'todo-chat-error', target: 'todo-chat', code })

/** What the chat keeps on the site, if it keeps anything. */
export const remembered = (page: Page, key = 'chat') =>
  page.evaluate((key) => JSON.parse(localStorage.getItem(`todo-chat:${key}`) ?? 'null'), key)

/** Keeps something for the chat, as if it had on an earlier page. */
export const remember = (page: Page, visited: object, key = 'chat') =>
  page.evaluate(([key, json]) => localStorage.setItem(`todo-chat:${key}`, json), [
    key,
    JSON.stringify(visited),
  ] as const)
