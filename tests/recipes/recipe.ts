import { spawn } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { launchBrowser } from '../helpers/browser.ts'

const RECIPES = 'demo/recipes'
/** What ends with the test that runs. */
export const closing: (() => Promise<unknown>)[] = []
let browser: Browser

/** Gives every test of a file a browser, and the recipes the package under its own name. */
export function useRecipes(): void {
  // A recipe is a server, a chat server and a browser, all started anew.
  vi.setConfig({ testTimeout: 120_000 })
  beforeAll(async () => {
    browser = await launchBrowser()
    await linkPackage()
  })
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })
  afterAll(() => browser.close())
}

/** As `npm install todo-chat` would, from this checkout. */
async function linkPackage(): Promise<void> {
  await mkdir(`${RECIPES}/node_modules`, { recursive: true })
  await symlink('../../..', `${RECIPES}/node_modules/todo-chat`, 'dir').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
}

/** A program of a recipe, started in its folder. */
export interface Started {
  url: string
  output: () => string
  end: () => Promise<unknown>
}

/**
 * Starts a program of a recipe with this Node, and waits until it says where it listens.
 * @param args Such as `['server.mjs']`.
 */
export async function startRecipe(
  recipe: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Started> {
  const { output, exited, end } = spawnIn(recipe, args, env)
  const looking = Promise.withResolvers<string>()
  const timer = setInterval(() => {
    const found = /(?:listening on|Ready on|Local:) +(http:\S+)/.exec(output())?.[1]
    if (found) looking.resolve(found)
  }, 20)
  exited.then((code) => looking.reject(new Error(`${recipe} ended with ${code}: ${output()}`)))
  try {
    return { url: (await looking.promise).replace(/\/$/, ''), output, end }
  } finally {
    clearInterval(timer)
  }
}

/** Runs a program of a recipe that ends by itself. */
export async function runInRecipe(recipe: string, args: string[], env: Record<string, string> = {}) {
  const { output, exited } = spawnIn(recipe, args, env)
  const code = await exited
  if (code !== 0) throw new Error(`${recipe} ended with ${code}: ${output()}`)
}

function spawnIn(recipe: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, args, {
    cwd: `${RECIPES}/${recipe}`,
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, PORT: '0', ...env },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk
    })
  }
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  const end = () => {
    child.kill('SIGTERM')
    return exited
  }
  closing.push(end)
  return { output: () => printed, exited, end }
}

/** For programs that cannot say which free port they took. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Opens a page without internet: only loopback answers. The visitor may be signed in, as `user`. */
export async function openSite(url: string, user?: string): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext()
  closing.push(() => context.close())
  await context.route(/.*/, (route) => {
    const isLocal = /^(127\.0\.0\.1|localhost)$/.test(new URL(route.request().url()).hostname)
    return isLocal ? route.continue() : route.abort('internetdisconnected')
  })
  if (user) await context.addCookies([{ name: 'user', value: user, url }])
  const page = await context.newPage()
  await page.goto(url)
  return { page, context }
}

/** Talks to the chat of a page, as a visitor: opens it, asks for a task, reads that it was added. */
export async function addTask(page: Page, title: string): Promise<void> {
  await page.locator('todo-chat').getByRole('button').first().click()
  await say(page, `Add a task to ${title}`)
  await page.locator('todo-chat-view').getByText(/Added/).first().waitFor()
}

/** Sends words in a chat that is open. */
export async function say(page: Page, words: string): Promise<void> {
  const composer = page.locator('todo-chat-view').getByRole('textbox')
  await composer.fill(words)
  await composer.press('Enter')
}
