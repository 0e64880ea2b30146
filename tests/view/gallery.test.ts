import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../helpers/browser.ts'
import { type ScriptedChatKit, startScriptedChatKit } from '../helpers/scripted-chatkit.ts'
import { wordFiles } from './word-files.ts'

const CSP = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'",
}

let browser: Browser
let server: ScriptedChatKit
beforeAll(async () => {
  const names = ['gallery.html', 'index.css', 'gallery.css', 'gallery.js']
  const files = await Promise.all(
    names.map(async (name) => [`/${name}`, await readFile(`dist/demo/${name}`, 'utf8')] as const),
  )
  const words = await wordFiles()
  browser = await launchBrowser()
  server = await startScriptedChatKit(
    Object.fromEntries([...files, ...words, ['/gallery.html?scheme=dark', files[0]?.[1] ?? '']]),
    async function* () {},
    CSP,
  )
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function open(path: string, viewport: { width: number; height: number }) {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(server.origin + path)
  await page.locator('todo-chat-view .composer').first().waitFor()
  await page.locator('todo-chat-view .thread').first().waitFor()
  await page.locator('todo-chat-view .failure').waitFor()
  return { page, errors }
}

/** What axe finds wrong, in and around the chats. Its script is evaluated, so that the policy of the page stays strict. */
async function audit(page: Page) {
  await page.evaluate(await readFile('node_modules/axe-core/axe.min.js', 'utf8'))
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    )
  })
}

describe('the gallery', () => {
  test('shows every exhibit in light, and axe finds nothing', async () => {
    const { page, errors } = await open('/gallery.html', { width: 1280, height: 900 })
    await expect.poll(() => page.locator('todo-chat-view').count()).toBeGreaterThan(15)
    expect(await audit(page)).toEqual([])
    expect(errors).toEqual([])
  })

  test('shows them in dark, on a phone, without anything wider than it', async () => {
    const { page, errors } = await open('/gallery.html?scheme=dark', { width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await audit(page)).toEqual([])
    expect(errors).toEqual([])
  })

  test('lets a task be checked', async () => {
    const { page } = await open('/gallery.html', { width: 1280, height: 900 })
    const box = page.getByRole('checkbox', { name: '5, Call the dentist' })
    await box.check()
    await page.waitForTimeout(300)
    expect(await box.isChecked()).toBe(true)
  })
})
