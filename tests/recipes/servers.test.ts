import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hasPostgres, startPostgres } from '../helpers/postgres.ts'
import { dataFolder } from '../helpers/program.ts'
import { addTask, closing, freePort, openSite, runInRecipe, startRecipe, useRecipes } from './recipe.ts'

useRecipes()

async function databaseFile(): Promise<{ DATABASE_FILE: string }> {
  const folder = await dataFolder()
  closing.push(folder.remove)
  return { DATABASE_FILE: join(folder.path, 'chat.db') }
}

/** What the chat fetches on a page in German. */
const inGerman = (origin: string) => fetch(`${origin}/words/de.json`).then((response) => response.json())
const GERMAN: unknown = JSON.parse(await readFile('dist/words/de.json', 'utf8'))

test.each(['node', 'hono', 'express'])('the server mounted in %s talks on its page', async (recipe) => {
  const { url } = await startRecipe(recipe, ['server.mjs'], await databaseFile())
  const { page } = await openSite(url)
  await addTask(page, 'buy groceries')
  expect(await inGerman(url)).toEqual(GERMAN)
  expect((await fetch(`${url}/nothing`)).status).toBe(404)
  expect((await fetch(`${url}/words/none.json`)).status).toBe(404)
})

test('Next.js serves the chat, and a session to whoever is signed in', async () => {
  const next = '../node_modules/next/dist/bin/next'
  const env = {
    ...(await databaseFile()),
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
    SESSION_SECRET: 'a-secret-of-the-app-0123456789abcdef',
  }
  await runInRecipe('next', ['copy-bundles.mjs'])
  await runInRecipe('next', [next, 'build'], env)
  const { url } = await startRecipe(
    'next',
    [next, 'start', '-H', '127.0.0.1', '-p', `${await freePort()}`],
    env,
  )
  expect((await fetch(`${url}/chat-session`, { method: 'POST' })).status).toBe(401)
  expect(await inGerman(url)).toEqual(GERMAN)
  const { page } = await openSite(url, 'ana')
  await addTask(page, 'water the plants')
})

test.runIf(hasPostgres())(
  'Cloudflare Workers serve the chat from a Durable Object',
  async () => {
    const postgres = await startPostgres()
    closing.push(postgres.stop)
    const home = await dataFolder()
    closing.push(home.remove)
    await runInRecipe('cloudflare-workers', ['copy-bundles.mjs'])
    const vars = {
      DATABASE_URL: await postgres.database(),
      SESSION_SECRET: 'a-secret-of-the-worker-0123456789abcdef',
      ALLOWED_ORIGINS: 'http://127.0.0.1:*',
    }
    const wrangler = ['../node_modules/wrangler/bin/wrangler.js', 'dev', '--ip', '127.0.0.1', '--port', '0']
    const { url } = await startRecipe(
      'cloudflare-workers',
      [...wrangler, ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`])],
      { HOME: home.path, XDG_CONFIG_HOME: home.path, WRANGLER_SEND_METRICS: 'false', CI: '1' },
    )
    expect(await inGerman(url)).toEqual(GERMAN)
    const { page } = await openSite(url)
    await addTask(page, 'send the parcel')
    // The next page is another visit of the same person, and as open as this one: what was said is in Postgres.
    await page.reload()
    await page.locator('todo-chat-view').getByText('Add a task to send the parcel').last().waitFor()
  },
  120_000,
)
