import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { SESSION } from '../helpers/pages.ts'
import { serveBuiltInView, talk } from './built-in.ts'
import {
  CHAT,
  closeButton,
  emit,
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
const BUILT_IN = CHAT.replace('chatkit-src', 'renderer="built-in" heading="Todo assistant" chatkit-src')

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

const isStill = (page: Page) => panel(page).evaluate((element) => element.getAnimations().length === 0)

describe.each(['light', 'dark'] as const)('in %s axe finds nothing', (colorScheme) => {
  const context = { colorScheme, viewport: { width: 1280, height: 800 } }

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
    const { page } = await open({ body: PAGE + CHAT.replace('chatkit-src', 'mode="inline" chatkit-src'), context })
    await untilReady(page)
    expect(await faults(page)).toEqual([])
  })
})
