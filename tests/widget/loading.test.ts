import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { json, SESSION, sessionAnswer } from '../helpers/pages.ts'
import {
  chatWith,
  LONG_TEXT,
  launcher,
  open,
  openChat,
  panel,
  site,
  TOUCH_PHONE,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

/** What the page asked for, anywhere, beside itself and our script. */
function followRequests(page: Page): string[] {
  const urls: string[] = []
  page.on('request', (request) => urls.push(request.url()))
  return urls
}

describe('before the visitor means to open the chat', () => {
  test.each([
    ['', 'lang="de"'],
    ['launcher-label="Ask us" accent="teal" theme="host" shortcut="mod+k"', 'lang="ar" dir="rtl"'],
    ['renderer="built-in" thread="thr_1" prompts="A|B" auth-token="x.y.z"', ''],
  ])('a chat with %s asks for nothing, keeps nothing and does not touch Intl', async (attributes, html) => {
    const { page, errors } = await open({
      body: LONG_TEXT + chatWith(attributes),
      html,
      before: () => {
        const touched: PropertyKey[] = []
        const handler: ProxyHandler<typeof Intl> = {
          get: (target, name) => {
            touched.push(name)
            return Reflect.get(target, name)
          },
        }
        Object.assign(window, { touched, Intl: new Proxy(Intl, handler) })
      },
    })
    const urls = followRequests(page)
    await page.reload()
    await launcher(page).waitFor()
    await page.mouse.wheel(0, 2000)
    await page.waitForTimeout(300)
    expect(urls.map((url) => url.replace(site.origin, ''))).toEqual(['/', '/todo-chat.js'])
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ])
    expect(await page.evaluate(() => (window as unknown as { touched: string[] }).touched)).toEqual([])
    expect(errors).toEqual([])
  })

  test('a chat whose panel was closed on the page before asks for nothing', async () => {
    const { page } = await open()
    await openChat(page)
    await page.keyboard.press('Escape')
    const urls = followRequests(page)
    await page.reload()
    await launcher(page).waitFor()
    await page.waitForTimeout(100)
    expect(urls.map((url) => url.replace(site.origin, ''))).toEqual(['/', '/todo-chat.js'])
  })
})

describe('the chat is loaded ahead', () => {
  const preloads = async (page: Page) => {
    await expect.poll(() => site.askedFor('/chatkit.js')).toHaveLength(1)
    expect(site.askedFor(SESSION)).toHaveLength(0)
    expect(await withChat(page, (chat) => chat.open)).toBe(false)
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
  }

  test('when the launcher gets the focus', async () => {
    const { page } = await open()
    await page.keyboard.press('Tab')
    await preloads(page)
  })

  test('when the visitor points at the launcher', async () => {
    const { page } = await open()
    await launcher(page).hover()
    await preloads(page)
  })

  test('when a finger touches the launcher, before it is lifted', async () => {
    const { page } = await open({ context: TOUCH_PHONE })
    const { x = 0, y = 0 } = (await launcher(page).boundingBox()) ?? {}
    const session = await page.context().newCDPSession(page)
    await session.send('Input.dispatchTouchEvent', {
      type: 'touchStart',
      touchPoints: [{ x: x + 20, y: y + 20 }],
    })
    await preloads(page)
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await untilReady(page)
    expect(site.askedFor('/chatkit.js')).toHaveLength(1)
  })

  test('and asked for again when that failed', async () => {
    const works = site.routes['/chatkit.js']
    site.routes['/chatkit.js'] = () => ({ status: 500 })
    const { page, errors } = await open({ body: chatWith('renderer="chatkit"') })
    const failed = page.waitForEvent('console', (message) => message.text().includes('500'))
    await launcher(page).hover()
    await failed
    if (works) site.routes['/chatkit.js'] = works
    await openChat(page)
    expect(site.askedFor('/chatkit.js')).toHaveLength(2)
    expect(errors).toEqual([])
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

describe('a chat that starts by itself', () => {
  test('eager asks for its session, keeps the panel closed, and leaves the focus alone', async () => {
    const { page } = await open({ body: `<input id="search" autofocus>${chatWith('loading="eager"')}` })
    await untilReady(page)
    expect(site.askedFor(SESSION)).toHaveLength(1)
    expect(await panel(page).isVisible()).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search')
  })

  test('eager can be said later', async () => {
    const { page } = await open()
    await withChat(page, (chat) => chat.setAttribute('loading', 'eager'))
    await untilReady(page)
  })

  test('inline in view starts at once, and once', async () => {
    const { page } = await open({ body: chatWith('mode="inline"') })
    await untilReady(page)
    await page.mouse.wheel(0, 500)
    expect(site.askedFor(SESSION)).toHaveLength(1)
    expect((await panel(page).boundingBox())?.height).toBe(640)
  })

  test('inline eager does not wait until it is in view', async () => {
    const { page } = await open({ body: LONG_TEXT + chatWith('mode="inline" loading="eager"') })
    await untilReady(page)
  })

  test('inline starts when show() is called far above it, which scrolls to it', async () => {
    const { page } = await open({ body: LONG_TEXT + chatWith('mode="inline"') })
    await withChat(page, (chat) => chat.show())
    await untilReady(page)
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1000)
  })
})
