import { expect, test } from 'vitest'
import { streamText, userMessage } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
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

/** A page with a long conversation in it, which takes every wheel and every finger for itself. */
async function openLong() {
  const said = Array.from({ length: 12 }, () => userMessage('word '.repeat(150)))
  const { id } = seedThread(server, 'Long', said)
  const { page } = await openChat(browser, server, { initialThread: id })
  await page.evaluate(() => {
    for (const type of ['wheel', 'touchmove'])
      addEventListener(type, (event) => event.preventDefault(), { passive: false })
  })
  const scrollTop = () => page.locator('.scroller').evaluate((scroller) => scroller.scrollTop)
  await expect.poll(scrollTop).toBeGreaterThan(2000)
  return { page, scrollTop }
}

test('a wheel scrolls the conversation on a page that scrolls by itself', async () => {
  const { page, scrollTop } = await openLong()
  const before = await scrollTop()
  await page.mouse.move(200, 250)
  await page.mouse.wheel(0, -300)
  await expect.poll(scrollTop).toBeLessThan(before - 100)
})

test('a finger scrolls the conversation on a page that scrolls by itself', async () => {
  const { page, scrollTop } = await openLong()
  const before = await scrollTop()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 200, y }] })
  await touch('touchStart', 150)
  for (let y = 160; y <= 400; y += 20) await touch('touchMove', y)
  await touch('touchEnd')
  await expect.poll(scrollTop).toBeLessThan(before - 100)
})
