import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { launchBrowser } from '../helpers/browser.ts'
import { type RunningProgram, startOnOwnData } from '../helpers/program.ts'

export let program: RunningProgram
let browser: Browser
const closing: (() => Promise<unknown>)[] = []

/** Gives the tests of a file the program with its demo, and a browser without a network. */
export function useDemo(): void {
  beforeAll(async () => {
    browser = await launchBrowser()
    program = await startOnOwnData(closing, { RATE_LIMIT_SESSIONS: '1000' })
  })
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
  afterAll(async () => {
    await browser.close()
    for (const close of closing.reverse()) await close()
  })
}

export interface DemoPage {
  page: Page
  /** Addresses on other hosts that were asked for. */
  left: string[]
  /** What the page threw, and what it logged as an error. */
  errors: string[]
}

/** A window without a page yet. */
export async function openWindow(options: BrowserContextOptions = {}): Promise<DemoPage> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const left: string[] = []
  await context.route(
    ({ protocol, origin }) => protocol.startsWith('http') && origin !== program.url,
    (route) => {
      left.push(route.request().url())
      return route.abort('internetdisconnected')
    },
  )
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  return { page, left, errors }
}

export async function openPage(path: string, options: BrowserContextOptions = {}): Promise<DemoPage> {
  const opened = await openWindow(options)
  await opened.page.goto(`${program.url}${path}`)
  return opened
}

/** Says something to a chat, and waits until it is answered. */
export async function say(page: Page, text: string, answer: string | RegExp, chat = 'todo-chat') {
  const view = page.locator(chat).locator('todo-chat-view')
  const composer = view.getByRole('textbox')
  await composer.fill(text)
  await composer.press('Enter')
  await view.getByText(answer).first().waitFor()
}

/** What axe finds wrong in a part of the page, in shadow roots, too. */
export async function faults(page: Page, part = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    // What a page shows in a frame is another page, and looked at by itself.
    .options({ iframes: false, resultTypes: ['violations'] })
    // The exhibits of the gallery are audited where the view is tested. They are many.
    .exclude('main > section > .frame > todo-chat-view')
    // Otherwise it puts its findings together in a page of its own, for each of its runs.
    .setLegacyMode()
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** What the Tab key does not reach, and what does not look another way while it has the focus. */
export async function lostToKeyboard(page: Page): Promise<string[]> {
  await page.evaluate(watchControls)
  let lost = await page.evaluate(() => window.lostControls())
  // Round and round, because a page may begin with the focus somewhere; through the frames of the page as well.
  for (let left = lost.length * 2 + 60; left > 0 && lost.length > 0; left -= 20) {
    for (let press = 0; press < 20; press++) await page.keyboard.press('Tab')
    lost = await page.evaluate(() => window.lostControls())
  }
  return [...lost, ...(await page.evaluate(() => window.unseenControls()))]
}

/** Runs in the page: writes down how each control looks when the focus comes to it. */
function watchControls(): void {
  const every = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot ? every(element.shadowRoot) : []),
    ])
  const above = (element: Element): Element | null =>
    element.parentElement ?? (element.getRootNode() as ShadowRoot).host ?? null
  const chain = (element: Element | null): Element[] => (element ? [element, ...chain(above(element))] : [])
  // Of radio buttons that belong together one is reached by Tab, the others from there.
  const isChosen = (element: Element) => {
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio' || element.checked) return true
    const group = `[type=radio][name="${CSS.escape(element.name)}"]`
    const root = element.getRootNode() as ParentNode
    return !root.querySelector(`${group}:checked`) && root.querySelector(group) === element
  }
  const controls = every(document).filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement &&
      element.matches('a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]') &&
      element.tabIndex >= 0 &&
      !element.matches(':disabled') &&
      element.checkVisibility({ visibilityProperty: true }) &&
      !chain(element).some((one) => one.hasAttribute('inert')) &&
      isChosen(element),
  )
  const name = (element: Element) => element.outerHTML.slice(0, 120)
  const look = (element: Element) =>
    [...chain(element).slice(0, 5), element.nextElementSibling]
      .filter((one) => one !== null)
      .map((one) => {
        const { outline, boxShadow, borderColor, backgroundColor, clipPath } = getComputedStyle(one)
        return [outline, boxShadow, borderColor, backgroundColor, clipPath].join()
      })
      .join('\n')
  const focused = new Map<Element, string>()
  for (const control of controls) control.addEventListener('focus', () => focused.set(control, look(control)))

  window.lostControls = () => controls.filter((one) => one.isConnected && !focused.has(one)).map(name)
  window.unseenControls = () => {
    for (const one of chain(document.activeElement)) if (one instanceof HTMLElement) one.blur()
    return [...focused].flatMap(([one, before]) =>
      look(one) === before ? [`looks the same: ${name(one)}`] : [],
    )
  }
}

declare global {
  interface Window {
    lostControls(): string[]
    unseenControls(): string[]
  }
}
