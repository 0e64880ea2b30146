import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { launchBrowser } from '../helpers/browser.ts'
import { dataFolder, startOnOwnData, startProgram } from '../helpers/program.ts'
import { scriptedModel } from '../helpers/scripted-model.ts'

// What is asked is whether something comes, not how soon.
vi.setConfig({ testTimeout: 90_000 })

let browser: Browser
const closing: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const start = (env: Record<string, string> = {}) => startOnOwnData(closing, env)

/** A page without internet: only loopback answers. Requests that tried to leave are listed. */
async function open(url: string): Promise<{ page: Page; left: string[]; errors: string[]; asked: string[] }> {
  const context = await browser.newContext()
  closing.push(() => context.close())
  const left: string[] = []
  const asked: string[] = []
  const errors: string[] = []
  await context.route(/.*/, (route) => {
    const { hostname, pathname } = new URL(route.request().url())
    if (hostname === '127.0.0.1' || hostname === 'localhost') {
      asked.push(pathname)
      return route.continue()
    }
    left.push(route.request().url())
    return route.abort('internetdisconnected')
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(url)
  return { page, left, errors, asked }
}

const openChat = (page: Page) => page.locator('todo-chat').getByRole('button').first().click()
const send = async (page: Page, text: string) => {
  const composer = page.locator('todo-chat-view').getByRole('textbox')
  await composer.fill(text)
  await composer.press('Enter')
}
const said = (page: Page, text: string | RegExp) =>
  page.locator('todo-chat-view').getByText(text).first().waitFor()
const ownList = (page: Page, text: string) => page.locator('#tasks').getByText(text).waitFor()

test('a newcomer opens the demo without internet, talks, and finds everything again after a crash', async () => {
  const folder = await dataFolder()
  closing.push(folder.remove)
  const env = { DATABASE_URL: `file:${join(folder.path, 'todo.db')}` }
  const first = await startProgram(env)
  closing.push(() => first.end('SIGKILL'))
  const { page, left, errors, asked } = await open(first.url)
  await page.locator('#snippet').getByText('<script').waitFor()
  expect(asked).not.toContain('/chat-view.js')
  expect(left).toEqual([])

  await openChat(page)
  await page.locator('todo-chat-view').getByText('What needs doing?').waitFor()
  await send(page, 'Add a task to buy groceries')
  await said(page, /Added/)
  await ownList(page, 'Buy groceries')
  expect(left.every((url) => url.startsWith('https://cdn.platform.openai.com/'))).toBe(true)
  expect(errors).toEqual([])

  await first.end('SIGKILL')
  const second = await startProgram({ ...env, PORT: new URL(first.url).port })
  closing.push(() => second.end('SIGKILL'))
  await page.reload()
  await ownList(page, 'Buy groceries')
  // It was open, and is again, with what was said in it.
  await said(page, /Added/)
  await page
    .locator('todo-chat-view')
    .getByRole('button', { name: /history/i })
    .click()
  await page
    .locator('todo-chat-view')
    .getByRole('region', { name: /history/i })
    .getByText('Add a task to buy groceries')
    .click()
  await said(page, /Added/)
})

test.each([
  ['the page is left', (page: Page) => page.goto('about:blank')],
  [
    'the page takes the chat away',
    (page: Page) => page.evaluate(() => document.querySelector('todo-chat')?.remove()),
  ],
])('a chat that was deleted is gone, also when %s at once', async (_, leave) => {
  const { url } = await start()
  const context = await browser.newContext()
  closing.push(() => context.close())
  const page = await context.newPage()
  // Routes hold requests up in the browser, and lose those of a page that is left meanwhile.
  const devTools = await context.newCDPSession(page)
  await devTools.send('Network.enable')
  await devTools.send('Network.setBlockedURLs', { urls: ['*://cdn.platform.openai.com/*'] })
  await page.goto(url)
  await openChat(page)
  await send(page, 'Add a task to buy groceries')
  await said(page, /Added/)
  const view = page.locator('todo-chat-view')
  const openHistory = () => view.getByRole('button', { name: 'Chat history' }).click()
  await openHistory()
  await view.locator('.thread').hover()
  await view.getByRole('button', { name: /^Delete/ }).click()
  await view.locator('.history').getByRole('button', { name: 'Undo' }).waitFor()
  await leave(page)
  // The request outlives its page, and may reach the server after the first one of the next.
  const isGone = async () => {
    await page.goto(url)
    await openHistory()
    return view
      .getByText('No chats yet')
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      )
  }
  await expect.poll(isGone, { timeout: 15_000 }).toBe(true)
})

test('the same conversation with a model behind the Responses API', async () => {
  const upstream = await scriptedModel([
    { call: [{ name: 'add_task', arguments: { title: 'Buy groceries' } }] },
    { say: ['It is', ' on your', ' list now.'], pauseMs: 20 },
  ])
  closing.push(upstream.close)
  const program = await start({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: upstream.url })
  const { page } = await open(program.url)
  await openChat(page)
  await send(page, 'Add a task to buy groceries')
  await said(page, 'It is on your list now.')
  await ownList(page, 'Buy groceries')
})

test('what the visitor does in the page own list is there when they ask the chat', async () => {
  const program = await start()
  const { page } = await open(program.url)
  await page.getByPlaceholder('Add a task').fill('Water the plants')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await ownList(page, 'Water the plants')
  await openChat(page)
  await send(page, "What's pending?")
  await said(page, /Water the plants/)
})

test('page and chat speak for the same visitor when the chat is the first to have a session', async () => {
  const program = await start()
  const { page } = await open(program.url)
  await page.getByText('Nothing here so far').waitFor()
  const release = Promise.withResolvers<void>()
  let sessions = 0
  await page.route('**/api/chatkit/session', async (route) => {
    // The first to ask is the page.
    if (++sessions === 1) await release.promise
    await route.continue()
  })
  await page.evaluate(() => localStorage.clear())
  await page.reload({ waitUntil: 'commit' })
  await openChat(page)
  await send(page, 'Add a task to buy groceries')
  await said(page, /Added/)
  release.resolve()
  await ownList(page, 'Buy groceries')
})

/** Another site, with nothing but the one-line tag. */
async function anotherSite(server: string): Promise<string> {
  const html = `<!doctype html><title>Shop</title><h1>Shop</h1><script src="${server}/todo-chat.js" defer data-renderer="built-in"></script>`
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(html)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => site.close(resolve)))
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}`
}

test('a page on another port with the one-line tag works when its origin is allowed', async () => {
  const program = await start()
  const { page, errors } = await open(await anotherSite(program.url))
  await openChat(page)
  await send(page, 'Add a task to buy groceries')
  await said(page, /Added/)
  expect(errors).toEqual([])
})

test('where the origin is not allowed, the visitor reads a sensible panel', async () => {
  const program = await start({ ALLOWED_ORIGINS: 'https://elsewhere.example' })
  const { page } = await open(await anotherSite(program.url))
  const code = page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('todo-chat-error', (event) =>
          resolve((event as unknown as { error: { code: string } }).error.code),
        )
      }),
  )
  await openChat(page)
  expect(await code).toBe('forbidden_origin')
  const panel = page.locator('todo-chat').locator('[part=status]')
  expect(await panel.innerText()).toMatch(/\w+ .*/)
  expect(await panel.getByRole('button').count()).toBe(1)
})
