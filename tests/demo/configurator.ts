import { readFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, vi } from 'vitest'
import { type Field, toField } from '../../demo/configure-fields.ts'
import { toHash } from '../../demo/look.ts'
import type { AttributeFacts } from '../../demo/manifest.ts'
import type { Look } from '../../demo/snippets.ts'
import { launchBrowser } from '../helpers/browser.ts'
import { type RunningProgram, startOnOwnData } from '../helpers/program.ts'

interface Manifest {
  modules: { declarations: { tagName?: string; attributes: AttributeFacts[] }[] }[]
}
const manifest: Manifest = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8'))
const element = manifest.modules
  .flatMap(({ declarations }) => declarations)
  .find(({ tagName }) => tagName === 'todo-chat')

/** What the element can be told, as the manifest tells of it. */
export const FIELDS: Field[] = (element?.attributes ?? []).map(toField)

export let browser: Browser
export let program: RunningProgram

/** A browser and the real program for the tests of a file. */
export function useConfigurator(environment: () => Record<string, string> = () => ({})): void {
  // A busy machine is slow, not wrong.
  vi.setConfig({ testTimeout: 90_000 })
  const closing: (() => Promise<unknown>)[] = []
  beforeAll(async () => {
    browser = await launchBrowser()
    closing.push(() => browser.close())
    program = await startOnOwnData(closing, { RATE_LIMIT_SESSIONS: '1000', ...environment() })
  })
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })
}

export interface Opened {
  page: Page
  /** Requests to other hosts; none arrives there. */
  left: string[]
  /** What went wrong in the page, and in what it frames. */
  errors: string[]
}

/** A page without internet, in a context of its own. */
export async function openPage(url: string, context: BrowserContextOptions = {}): Promise<Opened> {
  const visit = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context })
  const left: string[] = []
  const errors: string[] = []
  await visit.route(/.*/, (route) => {
    if (new URL(route.request().url()).hostname === '127.0.0.1') return route.continue()
    left.push(route.request().url())
    return route.abort('internetdisconnected')
  })
  const page = await visit.newPage()
  page.setDefaultTimeout(30_000)
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(url)
  return { page, left, errors }
}

/** Closes every page: what is over must not keep a busy machine busy. */
export async function closePages(): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()))
}

/** The configurator with a look, ready for use. */
export async function openConfigurator(look: Look = {}, context?: BrowserContextOptions): Promise<Opened> {
  const opened = await openPage(`${program.url}/configure.html${toHash(look)}`, context)
  await opened.page.locator('code', { hasText: '<script' }).waitFor()
  return opened
}

export const chat = (page: Page): Locator => page.frameLocator('#frame').locator('todo-chat')

/** Where the value of an attribute has arrived: all of it at one moment. */
export interface Arrived {
  chat: string | null
  /** As the script tag in the snippet says it, which is the one that is shown at first. */
  snippet: string | null
  address: string | null
}

export function arrived(page: Page, name: string): Promise<Arrived> {
  return page.evaluate((name) => {
    const { contentDocument } = document.querySelector('#frame') as HTMLIFrameElement
    const code = document.querySelector('[role=tabpanel] code')?.textContent ?? ''
    const tag = new DOMParser().parseFromString(code, 'text/html').querySelector('script')
    return {
      chat: contentDocument?.querySelector('todo-chat')?.getAttribute(name) ?? null,
      snippet: tag?.getAttribute(name === 'nonce' ? name : `data-${name}`) ?? null,
      address: new URLSearchParams(location.hash.slice(1)).get(name),
    }
  }, name)
}

/** What stands in the address. */
export const shared = (page: Page): Look =>
  Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.slice(1)))

/** The snippet of this kind, as it would be copied. */
export async function snippet(page: Page, kind: string): Promise<string> {
  await page.getByRole('tab', { name: kind }).click()
  return page.getByRole('tabpanel', { name: kind }).locator('pre code').innerText()
}

/** The attributes of an element in HTML, as a browser reads them. */
export function attributesIn(page: Page, html: string, tag: string): Promise<Record<string, string>> {
  return page.evaluate(
    ([html, tag]) => {
      const parsed = new DOMParser().parseFromString(html, 'text/html').querySelector(tag)
      return Object.fromEntries([...(parsed?.attributes ?? [])].map(({ name, value }) => [name, value]))
    },
    [html, tag] as const,
  )
}

/** Chooses or writes a value in the control of an attribute; no value puts back what it is by itself. */
export async function setControl(page: Page, field: Field, value: string | undefined): Promise<void> {
  const { name } = field
  if (field.kind === 'switch') {
    await page.getByRole('switch', { name, exact: true }).setChecked(value !== undefined)
  } else if (field.kind !== 'choice') {
    const role = field.kind === 'number' ? 'spinbutton' : 'textbox'
    await page.getByRole(role, { name, exact: true }).fill(value ?? '')
  } else if (field.values.length > 4) {
    await page.getByRole('combobox', { name, exact: true }).selectOption(value ?? field.values[0] ?? '')
  } else {
    const choice = { name: value ?? field.values[0] ?? '', exact: true }
    await page.getByRole('group', { name, exact: true }).getByRole('radio', choice).check()
  }
}

export async function openGroups(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((groups) => {
    for (const group of groups as HTMLDetailsElement[]) group.open = true
  })
}
