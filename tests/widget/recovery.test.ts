import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { json, SESSION, script, sessionAnswer } from '../helpers/pages.ts'
import { recorderScript } from '../helpers/recorder.ts'
import {
  chats,
  chatWith,
  emit,
  heard,
  launcher,
  open,
  openChat,
  panel,
  recorded,
  site,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

const CHATKIT_ONLY = chatWith('renderer="chatkit"')
const ALLOW_LIST = 'https://platform.openai.com/settings/organization/security/domain-allowlist'
const codes = async (page: Page) => (await heard(page)).flatMap(({ code }) => code ?? [])
const failWith = (status: number) => {
  site.routes[SESSION] = () => ({ status })
}
/** A page whose chat has failed once, with its clock in our hands. */
async function openFailed(): Promise<Page> {
  failWith(503)
  const { page } = await open()
  await page.clock.install()
  await launcher(page).click()
  await expect.poll(() => codes(page)).toHaveLength(1)
  return page
}
/** The visitor has looked at another tab, and is back at this one. */
const comeBack = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
const succeed = () => {
  site.routes[SESSION] = () => json(sessionAnswer(site.origin))
}

describe('a domain that is not registered', () => {
  test('is named when ChatKit.js never becomes ready, with the page that registers it', async () => {
    site.routes['/chatkit.js'] = () => script(recorderScript('openai-chatkit', { ready: false }))
    const { page, logs } = await open({ body: CHATKIT_ONLY })
    await page.clock.install()
    await launcher(page).click()
    await page.locator('openai-chatkit').waitFor({ state: 'attached' })
    await page.clock.fastForward(16_000)
    await page.getByText('The chat could not load').waitFor()
    expect(await codes(page)).toEqual(['timeout'])
    const log = logs.find((line) => line.includes('timeout')) ?? ''
    expect(log).toContain('127.0.0.1')
    expect(log).toContain(ALLOW_LIST)
    expect(await panel(page).innerText()).not.toContain('openai.com')
  })

  const refuse = (page: Page) =>
    emit(page, 'chatkit.error', { error: 'Domain verification failed for https://example.com' })

  test('brings the built-in view when ChatKit.js says so', async () => {
    const { page, logs } = await open()
    await openChat(page)
    await refuse(page)
    await page.locator('todo-chat-view').waitFor({ state: 'attached' })
    await untilReady(page)
    expect(await page.locator('openai-chatkit').count()).toBe(0)
    expect(await codes(page)).toEqual([])
    expect(logs.join()).toContain(ALLOW_LIST)
  })

  test('is an error where only ChatKit.js may draw', async () => {
    const { page, logs } = await open({ body: CHATKIT_ONLY })
    await openChat(page)
    await refuse(page)
    await page.getByText('The chat is not available here').waitFor()
    expect(await codes(page)).toEqual(['bad_config'])
    expect(logs.join()).toContain(`Is 127.0.0.1 on ${ALLOW_LIST}`)
    expect(await page.locator('openai-chatkit').count()).toBe(0)
  })

  test.each(['Network error', 'Images of this domain are not shown', 'No such domain: shop'])(
    'is not what "%s" means: the page hears it, and the chat stays',
    async (error) => {
      const { page } = await open()
      await openChat(page)
      await emit(page, 'chatkit.error', { error })
      expect((await heard(page)).at(-1)?.name).toBe('chatkit.error')
      expect(await page.locator('openai-chatkit').count()).toBe(1)
    },
  )
})

test('a script that never comes is a timeout that names it', async () => {
  site.routes['/chatkit.js'] = () => new Promise(() => {})
  const { page, logs } = await open({ body: CHATKIT_ONLY })
  await page.clock.install()
  await launcher(page).click()
  await expect.poll(() => site.askedFor('/chatkit.js')).toHaveLength(1)
  await page.getByText('Loading chat…').waitFor({ state: 'attached' })
  await page.clock.fastForward(13_000)
  await page.getByText('The chat could not load').waitFor()
  expect(await codes(page)).toEqual(['timeout'])
  expect(logs.join()).toContain(`${site.origin}/chatkit.js takes too long`)
})

describe('without a network', () => {
  test('the visitor reads that, and the chat is there when the network is', async () => {
    const { page } = await open()
    await page.context().setOffline(true)
    await launcher(page).click()
    await page.getByText('The chat could not load').waitFor()
    await page.getByText('Check your connection, or try another network.').waitFor()
    await page.context().setOffline(false)
    await untilReady(page)
    expect(await page.getByText('The chat could not load').isVisible()).toBe(false)
    expect(await page.locator('todo-chat').count()).toBe(1)
  })

  test('a chat that runs stays, and fetches what it missed', async () => {
    const { page } = await open()
    await openChat(page)
    await page.context().setOffline(true)
    await page.context().setOffline(false)
    await expect.poll(() => recorded(page, 'fetchUpdates')).toHaveLength(1)
    expect(await chats(page)).toBe(1)
  })

  test('a visitor who comes back to the tab sees what is new, and a failure makes no noise', async () => {
    const { page, errors } = await open()
    await openChat(page)
    await comeBack(page)
    await expect.poll(() => recorded(page, 'fetchUpdates')).toHaveLength(1)
    await page.evaluate(() => {
      Object.assign(window.recorders[0] ?? {}, {
        fetchUpdates: () => Promise.reject(new Error('no network')),
      })
    })
    await comeBack(page)
    await page.waitForTimeout(100)
    expect(errors).toEqual([])
  })

  test('a chat that was not opened yet does nothing when it is back', async () => {
    const { page } = await open()
    await page.context().setOffline(true)
    await page.context().setOffline(false)
    await page.waitForTimeout(200)
    expect(site.asked.map(({ path }) => path)).toEqual(['/', '/todo-chat.js'])
  })
})

describe('what may pass by itself', () => {
  const tries = () => site.askedFor(SESSION).length

  test('is tried again after 5, 20 and 60 seconds, then left to the visitor', async () => {
    failWith(503)
    const { page } = await open()
    await page.clock.install()
    await launcher(page).click()
    const failed = async (times: number) => {
      await expect.poll(() => codes(page)).toHaveLength(times)
      expect(tries()).toBe(times)
      await page.getByText('The chat is busy right now').waitFor()
    }
    await failed(1)
    for (const [index, seconds] of [5, 20, 60].entries()) {
      // Time goes on meanwhile, on a busy machine for longer.
      await page.clock.runFor(seconds * 500)
      expect(tries()).toBe(index + 1)
      await page.clock.runFor(seconds * 500 + 100)
      await failed(index + 2)
    }
    await page.clock.runFor(600_000)
    expect(tries()).toBe(4)
    succeed()
    await page.getByRole('button', { name: 'Try again' }).click()
    await untilReady(page)
  })

  test('is tried again as often when it comes back later', async () => {
    const page = await openFailed()
    succeed()
    await page.clock.runFor(5_100)
    await untilReady(page)
    failWith(503)
    await withChat(page, (chat) => chat.reload())
    await expect.poll(() => codes(page)).toHaveLength(2)
    await page.clock.runFor(5_100)
    await expect.poll(() => codes(page)).toHaveLength(3)
  })

  test('is not tried again behind a closed panel, or after the element is gone', async () => {
    const page = await openFailed()
    await page.keyboard.press('Escape')
    await page.clock.runFor(10_000)
    expect(tries()).toBe(1)
    await withChat(page, (chat) => {
      chat.open = true
      return chat.reload()
    })
    await expect.poll(() => codes(page)).toHaveLength(2)
    await withChat(page, (chat) => chat.remove())
    await page.clock.runFor(100_000)
    expect(tries()).toBe(2)
  })

  test('is tried again when the visitor opens the chat again', async () => {
    const page = await openFailed()
    await page.keyboard.press('Escape')
    await page.clock.runFor(10_000)
    succeed()
    await openChat(page)
  })

  test('leaves a try that the visitor began alone', async () => {
    const page = await openFailed()
    site.routes[SESSION] = () => new Promise(() => {})
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(tries).toBe(2)
    await page.clock.runFor(6_000)
    await page.waitForTimeout(100)
    expect(tries()).toBe(2)
  })

  test('is not tried again because the tab was looked at, when the server asks to wait', async () => {
    site.routes[SESSION] = () => ({ status: 429, headers: { 'retry-after': '60' } })
    const { page } = await open()
    await launcher(page).click()
    await page.getByText('The chat is busy right now').waitFor()
    for (let look = 0; look < 3; look++) await comeBack(page)
    await page.waitForTimeout(200)
    expect(tries()).toBe(1)
  })

  test.each([401, 403, 400])(
    'is not a session refused with %i: that is left to the visitor',
    async (status) => {
      failWith(status)
      const { page } = await open()
      await page.clock.install()
      await launcher(page).click()
      await expect.poll(() => codes(page)).toHaveLength(1)
      await page.clock.runFor(120_000)
      expect(tries()).toBe(1)
    },
  )
})
