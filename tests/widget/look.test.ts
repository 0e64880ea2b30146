import type { ThemeOption } from '@openai/chatkit'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { TodoChat } from '../../widget/index.ts'
import {
  chats,
  chatWith,
  closeButton,
  DESKTOP,
  launcher,
  open,
  openChat,
  optionsNow,
  PHONE,
  panel,
  recorded,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

/** Red, green and blue, 0 to 255, that a colour has on screen where it lies over grey. */
const drawn = (page: Page, color: string) =>
  page.evaluate((color) => {
    const canvas = document.createElement('canvas').getContext('2d')
    if (!canvas) throw new Error('There is no canvas.')
    for (const fill of ['#777', color]) {
      canvas.fillStyle = fill
      canvas.fillRect(0, 0, 1, 1)
    }
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)]
  }, color)

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(rgb: number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((byte) => {
    const part = byte / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

describe('the look', () => {
  test('puts text of enough contrast on any accent', async () => {
    const { page } = await open()
    for (const accent of [
      '#f5c518',
      '#777777',
      '#757575',
      '#00f',
      'oklch(70% 0.2 150)',
      '#e11d48',
      'teal',
      '#fff',
      '#000',
      // No screen can show these.
      'oklch(57% 0.37 30)',
      'oklch(45% 0.37 145)',
      'color(display-p3 0 0.5 0)',
    ]) {
      const { color, backgroundColor } = await launcher(page).evaluate(async (button, accent) => {
        const { host } = button.getRootNode() as ShadowRoot & { host: TodoChat }
        host.setAttribute('accent', accent)
        await host.updateComplete
        const { color, backgroundColor } = getComputedStyle(button)
        return { color, backgroundColor }
      }, accent)
      const both = [luminance(await drawn(page, color)), luminance(await drawn(page, backgroundColor))]
      expect((Math.max(...both) + 0.05) / (Math.min(...both) + 0.05), accent).toBeGreaterThanOrEqual(4.5)
    }
  })

  test.each(['#fff', '#f5c518', '#123456', '#777'])(
    'has a bar that can be read on a surface of %s, and ChatKit has the same text',
    async (surface) => {
      const { page } = await open({
        body: chatWith(`surface="${surface}"`),
        context: { colorScheme: 'dark' },
      })
      await openChat(page)
      const color = await page.getByRole('heading').evaluate((title) => getComputedStyle(title).color)
      expect(await drawn(page, color)).toEqual(surface === '#123456' ? [255, 255, 255] : [0, 0, 0])
      await untilReady(page)
      const foreground = async () => {
        const theme = (await optionsNow(page)).theme as ThemeOption | undefined
        return theme?.color?.surface?.foreground
      }
      expect(await foreground()).toBe(surface === '#123456' ? '#fff' : '#000')
      // Also on another surface that it is given while nobody looks.
      await closeButton(page).click()
      await withChat(page, (chat) => chat.setAttribute('surface', '#222'))
      await expect.poll(foreground).toBe('#fff')
      await withChat(page, (chat) => chat.setAttribute('surface', '#eee'))
      await expect.poll(foreground).toBe('#000')
    },
  )

  test('follows the system, or the page, without another chat', async () => {
    const { page } = await open()
    const scheme = async () => {
      const [last] = (await recorded(page, 'setOptions')).slice(-1)
      return (last?.args[0] as { theme?: { colorScheme?: string } } | undefined)?.theme?.colorScheme
    }
    await openChat(page)
    expect(await scheme()).toBe('light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(scheme).toBe('dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(scheme).toBe('light')
    await withChat(page, (chat) => chat.setAttribute('theme', 'host'))
    for (const [name, value] of [
      ['class', 'dark'],
      ['data-theme', 'dark'],
      ['style', 'color-scheme: dark'],
    ] as const) {
      await page.evaluate(([name, value]) => document.documentElement.setAttribute(name, value), [
        name,
        value,
      ] as const)
      await expect.poll(scheme, { message: name }).toBe('dark')
      await page.evaluate((name) => document.documentElement.removeAttribute(name), name)
      await expect.poll(scheme, { message: name }).toBe('light')
    }
    expect(await chats(page)).toBe(1)
  })

  test.each([
    ['a class of its own kind', 'class="chakra-ui-dark"', '', 'dark'],
    ['an attribute of its own kind', 'data-bs-theme="dark"', '', 'dark'],
    ['a class that switches nothing but some words', '', 'class="bg-white dark:bg-black"', 'light'],
    ['a class that names the text', '', 'class="text-dark font-light"', 'light'],
    ['the canvas, where it says both', 'style="color-scheme: dark"', 'class="dark:bg-black"', 'dark'],
    ['the system, where it is as that is', 'style="color-scheme: light dark"', '', 'dark'],
    ['only what it says', 'style="color-scheme: only light"', '', 'light'],
    ['a part that is light on a page that is dark', 'class="light-sidebar" data-theme="dark"', '', 'dark'],
    ['a path that has the word', 'data-assets="/themes/light/" data-theme="dark"', '', 'dark'],
    ['nothing, which is light', '', '', 'light'],
  ])('is as the host page is, whatever the system is: %s', async (_, html, body, scheme) => {
    const { page } = await open({
      html,
      body: chatWith('theme="host"'),
      context: { colorScheme: 'dark' },
    })
    await launcher(page).waitFor()
    await page.evaluate((attribute) => {
      const [, name, value] = /(\w+)="(.*)"/.exec(attribute) ?? []
      if (name) document.body.setAttribute(name, value as string)
    }, body)
    await expect.poll(() => page.locator(`todo-chat .${scheme}`).count()).toBe(1)
  })

  test.each(['#2f6f4f80', 'rgb(255 255 255 / 40%)'])(
    'writes on an accent of %s without its transparency',
    async (accent) => {
      const { page } = await open({ body: chatWith(`accent="${accent}"`) })
      const color = await launcher(page).evaluate((button) => getComputedStyle(button).color)
      expect(color).not.toContain('/')
    },
  )

  test('stands at the very edge where an offset is 0, with or without a unit', async () => {
    const { page } = await open({ context: { viewport: DESKTOP } })
    await openChat(page)
    for (const zero of ['0', '0px']) {
      await page.addStyleTag({
        content: `todo-chat { --todo-chat-offset-x: ${zero}; --todo-chat-offset-y: ${zero} }`,
      })
      await expect.poll(() => launcher(page).boundingBox()).toMatchObject({ x: DESKTOP.width - 56, y: 744 })
      await expect
        .poll(() => panel(page).boundingBox())
        .toEqual({
          ...{ x: DESKTOP.width - 400, y: DESKTOP.height - 68 - 640 },
          ...{ width: 400, height: 640 },
        })
    }
  })

  test('fills a phone, and ends above its keyboard', async () => {
    const { page } = await open({ context: { viewport: PHONE } })
    await openChat(page)
    await expect.poll(() => panel(page).boundingBox()).toEqual({ x: 0, y: 0, ...PHONE })
    expect(await launcher(page).isVisible()).toBe(false)
    const close = await closeButton(page).boundingBox()
    expect(Math.min(close?.width ?? 0, close?.height ?? 0)).toBeGreaterThanOrEqual(44)
    // What a keyboard does to the visual viewport.
    await page.evaluate(() => {
      Object.defineProperties(visualViewport, { height: { value: 500 }, offsetTop: { value: 20 } })
      visualViewport?.dispatchEvent(new Event('resize'))
    })
    expect(await panel(page).boundingBox()).toEqual({ x: 0, y: 20, width: PHONE.width, height: 500 })
  })

  test('mirrors in right-to-left pages, and goes to the other corner', async () => {
    const { page } = await open({
      html: 'lang="ar" dir="rtl"',
      context: { viewport: DESKTOP },
    })
    const left = async () => (await launcher(page).boundingBox())?.x
    expect(await left()).toBe(20)
    await page.getByRole('button', { name: 'دردشة' }).waitFor()
    await withChat(page, (chat) => chat.setAttribute('position', 'start'))
    await expect.poll(left).toBe(1280 - 20 - 56)
  })

  test.each([
    ['a right-to-left chat on a left-to-right page', 'lang="en"', 'locale="ar"'],
    ['the same in the other corner', 'lang="en"', 'locale="ar" position="bottom-left"'],
    ['a left-to-right chat on a right-to-left page', 'lang="ar" dir="rtl"', 'locale="en"'],
    ['a page that says only its direction', 'lang="en" dir="rtl"', ''],
  ])('opens within the window: %s', async (_, html, attributes) => {
    const { page } = await open({
      html,
      body: chatWith(attributes),
      context: { viewport: DESKTOP },
    })
    await openChat(page)
    const [box, button] = [await panel(page).boundingBox(), await launcher(page).boundingBox()]
    if (!box || !button) throw new Error('The panel or the launcher is not there.')
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual(1280)
    // On the side of the launcher.
    expect(box.x < 640).toBe(button.x < 640)
  })

  test('keeps a long launcher within a narrow window', async () => {
    const { page } = await open({
      body: chatWith('launcher-label="Ask us anything about your orders and more"'),
      context: { viewport: { width: 320, height: 600 } },
    })
    const box = await launcher(page).boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(20)
  })

  test('is not printed, and does not move when motion is not wanted', async () => {
    const { page } = await open()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('todo-chat').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen', reducedMotion: 'reduce' })
    expect(await panel(page).evaluate((element) => getComputedStyle(element).transitionProperty)).toBe('none')
  })
})
