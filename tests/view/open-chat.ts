import type { ChatKitOptions } from '@openai/chatkit'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchBrowser } from '../helpers/browser.ts'
import { type ScriptedChatKit, startScriptedChatKit } from '../helpers/scripted-chatkit.ts'

/** As strict as a page can be: no inline style, no inline script, no strings as markup. */
export const STRICT_CSP = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'",
}

/** A page that holds a chat, and writes down what it tells. */
export const PAGE_FILES: Record<string, string> = {
  '/': `<!doctype html><html lang="en"><meta charset="utf-8"><title>Chat</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css"><div id="box"></div><div id="elsewhere"></div>
<script src="/chat-view.js"></script><script src="/page.js"></script></html>`,
  '/page.css':
    'html, body { margin: 0; height: 100% } #box { height: 100vh } #elsewhere:not(:empty) { height: 100vh }',
  '/page.js': `
window.events = []
window.violations = []
addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.sample))
const chat = (window.chat = document.createElement('todo-chat-view'))
const names = 'ready error response.start response.end thread.change thread.load.start thread.load.end effect deeplink history.open history.close tool.change log'
for (const name of names.split(' ')) {
  chat.addEventListener('chatkit.' + name, ({ detail }) => {
    const { error, ...rest } = detail ?? {}
    events.push([name, error ? { message: error.message } : rest])
  })
}
window.setOptions = (options) => chat.setOptions({ api: { url: '/chatkit', domainKey: 'local' }, ...options })
`,
}

export let browser: Browser
export let server: ScriptedChatKit

/** A browser for the tests of a file, and for each a server of its own that answers so, under a strict policy. */
export function useChat(answer: Parameters<typeof startScriptedChatKit>[1]): void {
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    server = await startScriptedChatKit(PAGE_FILES, answer, STRICT_CSP)
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    await server.close()
  })
}

/** What the page of a chat has on its window. */
export interface ChatWindow {
  chat: HTMLElement & import('@openai/chatkit').OpenAIChatKit
  events: [name: string, detail: Record<string, unknown>][]
  violations: string[]
  setOptions(options: Partial<ChatKitOptions>): void
}

export interface OpenChat {
  page: Page
  composer: Locator
  /** Writes a message and sends it. */
  say(text: string): Promise<void>
  /** Sets options again, all of them. Functions do not travel to the page. */
  setOptions(options: Partial<ChatKitOptions>): Promise<void>
  /** What the chat has told the page so far, by name. */
  eventNames(): Promise<string[]>
  detailsOf(name: string): Promise<Record<string, unknown>[]>
  violations(): Promise<string[]>
}

/** What makes a browser that of a phone. */
export const PHONE: BrowserContextOptions = { hasTouch: true, isMobile: true }

/** Opens a page with a chat in it, and waits until the chat is ready. */
export async function openChat(
  browser: Browser,
  server: ScriptedChatKit,
  options: Partial<ChatKitOptions> = {},
  viewport = { width: 400, height: 640 },
  device: BrowserContextOptions = {},
): Promise<OpenChat> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'en-GB', ...device })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(server.origin)
  await page.evaluate((given) => {
    const { chat, setOptions } = window as unknown as ChatWindow
    setOptions(given as Partial<ChatKitOptions>)
    document.getElementById('box')?.append(chat)
    return new Promise((resolve) => chat.addEventListener('chatkit.ready', resolve))
  }, options)
  const composer = page.getByRole('textbox', { name: 'Message' })
  return {
    page,
    composer,
    async say(text) {
      await composer.fill(text)
      await composer.press('Enter')
    },
    setOptions: (next) =>
      page.evaluate((given) => {
        const { setOptions } = window as unknown as ChatWindow
        setOptions(given as Partial<ChatKitOptions>)
      }, next),
    eventNames: () => page.evaluate(() => (window as unknown as ChatWindow).events.map(([name]) => name)),
    detailsOf: (wanted) =>
      page.evaluate(
        (name) =>
          (window as unknown as ChatWindow).events
            .filter((event) => event[0] === name)
            .map((event) => event[1]),
        wanted,
      ),
    violations: () => page.evaluate(() => (window as unknown as ChatWindow).violations),
  }
}
