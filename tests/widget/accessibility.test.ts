import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { SESSION } from '../helpers/pages.ts'
import { serveBuiltInView, talk } from './built-in.ts'
import {
  CHAT,
  chatWith,
  closeButton,
  DESKTOP,
  emit,
  isStill,
  launcher,
  open,
  openChat,
  panel,
  site,
  untilReady,
  useSite,
} from './page.ts'

useSite()

const PAGE = '<main><h1>Shop</h1><p>Things to buy.</p></main>'
const BUILT_IN = chatWith('renderer="built-in" heading="Todo assistant"')

/** What axe finds wrong, in the page and in what stands in its shadow roots. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** What a visitor may have before them. Each ends when it looks as it will. */
const STATES: Record<string, (page: Page) => Promise<unknown>> = {
  launcher: (page) => launcher(page).waitFor(),
  'launcher with a badge': async (page) => {
    await openChat(page)
    await closeButton(page).click()
    await emit(page, 'chatkit.response.end')
    await page.getByRole('button', { name: 'Chat, 1 unread' }).waitFor()
  },
  'panel that is loading': async (page) => {
    site.routes[SESSION] = () => new Promise(() => {})
    await launcher(page).click()
    await page.getByText('Loading chat…').waitFor({ state: 'attached' })
  },
  panel: openChat,
  'error panel': async (page) => {
    site.routes[SESSION] = () => ({ status: 503 })
    await launcher(page).click()
    await page.getByText('The chat is busy right now').waitFor()
  },
}

describe.each(['light', 'dark'] as const)('in %s axe finds nothing', (colorScheme) => {
  const context = { colorScheme, viewport: DESKTOP }

  test.each(Object.keys(STATES))('on the %s', async (state) => {
    const { page } = await open({ body: PAGE + CHAT, context })
    await STATES[state]?.(page)
    await expect.poll(() => isStill(page)).toBe(true)
    expect(await faults(page)).toEqual([])
  })

  test('on the panel with the built-in view in it, and an answer', async () => {
    await serveBuiltInView('Milk is on **your** list.')
    const { page } = await open({ body: PAGE + BUILT_IN, context })
    await openChat(page)
    await talk(page, 'Add milk', 'Milk is on')
    await expect.poll(() => isStill(page)).toBe(true)
    expect(await faults(page)).toEqual([])
  })

  test('on an inline chat', async () => {
    const { page } = await open({
      body: PAGE + chatWith('mode="inline"'),
      context,
    })
    await untilReady(page)
    expect(await faults(page)).toEqual([])
  })
})

test('an inline chat that cannot start has no fault either', async () => {
  site.routes[SESSION] = () => ({ status: 403 })
  const { page } = await open({ body: PAGE + chatWith('mode="inline"') })
  await page.getByText('The chat is not available here').waitFor()
  expect(await faults(page)).toEqual([])
})

describe('in forced colours', () => {
  /** Runs in the page: which edges of an element are drawn, and whether what is in it stands out. */
  const edges = (element: Element) => {
    const style = getComputedStyle(element)
    const isDrawn = (edge: 'border-top' | 'outline') => {
      const [width, line, color] = ['width', 'style', 'color'].map((part) =>
        style.getPropertyValue(`${edge}-${part}`),
      )
      return line !== 'none' && Number.parseFloat(width ?? '') >= 1 && color !== 'rgba(0, 0, 0, 0)'
    }
    const isSeen = style.color !== style.backgroundColor
    return { border: isDrawn('border-top'), outline: isDrawn('outline'), isSeen }
  }

  test.each(['light', 'dark'] as const)(
    'launcher, close button and focus are seen by their edges, in %s',
    async (colorScheme) => {
      const { page } = await open()
      await page.emulateMedia({ forcedColors: 'active', colorScheme })
      expect(await launcher(page).evaluate(edges)).toEqual({ border: true, outline: false, isSeen: true })
      await page.keyboard.press('Tab')
      expect(await launcher(page).evaluate(edges)).toEqual({ border: true, outline: true, isSeen: true })
      await page.keyboard.press('Enter')
      await untilReady(page)
      expect(await panel(page).evaluate(edges)).toEqual({ border: true, outline: false, isSeen: true })
      await closeButton(page).focus()
      expect(await closeButton(page).evaluate(edges)).toEqual({ border: true, outline: true, isSeen: true })
    },
  )
})

describe('at 200 % zoom', () => {
  // What a window of 1280 × 800, and a phone of 390, have left.
  test.each([
    [640, 400],
    [195, 422],
  ])('%i × %i has everything within the window, and the page is not wider', async (width, height) => {
    const { page } = await open({
      body: PAGE + chatWith('launcher-label="Ask us about your order" heading="Todo assistant of the shop"'),
      context: { viewport: { width, height } },
    })
    const isInside = async (boxes: ({ x: number; y: number; width: number; height: number } | null)[]) => {
      for (const box of boxes) {
        expect(box).not.toBeNull()
        const { x, y, width: wide, height: high } = box as NonNullable<typeof box>
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
        expect(x + wide).toBeLessThanOrEqual(width)
        expect(y + high).toBeLessThanOrEqual(height)
      }
    }
    await launcher(page).waitFor()
    await isInside([await launcher(page).boundingBox()])
    await openChat(page)
    await expect.poll(() => isStill(page)).toBe(true)
    await isInside([
      await panel(page).boundingBox(),
      await closeButton(page).boundingBox(),
      await page.locator('openai-chatkit').boundingBox(),
    ])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    )
  })

  test('an error is read whole, its button with it', async () => {
    site.routes[SESSION] = () => ({ status: 503 })
    const { page } = await open({ context: { viewport: { width: 195, height: 422 } } })
    await launcher(page).click()
    const retry = page.getByRole('button', { name: 'Try again' })
    await retry.waitFor()
    await expect.poll(() => isStill(page)).toBe(true)
    for (const part of [retry, page.getByText('The chat is busy'), page.getByText('Wait a moment')]) {
      const box = await part.boundingBox()
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(195)
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(422)
    }
  })
})
