import { describe, expect, test } from 'vitest'
import type { WidgetErrorCode } from '../../widget/errors.ts'
import { streamText } from '../helpers/said.ts'
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
