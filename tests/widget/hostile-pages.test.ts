import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { SESSION } from '../helpers/pages.ts'
import { serveBuiltInView } from './built-in.ts'
import {
  CHAT,
  chatWith,
  closeButton,
  DESKTOP,
  launcher,
  open,
  openChat,
  PHONE,
  panel,
  site,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

const RULES: Record<string, string> = {
  'everything unset': '* { all: unset !important }',
  'everything initial, invisible and moved':
    '* { all: initial !important; visibility: hidden !important; float: left !important } body > * { transform: rotate(90deg) !important; opacity: 0.1 !important; filter: blur(3px) !important }',
  'buttons of its own':
    'button { display: none !important; background: red !important; padding: 99px !important; font: 99px serif !important; position: static !important }',
  'a rem of 10 pixels': 'html { font-size: 62.5% }',
  'a rem of 30 pixels':
    'html { font-size: 30px } body { font: 40px/3 monospace; letter-spacing: 9px; text-transform: uppercase; text-align: right; color: red; cursor: none }',
  'no div, section or header': 'div, section, header, span, svg, path, p, h2 { display: none !important }',
  'custom elements and unknown ones hidden':
    ':not(:defined), todo-chat { display: none; width: 0; height: 0; overflow: hidden; pointer-events: none; max-width: 0; contain: strict }',
  'a body that is a grid and a flex child':
    'body { display: grid; grid-template-columns: 1fr 1fr; direction: ltr } body > * { flex: 1; margin: 99px; position: relative; left: 99px }',
  'box sizing, transitions and animations of its own':
    '* { box-sizing: content-box !important; transition: all 9s !important; animation: none !important }',
}

/** Where things are, and how the words look. */
async function look(page: Page) {
  await openChat(page)
  const title = panel(page).getByRole('heading')
  await expect.poll(() => panel(page).evaluate((element) => getComputedStyle(element).opacity)).toBe('1')
  return {
    launcher: await launcher(page).boundingBox(),
    panel: await panel(page).boundingBox(),
    close: await closeButton(page).boundingBox(),
    title: await title.evaluate((element) => {
      const { color, fontSize, fontFamily, letterSpacing, textTransform } = getComputedStyle(element)
      return { color, fontSize, fontFamily, letterSpacing, textTransform }
    }),
  }
}

describe('on a page with', () => {
  test.each(Object.keys(RULES))('%s the panel looks as it does anywhere', async (name) => {
    const plain = await look((await open({ context: { viewport: DESKTOP } })).page)
    const { page } = await open({
      context: { viewport: DESKTOP },
      body: `<style>${RULES[name]}</style>${CHAT}`,
    })
    expect(await look(page)).toEqual(plain)
    await closeButton(page).click()
    await expect.poll(() => panel(page).isVisible()).toBe(false)
  })

  test('everything unset an inline chat has its size', async () => {
    const { page } = await open({
      context: { viewport: DESKTOP },
      body: `<style>* { all: unset !important }</style>${chatWith('mode="inline"')}`,
    })
    await expect.poll(async () => (await panel(page).boundingBox())?.height).toBe(642)
    expect((await panel(page).boundingBox())?.width).toBeGreaterThan(1000)
  })
})

test('something very high above everything else does not cover the chat', async () => {
  const { page } = await open({
    body: `<div style="position:fixed;inset:0;z-index:2147482999;background:#eee">Banner</div>${CHAT}`,
  })
  await openChat(page)
  await closeButton(page).click()
})

test('a page may put its own things above: z-index and offsets are its choice', async () => {
  const { page } = await open({
    context: { viewport: DESKTOP },
    body: `<style>todo-chat { --todo-chat-z-index: 5; --todo-chat-offset-x: 50px; --todo-chat-offset-y: 100px; --todo-chat-width: 500px; --todo-chat-height: 300px; --todo-chat-accent: rgb(0, 128, 0) }</style>${CHAT}`,
  })
  expect(await launcher(page).boundingBox()).toMatchObject({ x: 1280 - 50 - 56, y: 800 - 100 - 56 })
  expect(await withChat(page, (chat) => getComputedStyle(chat).zIndex)).toBe('5')
  expect(await launcher(page).evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(
    'rgb(0, 128, 0)',
  )
  await openChat(page)
  await expect.poll(() => panel(page).boundingBox()).toMatchObject({ width: 500, height: 300 })
})

test('our styles stay inside: the page looks as it did', async () => {
  const styled = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('button, h2, p, i, header')].map((element) => {
        const { font, color, display, padding, margin, width } = getComputedStyle(element)
        return [font, color, display, padding, margin, width]
      }),
    )
  const body = '<header><h2>Shop</h2></header><p>Text <i>here</i></p><button class="quiet">Buy</button>'
  const { page: bare } = await open({ body, head: '' })
  const { page } = await open({ body: body + CHAT })
  await openChat(page)
  expect(await styled(page)).toEqual(await styled(bare))
})

test('hidden hides it, whatever else is said', async () => {
  const { page } = await open({ body: chatWith('hidden') })
  expect(await launcher(page).isVisible()).toBe(false)
  await withChat(page, (chat) => chat.removeAttribute('hidden'))
  await launcher(page).waitFor()
})

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

test('sizes of the page that are called as ours leave the panel of a phone as it is', async () => {
  const { page } = await open({
    body: `<style>:root { --above: 99px; --extent: 9px; --a: 99px; --e: 9px; --x: 9px }</style>${CHAT}`,
    context: { viewport: PHONE },
  })
  await openChat(page)
  const devtools = await page.context().newCDPSession(page)
  // Whoever zooms in sees the page larger, and the panel is not fitted to what is seen of it.
  await devtools.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1.5 })
  await expect.poll(() => page.evaluate(() => visualViewport?.scale)).toBeGreaterThan(1.4)
  await expect
    .poll(() =>
      panel(page).evaluate((element) => [getComputedStyle(element).top, getComputedStyle(element).height]),
    )
    .toEqual(['0px', `${PHONE.height}px`])
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
