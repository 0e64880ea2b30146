import { describe, expect, test } from 'vitest'
import { page as htmlPage, SESSION } from '../helpers/pages.ts'
import {
  CHAT,
  chatWith,
  focused,
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

// https://chromedevtools.github.io/devtools-protocol/tot/Input/#method-dispatchKeyEvent
const ALT = 1
const CONTROL = 2

describe('the shortcut', () => {
  const K = chatWith('shortcut="mod+k"')

  test('opens and closes the chat, wherever the focus is', async () => {
    const { page } = await open({ body: `<input id="search">${K}` })
    await page.locator('#search').focus()
    await page.keyboard.press('ControlOrMeta+k')
    await untilReady(page)
    await expect.poll(() => focused(page)).toBe('input')
    await page.keyboard.press('ControlOrMeta+k')
    await expect.poll(() => panel(page).isVisible()).toBe(false)
    expect(await focused(page)).toBe('search')
  })

  test('is that of the platform: the command key on a Mac', async () => {
    const { page } = await open({
      body: K,
      before: () => Object.defineProperty(navigator, 'platform', { value: 'MacIntel' }),
    })
    await page.keyboard.press('Control+k')
    expect(await withChat(page, (chat) => chat.open)).toBe(false)
    await page.keyboard.press('Meta+k')
    expect(await withChat(page, (chat) => chat.open)).toBe(true)
  })

  test.each([
    ['mod+k', 'л', 'KeyK', CONTROL, true],
    ['alt+k', '˚', 'KeyK', ALT, true],
    ['mod+ö', 'ö', 'Semicolon', CONTROL, true],
    ['mod+k', 'д', 'KeyL', CONTROL, false],
    // Where letters of the alphabet are elsewhere, they are what they say.
    ['mod+k', 't', 'KeyK', CONTROL, false],
    ['mod+t', 'ю', 'Quote', CONTROL, false],
  ])('%s, and %j is typed by %s', async (shortcut, key, code, modifiers, opens) => {
    const { page } = await open({ body: chatWith(`shortcut="${shortcut}"`) })
    await launcher(page).waitFor()
    const keyboard = await page.context().newCDPSession(page)
    await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code, modifiers })
    expect(await withChat(page, (chat) => chat.open)).toBe(opens)
  })

  test('is no other key, and no key that the page has used itself', async () => {
    const { page } = await open({ body: K })
    for (const other of ['k', 'Shift+k', 'Alt+k', 'Control+Shift+k', 'Control+Alt+k', 'Control+j'])
      await page.keyboard.press(other)
    await page.evaluate(() => addEventListener('keydown', (event) => event.preventDefault(), true))
    await page.keyboard.press('Control+k')
    expect(await withChat(page, (chat) => chat.open)).toBe(false)
  })

  test('keeps the browser from what it does with that key', async () => {
    const { page } = await open({ body: K })
    await page.evaluate(() => {
      addEventListener('keydown', (event) => Object.assign(window, { prevented: event.defaultPrevented }))
    })
    const prevented = () => page.evaluate(() => (window as unknown as { prevented: boolean }).prevented)
    await page.keyboard.press('Control+j')
    expect(await prevented()).toBe(false)
    await page.keyboard.press('Control+k')
    expect(await prevented()).toBe(true)
  })

  test('is one press, however long it is held down', async () => {
    const { page } = await open({ body: K })
    await launcher(page).waitFor()
    await page.keyboard.down('Control')
    for (let press = 0; press < 4; press++) await page.keyboard.down('k')
    expect(await withChat(page, (chat) => chat.open)).toBe(true)
  })

  test('is off unless set, and changes live', async () => {
    const { page } = await open()
    await page.keyboard.press('Control+k')
    expect(await withChat(page, (chat) => chat.open)).toBe(false)
    await withChat(page, (chat) => chat.setAttribute('shortcut', 'ctrl+shift+/'))
    await page.keyboard.press('Control+Shift+/')
    expect(await withChat(page, (chat) => chat.open)).toBe(true)
    await withChat(page, (chat) => chat.removeAttribute('shortcut'))
    await page.keyboard.press('Control+Shift+/')
    expect(await withChat(page, (chat) => chat.open)).toBe(true)
  })

  test.each(['k', 'mod', 'super+k', 'mod+'])('%s is not known, and does nothing', async (keys) => {
    const { page, logs } = await open({ body: chatWith(`shortcut="${keys}"`) })
    await launcher(page).waitFor()
    const warnings = logs.filter((line) => line.startsWith('warning'))
    expect(warnings).toEqual([expect.stringContaining(`shortcut="${keys}". Allowed: mod+k, ctrl+shift+c`)])
    await page.keyboard.press('k')
    await page.keyboard.press('Control+k')
    expect(await withChat(page, (chat) => chat.open)).toBe(false)
  })

  test('is no longer heard when the chat has left the page', async () => {
    const { page, errors } = await open({ body: K })
    await page.evaluate(() => {
      const chat = document.querySelector('todo-chat')
      chat?.remove()
      Object.assign(window, { chat })
    })
    await page.keyboard.press('Control+k')
    expect(await page.evaluate(() => (window as unknown as { chat: { open: boolean } }).chat.open)).toBe(
      false,
    )
    expect(errors).toEqual([])
  })
})

