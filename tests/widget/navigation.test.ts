import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { SESSION } from '../helpers/pages.ts'
import { serveBuiltInView } from './built-in.ts'
import {
  CHAT,
  chats,
  chatWith,
  closeButton,
  emit,
  heard,
  launcher,
  open,
  openChat,
  optionsNow,
  panel,
  SCRIPT_CHAT,
  scriptChatWith,
  site,
  TAG,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

/** Takes the chat off the page, as a router does, and puts it back once everything else has run. */
const leaveAndComeBack = (page: Page) =>
  page.evaluate(async () => {
    const chat = document.querySelector('todo-chat') as HTMLElement
    chat.remove()
    await new Promise((resolve) => setTimeout(resolve, 50))
    document.body.append(chat)
  })

/** Puts another body in place of the old one, as Turbo does. */
const swapBody = (page: Page, html: string) =>
  page.evaluate((html) => {
    const body = document.createElement('body')
    body.innerHTML = html
    document.documentElement.replaceChild(body, document.body)
  }, html)

describe('the script', () => {
  test.each([
    ['before the element', TAG.replace(' defer', ''), CHAT],
    ['after the element', '', CHAT + TAG.replace(' defer', '')],
    ['at last, by async', TAG.replace('defer', 'async'), CHAT],
    ['as a module would', TAG.replace('defer', 'type="module"'), CHAT],
  ])('may stand %s', async (_, head, body) => {
    const { page, errors } = await open({ head, body })
    await openChat(page)
    expect(errors).toEqual([])
  })

  test('may come twice, in two versions: the first one stays', async () => {
    site.routes['/todo-chat@old.js'] = site.routes['/todo-chat.js'] as never
    const { page, errors } = await open({ head: TAG + TAG.replace('todo-chat', 'todo-chat@old') })
    await openChat(page)
    await page.addScriptTag({ url: '/todo-chat.js?again' })
    expect(await chats(page)).toBe(1)
    expect(await page.locator('todo-chat').count()).toBe(1)
    expect(errors).toEqual([])
  })

  test('may run again when the visitor has closed the chat of its tag, which stays the only one', async () => {
    const { page } = await open({ body: '', head: scriptChatWith('data-open') })
    await untilReady(page)
    await closeButton(page).click()
    await page.evaluate(() => {
      const tag = Object.assign(document.createElement('script'), { src: '/todo-chat.js?again' })
      Object.assign(tag.dataset, { open: '', chatkitSrc: '/chatkit.js' })
      document.head.append(tag)
      return new Promise((resolve) => tag.addEventListener('load', resolve))
    })
    expect(await page.locator('todo-chat').count()).toBe(1)
  })

  test('may run again with another token and language: the chat that is there takes them', async () => {
    const { page } = await open({ body: '<p>First</p>', head: scriptChatWith('data-auth-token="one"') })
    await openChat(page)
    await page.evaluate(async () => {
      const tag = Object.assign(document.createElement('script'), { src: '/todo-chat.js?again' })
      Object.assign(tag.dataset, { authToken: 'two', locale: 'fr', chatkitSrc: '/chatkit.js' })
      document.head.append(tag)
      await new Promise((resolve) => tag.addEventListener('load', resolve))
    })
    expect(await page.locator('todo-chat').count()).toBe(1)
    expect(await withChat(page, ({ authToken, locale }) => [authToken, locale])).toEqual(['two', 'fr'])
  })

  test('mounts another chat than that of the page, and than one that remembers apart', async () => {
    const again = scriptChatWith('data-storage-key="sales"').replace('todo-chat.js', 'todo-chat.js?again')
    const { page } = await open({ body: '<todo-chat></todo-chat>', head: SCRIPT_CHAT + again })
    await expect.poll(() => page.locator('todo-chat').count()).toBe(3)
  })

  test('finds its files where it came from, whatever the address has become', async () => {
    await serveBuiltInView('Hello')
    const head = '<script src="todo-chat.js" defer data-renderer="built-in"></script>'
    const { page } = await open({ body: '', head })
    await page.evaluate(() => history.pushState(null, '', '/shop/items/7'))
    await openChat(page)
  })

  test('takes what the page has called TodoChat already as it is', async () => {
    const { page, errors } = await open({ body: `<div id="TodoChat"></div>${CHAT}` })
    await openChat(page)
    await withChat(page, (chat) => chat.remove())
    expect(errors).toEqual([])
  })
})

describe('a chat that a router takes off the page and puts back', () => {
  test('goes on with its thread when it was open', async () => {
    const { page, errors } = await open()
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_7' })
    await leaveAndComeBack(page)
    await expect.poll(() => chats(page)).toBe(2)
    await untilReady(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_7')
    expect(await page.locator('openai-chatkit').count()).toBe(1)
    expect(await panel(page).isVisible()).toBe(true)
    expect(errors).toEqual([])
  })

  test('stays closed when it was closed, and asks for nothing', async () => {
    const { page } = await open()
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_7' })
    await page.keyboard.press('Escape')
    await leaveAndComeBack(page)
    await page.waitForTimeout(200)
    expect(site.askedFor(SESSION)).toHaveLength(1)
    await openChat(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_7')
  })

  test('starts again when it is inline and in view', async () => {
    const { page } = await open({ body: chatWith('mode="inline"') })
    await untilReady(page)
    await leaveAndComeBack(page)
    await expect.poll(() => chats(page)).toBe(2)
    await untilReady(page)
  })

  test('starts again when it is eager', async () => {
    const { page } = await open({ body: chatWith('loading="eager"') })
    await untilReady(page)
    await leaveAndComeBack(page)
    await expect.poll(() => chats(page)).toBe(2)
  })

  test('has the size and the theme it would have', async () => {
    const { page } = await open()
    await openChat(page)
    await page.evaluate(async () => {
      const chat = document.querySelector('todo-chat')
      chat?.remove()
      chat?.setAttribute('theme', 'dark')
      chat?.setAttribute('heading', 'Tasks')
      await new Promise((resolve) => setTimeout(resolve, 50))
      if (chat) document.body.append(chat)
    })
    await untilReady(page)
    await page.getByRole('dialog', { name: 'Tasks' }).waitFor()
    expect((await optionsNow(page)).theme).toMatchObject({ colorScheme: 'dark' })
  })
})

describe('a page whose body is swapped', () => {
  test('keeps the chat of the script tag, open, with its thread', async () => {
    const { page, errors } = await open({ body: '<p>First</p>', head: SCRIPT_CHAT })
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_7' })
    for (const text of ['Second', 'Third']) {
      await swapBody(page, `<p>${text}</p>`)
      await page.getByText(text).waitFor()
      await expect.poll(() => page.locator('todo-chat').count()).toBe(1)
      await untilReady(page)
      expect((await optionsNow(page)).initialThread).toBe('thr_7')
    }
    expect(await panel(page).isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(errors).toEqual([])
  })

  test('keeps the chat when the contents of the body are swapped, until it is removed itself', async () => {
    const { page, errors } = await open({ body: '<p>First</p>', head: SCRIPT_CHAT })
    await openChat(page)
    for (const text of ['Second', 'Third']) {
      await page.evaluate((text) => {
        document.body.innerHTML = `<p>${text}</p>`
      }, text)
      await expect.poll(() => page.locator('todo-chat').count()).toBe(1)
      await untilReady(page)
    }
    await withChat(page, (chat) => chat.remove())
    await page.evaluate(() => document.body.append('Fourth'))
    expect(await page.locator('todo-chat').count()).toBe(0)
    expect(errors).toEqual([])
  })

  test.each([
    [
      'with something else',
      () => {
        document.querySelector('todo-chat')?.remove()
        document.querySelector('#banner')?.remove()
      },
    ],
    ['for something else', () => document.querySelector('todo-chat')?.replaceWith('No chat')],
    [
      'after it was put elsewhere',
      () => {
        const box = document.createElement('div')
        document.body.append(box)
        box.append(document.querySelector('todo-chat') as Element)
        box.remove()
      },
    ],
    ['with everything', () => document.body.replaceChildren()],
  ])('does not get back a chat that was removed %s', async (_, remove) => {
    const { page, errors } = await open({ body: '<p>First</p><p id="banner">Cookies</p>', head: SCRIPT_CHAT })
    await openChat(page)
    await page.evaluate(remove)
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
    expect(await page.locator('todo-chat').count()).toBe(0)
    await page.evaluate(() => document.body.append('News'))
    expect(await page.locator('todo-chat').count()).toBe(0)
    expect(site.askedFor(SESSION)).toHaveLength(1)
    expect(errors).toEqual([])
  })

  test('keeps the chat when a framework gives up its page, and leaves the scripts', async () => {
    const { page } = await open({ body: '<script></script><p>First</p>', head: SCRIPT_CHAT })
    await openChat(page)
    await page.evaluate(() => {
      for (const node of document.body.querySelectorAll(':scope > :not(script)')) node.remove()
      document.body.append(document.createElement('main'))
    })
    await page.locator('todo-chat').waitFor({ state: 'attached' })
    await untilReady(page)
  })

  test.each([
    [
      'a router takes everything off one by one',
      () => {
        while (document.body.firstChild) document.body.firstChild.remove()
        document.body.append(document.createElement('main'))
      },
    ],
    [
      'the whole document gets another root',
      () => {
        const html = document.createElement('html')
        html.append(document.createElement('head'), document.createElement('body'))
        document.replaceChild(html, document.documentElement)
      },
    ],
  ])('keeps the chat when %s', async (_, swap) => {
    const { page } = await open({ body: '<p>First</p>', head: SCRIPT_CHAT })
    await openChat(page)
    await page.evaluate(swap)
    await page.locator('todo-chat').waitFor({ state: 'attached' })
    await page.evaluate(swap)
    await expect.poll(() => page.locator('todo-chat').count()).toBe(1)
    await untilReady(page)
  })

  test('has one chat when the next body brings the script tag again', async () => {
    const { page } = await open({ body: '<p>First</p>', head: SCRIPT_CHAT })
    await launcher(page).waitFor()
    await page.evaluate(() => {
      const body = document.createElement('body')
      const script = Object.assign(document.createElement('script'), { src: '/todo-chat.js' })
      script.dataset.chatkitSrc = '/chatkit.js'
      body.append(script)
      document.documentElement.replaceChild(body, document.body)
      return new Promise((resolve) => script.addEventListener('load', resolve))
    })
    await launcher(page).waitFor()
    expect(await page.locator('todo-chat').count()).toBe(1)
    await openChat(page)
  })

  test('follows the theme of the new body', async () => {
    const { page } = await open({ body: '', head: scriptChatWith('data-theme="host"') })
    await openChat(page)
    await swapBody(page, '<p>Second</p>')
    await expect.poll(() => chats(page)).toBe(2)
    await untilReady(page)
    await page.evaluate(() => document.body.classList.add('dark'))
    await expect.poll(async () => (await optionsNow(page)).theme).toMatchObject({ colorScheme: 'dark' })
  })

  test('with a chat of its own in each body starts that one, with the thread of before', async () => {
    const { page } = await open()
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_7' })
    await swapBody(page, CHAT)
    await untilReady(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_7')
    await page.evaluate(() => window.TodoChat?.push((chat) => void chat.hide()))
    await expect.poll(() => panel(page).isVisible()).toBe(false)
  })
})

describe('in another shadow root', () => {
  test('the chat works as anywhere: it opens, takes the focus, gives it back, and its events come out', async () => {
    const { page } = await open({ body: '' })
    await page.evaluate(() => {
      const shell = document.body.appendChild(document.createElement('my-shell'))
      const chat = document.createElement('todo-chat')
      chat.setAttribute('chatkit-src', '/chatkit.js')
      shell.attachShadow({ mode: 'open' }).append(chat)
    })
    await openChat(page)
    await expect
      .poll(() => page.getByPlaceholder('Message the AI').evaluate((input) => input.matches(':focus')))
      .toBe(true)
    await page.keyboard.press('Escape')
    expect(await launcher(page).evaluate((button) => button.matches(':focus'))).toBe(true)
    expect((await heard(page)).map(({ name }) => name)).toEqual([
      'todo-chat-open',
      'chatkit.ready',
      'todo-chat-close',
    ])
  })
})

test('several chats on a page do not know each other', async () => {
  const chat = (id: string, heading: string) =>
    chatWith(`id="${id}" storage-key="${id}" endpoint="/${id}" heading="${heading}"`)
  site.routes['/one/session'] = site.routes['/two/session'] = site.routes[SESSION] as never
  const { page } = await open({ body: chat('one', 'One') + chat('two', 'Two') })
  await page.evaluate(() => document.querySelector<HTMLElementTagNameMap['todo-chat']>('#two')?.show())
  await untilReady(page)
  expect(site.askedFor('/two/session')).toHaveLength(1)
  expect(site.askedFor('/one/session')).toHaveLength(0)
  await page.getByRole('dialog', { name: 'Two' }).waitFor()
  expect(await page.getByRole('dialog', { name: 'One' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['todo-chat:two'])
})
