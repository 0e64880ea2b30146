import { test } from 'vitest'
import { streamText } from '../helpers/said.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

useChat(({ thread, text }) => streamText(thread.id, ['You said ', `*${text}*`, '.']))

test('a message is sent on a page whose promises are older than the browser', async () => {
  const { page, say } = await openChat(browser, server)
  await page.evaluate(() => {
    class OldPromise<T> extends Promise<T> {}
    Object.assign(OldPromise, { withResolvers: undefined, try: undefined })
    Object.assign(window, { Promise: OldPromise })
  })
  await say('hello')
  await page.locator('.md em', { hasText: 'hello' }).waitFor()
  await page.evaluate(() => (window as unknown as ChatWindow).chat.sendUserMessage({ text: 'from the page' }))
  await page.locator('.md em', { hasText: 'from the page' }).waitFor()
  await page.getByRole('button', { name: 'Send message' }).waitFor()
})
