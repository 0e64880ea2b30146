import { expect, test } from 'vitest'
import { ChatClient, overHttp, spoken } from '../helpers/chat-client.ts'
import { dataFolder } from '../helpers/program.ts'
import { scriptedModel } from '../helpers/scripted-model.ts'
import { closing, freePort, startRecipe, useRecipes } from './recipe.ts'

useRecipes()

const SITE = 'https://my-site.example'
const HOSTED = { client_secret: 'ek_hosted', expires_at: Math.floor(Date.now() / 1000) + 600 }

/** What the tag asks, from a page that stays as it is. */
const askAsPage = (url: string) =>
  fetch(`${url}/api/chatkit/session`, { method: 'POST', headers: { origin: SITE } })

test('a site moves from the hosted workflow to its own server, and no page changes', async () => {
  const upstream = await scriptedModel(({ workflow }) =>
    workflow
      ? { status: 200, body: { id: 'cksess_1', ...HOSTED } }
      : { say: ['Your own ', 'server answers.'] },
  )
  const folder = await dataFolder()
  closing.push(upstream.close, folder.remove)
  const env = {
    OPENAI_BASE_URL: upstream.url,
    SESSION_SECRET: 'a-secret-of-the-server-0123456789abcdef',
    DATABASE_URL: `file:${folder.path}/chat.db`,
    ATTACHMENTS_URL: `file:${folder.path}/attachments`,
    PORT: String(await freePort()),
  }
  const start = (file: string) =>
    startRecipe(
      'from-openai-hosted',
      [`--env-file=${file}`, '../node_modules/todo-chat/dist/server/main.js'],
      env,
    )

  const hosted = await start('hosted.env')
  expect(hosted.output()).toContain('2026-11-30')
  const before = (await (await askAsPage(hosted.url)).json()) as Record<string, unknown>
  expect(before).toMatchObject(HOSTED)
  expect(before).not.toHaveProperty('api')
  expect(upstream.requests[0]).toMatchObject({ workflow: { id: 'wf_your_workflow' } })
  await hosted.end()

  const own = await start('self-hosted.env')
  expect(own.url).toBe(hosted.url)
  const after = await (await askAsPage(own.url)).json()
  expect(after).toMatchObject({ api: { domain_key: 'domain_pk_your_key' } })
  const ask = overHttp(own.url)
  expect(spoken(await new ChatClient(ask, after.client_secret).say('Hello'))).toBe('Your own server answers.')
})

test('the server refuses to start while the secret of the recipe is not filled in', async () => {
  const args = ['--env-file=self-hosted.env', '../node_modules/todo-chat/dist/server/main.js']
  await expect(startRecipe('from-openai-hosted', args)).rejects.toThrow(
    'SESSION_SECRET is required in production',
  )
})
