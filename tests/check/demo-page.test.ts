import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../helpers/browser.ts'
import { behind, chat, closeLater, show, site, tag, useSiteAndProgram } from './site.ts'

useSiteAndProgram()

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** The page of the demo, on the origin of the site: it is what the site's own page would see. */
async function openPage(query = ''): Promise<{ page: Page; errors: string[] }> {
  const types = { html: 'text/html', css: 'text/css', js: 'text/javascript' }
  for (const name of ['check.html', 'check.js', 'check.css', 'index.css']) {
    const type = types[name.split('.')[1] as keyof typeof types]
    const body = await readFile(`dist/demo/${name}`, 'utf8')
    site.routes[`/${name}`] = () => ({ headers: { 'content-type': `${type}; charset=utf-8` }, body })
  }
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  closeLater(() => context.close())
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${site.origin}/check.html${query}`)
  return { page, errors }
}

const press = async (page: Page) => {
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('button', { name: 'Check', disabled: false }).waitFor()
}
const row = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title })

test('the page finds that everything is set, with nothing typed', async () => {
  show(tag(chat.url))
  const { page, errors } = await openPage()
  await press(page)
  expect(await page.getByRole('status').innerText()).toBe('The chat works.')
  expect(await row(page, 'Streaming: ok').count()).toBe(1)
  expect(await row(page, 'Left behind: ok').count()).toBe(1)
  expect(await page.getByText(`npx todo-chat check ${site.origin}/`).count()).toBe(1)
  expect(errors).toEqual([])
})

test('the page shows a problem with its fix, and takes the addresses from its own', async () => {
  show('<h1>Shop</h1>')
  const endpoint = `${await behind(chat.url, { options: 405 })}/api/chatkit`
  const { page } = await openPage(`?endpoint=${encodeURIComponent(endpoint)}`)
  await press(page)
  expect(await page.getByRole('status').innerText()).toContain('1 problem.')
  expect(await row(page, 'Session: PROBLEM').innerText()).toContain('a proxy in front must pass OPTIONS')
  expect(await page.getByText(`--endpoint ${endpoint}`).count()).toBe(1)
})

test('the page says what it cannot see, and how to see it', async () => {
  const { page } = await openPage(`?site=${encodeURIComponent(chat.url)}`)
  await press(page)
  expect(await row(page, 'The page: unknown').innerText()).toContain(`npx todo-chat check ${chat.url}`)
})

test.each(['light', 'dark'] as const)('the page has no fault that axe finds, in %s', async (colorScheme) => {
  show('<h1>Shop</h1>')
  const { page } = await openPage()
  await page.emulateMedia({ colorScheme })
  await press(page)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
})
