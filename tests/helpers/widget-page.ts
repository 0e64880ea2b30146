import type { ChatKitOptions } from '@openai/chatkit'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { TodoChat } from '../../widget/index.ts'
import { page as htmlPage, type Site } from './pages.ts'
import type { Recorded } from './recorder.ts'

/** A page with a chat on it, and what it reported. */
export interface WidgetPage {
  page: Page
  /** What the page logged, as `type: text`. */
  logs: string[]
  errors: string[]
  close(): Promise<void>
}

interface Opening {
  /** What stands in the body. */
  body?: string
  head?: string
  /** Attributes of `<html>`. */
  html?: string
  context?: BrowserContextOptions
  /** The way to the page, when a test needs more than one. */
  path?: string
  /** Runs in the page before anything else. */
  before?: () => void
}

export const TAG = '<script src="/todo-chat.js" defer></script>'
export const CHAT = '<todo-chat chatkit-src="/chatkit.js"></todo-chat>'

export async function openPage(browser: Browser, site: Site, opening: Opening = {}): Promise<WidgetPage> {
  const { body = CHAT, head = TAG, html, context, path = '/', before } = opening
  site.routes[path] = () => htmlPage(body, head, html)
  const browserContext = await browser.newContext(context)
  const page = await browserContext.newPage()
  const logs: string[] = []
  const errors: string[] = []
  page.on('console', (message) => logs.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => errors.push(error.message))
  if (before) await page.addInitScript(before)
  await page.goto(site.origin + path)
  return { page, logs, errors, close: () => browserContext.close() }
}

export const launcher = (page: Page) => page.locator('todo-chat [part=launcher]')
export const panel = (page: Page) => page.locator('todo-chat [part=panel]')
export const closeButton = (page: Page) => panel(page).getByRole('button', { name: 'Close chat' })

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

/** The options the chat has now, as JSON: functions are gone. */
export async function optionsNow(page: Page): Promise<ChatKitOptions> {
  const calls = await recorded(page, 'setOptions')
  return calls.at(-1)?.args[0] as ChatKitOptions
}

/** Names of the events of the page, written down as they arrive at the document; put into `before`. */
export function recordEvents(): void {
  const names = 'open close error tasks-change'.split(' ').map((name) => `todo-chat-${name}`)
  const chatKit = 'ready error effect response.end thread.change'.split(' ').map((name) => `chatkit.${name}`)
  const heard: unknown[] = []
  Object.assign(window, { heard })
  for (const name of [...names, ...chatKit]) {
    document.addEventListener(name, (event) => {
      const { detail, error } = event as CustomEvent & { error?: { code: string } }
      const target = (event.target as Element).localName
      heard.push({ name, target, ...(detail && { detail }), ...(error && { code: error.code }) })
    })
  }
}

export const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)
