import { describe, expect, test } from 'vitest'
import { taskList } from '../../demo/gallery-items.ts'
import type { WidgetErrorCode } from '../../widget/errors.ts'
import { streamText, widgetItem } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

useChat(({ thread, text }) => streamText(thread.id, ['You said ', `*${text}*`, '.']))

describe('a session that cannot be renewed', () => {
  const reasons: [WidgetErrorCode, string][] = [
    ['unauthorized', 'You are not signed in. Sign in on this site, then try again.'],
    ['rate_limited', 'The chat is busy right now. Wait a moment, then try again.'],
    ['forbidden_origin', 'This chat is not set up correctly.'],
    ['bad_config', 'This chat is not set up correctly.'],
    ['unavailable', 'Could not reach the chat. Check your connection, then try again.'],
  ]
  test.each(reasons)('for %s is told in words for the visitor, and none is lost', async (code, words) => {
    const { page, say, composer, setOptions } = await openChat(browser, server)
    await page.evaluate((refused) => {
      const error = Object.assign(new Error('https://chat.example/session answered. at secret.ts'), {
        code: refused,
      })
      const api = { url: '/chatkit', domainKey: 'local', fetch: () => Promise.reject(error) }
      ;(window as unknown as ChatWindow).setOptions({ api })
    }, code)
    await say('precious words')
    await expect.poll(() => page.getByRole('alert').locator('p').innerText()).toBe(words)
    expect(await composer.inputValue()).toBe('precious words')
    await setOptions({})
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.md em', { hasText: 'precious words' }).waitFor()
  })
})

describe('a refusal of the server', () => {
  const refuseAll = (status: number, message: string) => {
    server.intercept = (_, response) => !response.writeHead(status).end(JSON.stringify({ message })) || true
  }

  test.each([
    [401, 'Send a client secret from /session as Authorization: Bearer.'],
    [403, 'This chat is not set up for https://shop.example. Add it to ALLOWED_ORIGINS.'],
    [404, 'There is no POST /api/nope.'],
    [405, 'Use POST.'],
  ])(
    'with %i is for developers: the page is told, the visitor reads a sentence of ours',
    async (status, message) => {
      refuseAll(status, message)
      const { page, say, detailsOf, composer } = await openChat(browser, server)
      await say('hello')
      const told = page.getByRole('alert').locator('p')
      await expect.poll(() => told.innerText()).toBe('Something went wrong. Try again in a moment.')
      expect(await composer.inputValue()).toBe('hello')
      expect(await detailsOf('error')).toEqual([{ message }])
    },
  )

  test.each([
    [400, 'A message may have 10,000 characters at most.'],
    [409, 'This conversation is locked.'],
    [413, 'A message may have 100,000 bytes at most.'],
    [429, 'That was a lot at once. Try again in a moment.'],
  ])('with %i is for the visitor, who reads it', async (status, message) => {
    refuseAll(status, message)
    const { page, say } = await openChat(browser, server)
    await say('hello')
    await expect.poll(() => page.getByRole('alert').locator('p').innerText()).toBe(message)
  })

  test('of a file that is not allowed in is told without what it says to developers', async () => {
    const composer = { attachments: { enabled: true } }
    const { page, setOptions } = await openChat(browser, server)
    await setOptions({
      composer,
      api: { url: '/chatkit', domainKey: 'local', uploadStrategy: { type: 'direct', uploadUrl: '/files' } },
    })
    await page.route('**/files', (route) =>
      route.fulfill({ status: 401, body: '{"message":"Send a client secret."}' }),
    )
    const file = { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') }
    await page.locator('.composer [type=file]').setInputFiles(file)
    await page.getByRole('alert').filter({ hasText: 'plan.pdf could not be uploaded.' }).waitFor()
  })
})

test('a button of a widget for something that is gone says so in the words of the server', async () => {
  server.intercept = ({ type }, response) => {
    if (type !== 'threads.sync_custom_action') return false
    response.writeHead(404).end('{"message":"This task is not on your list any more."}')
    return true
  }
  const { id } = seedThread(server, 'Tasks', [
    widgetItem(taskList([{ id: 1, title: 'Buy milk', due: 'today' }])),
  ])
  const { page } = await openChat(browser, server, { initialThread: id })
  await page.getByRole('checkbox', { name: 'Buy milk' }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('alert').filter({ hasText: 'This task is not on your list any more.' }).waitFor()
})