describe('data-todo-chat-open', () => {
  test('opens the chat, and puts its value in the composer', async () => {
    const { page } = await open({
      body: `<button id="help" data-todo-chat-open="Where is my order?"><b>Help</b></button>${CHAT}`,
    })
    await page.getByText('Help').click()
    await untilReady(page)
    await expect
      .poll(() => recorded(page, 'setComposerValue'))
      .toMatchObject([{ args: [{ text: 'Where is my order?' }] }])
    expect(await recorded(page, 'sendUserMessage')).toEqual([])
    await page.keyboard.press('Escape')
    expect(await focused(page)).toBe('help')
  })

  test('without a value leaves the composer as it is', async () => {
    const { page } = await open({ body: `<button id="help" data-todo-chat-open>Help</button>${CHAT}` })
    await page.locator('#help').click()
    await untilReady(page)
    expect(await recorded(page, 'setComposerValue')).toEqual([])
  })

  test('works for elements that come later, and inside another shadow root', async () => {
    const { page } = await open()
    await page.evaluate(() => {
      const card = document.body.appendChild(document.createElement('div'))
      const button = document.createElement('button')
      button.textContent = 'Ask'
      button.dataset.todoChatOpen = 'From a card'
      card.attachShadow({ mode: 'open' }).append(button)
    })
    await page.getByText('Ask').click()
    await untilReady(page)
    await expect.poll(() => recorded(page, 'setComposerValue')).toHaveLength(1)
  })

  test('on a link goes to no other page; without the script it does', async () => {
    const link = '<a href="/contact" data-todo-chat-open>Contact</a>'
    site.routes['/contact'] = () => htmlPage('Write to us')
    const { page } = await open({ body: link + CHAT })
    await page.getByText('Contact').click()
    await untilReady(page)
    expect(new URL(page.url()).pathname).toBe('/')
    const { page: bare } = await open({ body: link + CHAT, head: '' })
    await bare.getByText('Contact').click()
    await bare.getByText('Write to us').waitFor()
  })

  test('is left to the browser where there is no chat any more', async () => {
    site.routes['/contact'] = () => htmlPage('Write to us')
    const { page } = await open({ body: `<a href="/contact" data-todo-chat-open>Contact</a>${CHAT}` })
    await withChat(page, (chat) => chat.remove())
    await page.getByText('Contact').click()
    await page.getByText('Write to us').waitFor()
  })

  test('prefills the chat that is open already, without closing it', async () => {
    const { page } = await open({ body: `<button data-todo-chat-open="More">More</button>${CHAT}` })
    await openChat(page)
    await page.getByText('More').click()
    await expect.poll(() => recorded(page, 'setComposerValue')).toHaveLength(1)
    expect(await panel(page).isVisible()).toBe(true)
  })

  test('is answered by the first of several chats, and by the next one when that is gone', async () => {
    const { page } = await open({ body: `<button data-todo-chat-open>Help</button>${CHAT}${CHAT}` })
    const opened = () =>
      page.evaluate(() => [...document.querySelectorAll('todo-chat')].map(({ open }) => open))
    await page.getByText('Help').click()
    expect(await opened()).toEqual([true, false])
    await withChat(page, (chat) => chat.remove())
    await page.getByText('Help').click()
    await expect.poll(opened).toEqual([true])
    await expect.poll(() => site.askedFor(SESSION).length).toBeGreaterThan(0)
  })
})

test('calls of the page go to the next chat when the first of several is gone', async () => {
  const { page } = await open({ body: CHAT + chatWith('id="second"') })
  await withChat(page, (chat) => chat.remove())
  await page.evaluate(() => {
    window.TodoChat?.push((chat) => Object.assign(window, { called: chat.id }))
  })
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { called: string }).called))
    .toBe('second')
})

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
