import { describe, expect, test } from 'vitest'
import { SESSION } from '../helpers/pages.ts'
import { serveBuiltInView } from './built-in.ts'
import {
  CHAT,
  chatWith,
  launcher,
  open,
  openChat,
  optionsNow,
  panel,
  site,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

// What pages, frameworks, a second tab and a second user do to a chat that is none of their business.
useSite()

test('colours of the page that have the names of attributes do not come in', async () => {
  const colours = () =>
    page.evaluate(() => {
      const root = document.querySelector('todo-chat')?.shadowRoot
      return ['launcher', 'panel'].map(
        (part) => getComputedStyle(root?.querySelector(`[part=${part}]`) as Element).backgroundColor,
      )
    })
  const { page } = await open()
  await launcher(page).waitFor()
  const plain = await colours()
  await page.addStyleTag({
    content: ':root { --accent: 210 40% 96%; --surface: #123; --surfaceForeground: red }',
  })
  expect(await colours()).toEqual(plain)
  await withChat(page, (chat) => chat.setAttribute('surface', '#123'))
  await expect.poll(async () => (await colours())[1]).toBe('rgb(17, 34, 51)')
})

test.each(['#fff', '#f5c518', '#123456', '#777'])(
  'the bar can be read on a surface of %s',
  async (surface) => {
    const { page } = await open({ body: chatWith(`surface="${surface}"`), context: { colorScheme: 'dark' } })
    await openChat(page)
    const color = await page.getByRole('heading').evaluate((title) => getComputedStyle(title).color)
    const isWhite = surface === '#123456'
    expect(color).toMatch(isWhite ? /^color\(xyz-d65 0\.95\d* 1 1\.0/ : /^color\(xyz-d65 0 0 0/)
  },
)

test('another TodoChat of the page takes the calls, not the triggers', async () => {
  const trigger = '<a href="#away" data-todo-chat-open="Buy milk">Chat</a>'
  const { page, errors } = await open({
    body: trigger + CHAT,
    before: () => Object.assign(window, { TodoChat: { init() {} } }),
  })
  await launcher(page).waitFor()
  await page.getByText('Chat', { exact: true }).first().click()
  await untilReady(page)
  expect(page.url()).not.toContain('#away')
  await page.evaluate(() => {
    Object.assign(window, { TodoChat: undefined })
    document.querySelector('todo-chat')?.remove()
  })
  expect(errors).toEqual([])
})

describe('a flag', () => {
  test('that a template wrote as "false" is off', async () => {
    const { page } = await open({
      body: chatWith('attachments="false" hide-header="false" feedback="" open="false"'),
    })
    await openChat(page)
    const { composer, header, threadItemActions } = await optionsNow(page)
    expect([composer, header?.enabled, threadItemActions]).toEqual([undefined, undefined, { feedback: true }])
  })

  test('that is null or undefined is off, too', async () => {
    const { page } = await open()
    await launcher(page).waitFor()
    for (const value of [null, undefined, '', 0]) {
      await page.evaluate((value) => {
        Object.assign(document.querySelector('todo-chat') as Element, { open: value })
      }, value)
      expect(await withChat(page, (chat) => chat.updateComplete.then(() => chat.hasAttribute('open')))).toBe(
        false,
      )
      expect(await panel(page).isVisible()).toBe(false)
    }
  })
})

test('a server that asks to wait is not asked again because the tab was looked at', async () => {
  site.routes[SESSION] = () => ({ status: 429, headers: { 'retry-after': '60' } })
  const { page } = await open()
  await launcher(page).click()
  await page.getByText('The chat is busy right now').waitFor()
  for (let look = 0; look < 3; look++)
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await page.waitForTimeout(200)
  expect(site.askedFor(SESSION)).toHaveLength(1)
})

test('a lang that is no language tag does no harm', async () => {
  const { page } = await open({ html: 'lang="中文"' })
  await openChat(page)
  expect(site.askedFor(SESSION)[0]?.headers['accept-language'] ?? '').not.toContain('中')
})

test.each(['display: flex', 'display: grid; place-items: center'])(
  'an inline chat is wide enough to be used in a box of %s',
  async (style) => {
    await serveBuiltInView('Hello')
    const body = `<div style="${style}">${chatWith('mode="inline" renderer="built-in"')}</div>`
    const { page } = await open({ body })
    await untilReady(page)
    expect((await page.locator('todo-chat').boundingBox())?.width).toBeGreaterThanOrEqual(320)
  },
)
