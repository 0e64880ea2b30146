import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { page as htmlPage, startSite } from '../helpers/pages.ts'
import { startOnOwnData } from '../helpers/program.ts'
import { assistantMessage } from '../helpers/said.ts'
import { startScriptedChatKit } from '../helpers/scripted-chatkit.ts'
import { addTask, closing, openSite, runInRecipe, say, startRecipe, useRecipes } from './recipe.ts'

useRecipes()

const SECRET = 'a-shared-secret-of-the-host-site-0123456789'
const startChat = (env: Record<string, string> = {}) => startOnOwnData(closing, env)

/** Serves the page of a recipe, with the addresses that a reader is told to change. */
async function serve(path: string, changes: Record<string, string>): Promise<string> {
  let html = await readFile(`demo/recipes/${path}`, 'utf8')
  for (const [from, to] of Object.entries(changes)) {
    expect(html).toContain(from)
    html = html.replaceAll(from, to)
  }
  const site = await startSite()
  closing.push(site.close)
  site.routes['/'] = () => ({ ...htmlPage(''), body: html })
  return site.origin
}

test('a static page talks to a server elsewhere', async () => {
  const chat = await startChat()
  const url = await serve('static-page/index.html', { 'http://localhost:8000': chat.url })
  await addTask((await openSite(url)).page, 'buy groceries')
})

test.each(['plain.mjs', 'express.mjs', 'proxy.mjs'])(
  'the token endpoint of %s tells the chat who is signed in',
  async (file) => {
    const chat = await startChat({ AUTH_JWT_SECRET: SECRET })
    const env = { AUTH_JWT_SECRET: SECRET, CHAT_URL: chat.url }
    const { url } = await startRecipe('token-endpoint', [file], env)
    await addTask((await openSite(url, 'ana')).page, 'buy groceries')

    const again = (await openSite(url, 'ana')).page
    await again.locator('todo-chat').getByRole('button').first().click()
    await say(again, "What's pending?")
    await again.locator('todo-chat-view').getByText('Buy groceries').first().waitFor()

    const stranger = (await openSite(url)).page
    await stranger.locator('todo-chat').getByRole('button').first().click()
    await stranger.locator('todo-chat [part=status]').getByRole('button').waitFor()
  },
)

test('the token endpoint does not start without the secret, and says so', async () => {
  await expect(runInRecipe('token-endpoint', ['plain.mjs'])).rejects.toThrow(
    /ended with 1: Set AUTH_JWT_SECRET[^\n]*\n$/,
  )
})

test('the page for the Python SDK talks to a ChatKit server without a session', async () => {
  const chat = await startChat()
  const html = await readFile('demo/recipes/python-sdk/index.html', 'utf8')
  const files: Record<string, string> = {}
  const backend = await startScriptedChatKit(files, async function* ({ text }) {
    yield { type: 'thread.item.done', item: assistantMessage(`You said: ${text}`) }
  })
  closing.push(backend.close)
  files['/'] = html
    .replace('http://localhost:8000', chat.url)
    .replace('http://localhost:8001', backend.origin)
  const { page } = await openSite(backend.origin)
  await page.locator('todo-chat').getByRole('button').first().click()
  await say(page, 'Hello')
  await page.locator('todo-chat-view').getByText('You said: Hello').first().waitFor()
  expect(backend.requestsOf('threads.create')).toHaveLength(1)
})
