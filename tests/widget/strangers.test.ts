import { describe, expect, test } from 'vitest'
import { json, SESSION, sessionAnswer } from '../helpers/pages.ts'
import { serveBuiltInView } from './built-in.ts'
import {
  CHAT,
  chatWith,
  emit,
  failure,
  heard,
  launcher,
  open,
  openChat,
  optionsNow,
  panel,
  recorded,
  remember,
  remembered,
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

describe('a second user', () => {
  test('does not say what the first one was about to', async () => {
    site.routes[SESSION] = () => ({ status: 503 })
    const { page } = await open({
      body: `<button data-todo-chat-open="Why was my loan refused?">Ask</button>${CHAT}`,
    })
    await page.getByText('Ask', { exact: true }).click()
    await page.getByText('The chat is busy right now').waitFor()
    await withChat(page, (chat) => chat.signOut())
    site.routes[SESSION] = () => json(sessionAnswer(site.origin))
    await openChat(page)
    expect(await recorded(page, 'setComposerValue')).toEqual([])
  })

  test('finds the thread that the page wants, not that of the first', async () => {
    const body = chatWith('thread="thr_ticket" auth-token="ben"')
    const { page } = await open({ body, head: '' })
    await remember(page, { user: 1, thread: 'thr_ana' })
    await page.addScriptTag({ url: '/todo-chat.js' })
    await openChat(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_ticket')
    expect(await remembered(page)).toMatchObject({ thread: 'thr_ticket' })
  })

  test('who was nobody on the page before is told what was meant for them', async () => {
    const { page } = await open({ body: chatWith('auth-token="ben"'), head: '' })
    await remember(page, { user: 0 })
    await page.evaluate(
      () => (window.TodoChat = [(chat) => void chat.setComposerValue({ text: 'Buy milk' })]),
    )
    await page.addScriptTag({ url: '/todo-chat.js' })
    await openChat(page)
    await expect.poll(async () => (await recorded(page, 'setComposerValue')).length).toBe(1)
  })

  test('has nothing of a visitor who was forgotten in another tab', async () => {
    let count = 0
    site.routes[SESSION] = () =>
      json({ ...sessionAnswer(site.origin), client_secret: `secret-${++count}`, visitor: `visitor-${count}` })
    const { page } = await open()
    await openChat(page)
    await page.evaluate(() => localStorage.clear())
    await withChat(page, (chat) => chat.reload())
    await untilReady(page)
    expect(site.askedFor(SESSION).map(({ body }) => JSON.parse(body))).toEqual([{}, {}])
  })
})

test('a page that renders while the chat loads does not start it over', async () => {
  site.routes[SESSION] = async () => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    return json(sessionAnswer(site.origin))
  }
  const { page } = await open()
  const render = () =>
    withChat(page, (chat) => {
      chat.getAuthToken = () => 'ana'
    })
  await render()
  await launcher(page).click()
  for (let time = 0; time < 10; time++) {
    await render()
    await page.waitForTimeout(50)
  }
  await untilReady(page)
  expect(site.askedFor(SESSION)).toHaveLength(1)
})

test('a token that never comes is an error, not a chat that loads for ever', async () => {
  const { page } = await open()
  await page.clock.install()
  await withChat(page, (chat) => {
    chat.getAuthToken = () => new Promise(() => {})
  })
  await launcher(page).click()
  await page.getByText('Loading chat').waitFor({ state: 'attached' })
  await expect
    .poll(async () => {
      await page.clock.fastForward(16_000)
      return heard(page)
    })
    .toContainEqual(failure('timeout'))
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

describe('persist, when a banner changes it', () => {
  test('to thread keeps the visit that is there, and to none forgets it', async () => {
    const { page } = await open({ body: chatWith('persist="none"') })
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_3' })
    expect(await remembered(page)).toBeNull()
    await withChat(page, (chat) => chat.setAttribute('persist', 'thread'))
    await expect.poll(() => remembered(page)).toMatchObject({ thread: 'thr_3', visitor: expect.any(String) })
    await withChat(page, (chat) => chat.setAttribute('persist', 'none'))
    await expect.poll(() => remembered(page)).toBeNull()
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_4' })
    expect(await remembered(page)).toBeNull()
  })
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
