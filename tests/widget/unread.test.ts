import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import {
  chats,
  closeButton,
  DESKTOP,
  emit,
  focused,
  heard,
  launcher,
  open,
  openChat,
  PHONE,
  panel,
  recorded,
  remembered,
  useSite,
  withChat,
} from './page.ts'

useSite()

const badge = (page: Page) => page.locator('todo-chat [part=badge]')
const answer = (page: Page) => emit(page, 'chatkit.response.end')
const counts = async (page: Page) => {
  const all = await heard(page)
  return all.filter(({ name }) => name === 'todo-chat-unread').map(({ detail }) => detail?.count)
}

describe('answers that end while the chat is closed', () => {
  test('are counted on a badge, in the name of the launcher and in an event', async () => {
    const { page } = await open()
    await openChat(page)
    await closeButton(page).click()
    expect(await badge(page).isVisible()).toBe(false)
    await answer(page)
    await badge(page).getByText('1', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Chat, 1 unread', exact: true }).waitFor()
    await answer(page)
    await page.getByRole('button', { name: 'Chat, 2 unread', exact: true }).waitFor()
    await withChat(page, (chat) => chat.setAttribute('launcher-label', 'Ask us'))
    await page.getByRole('button', { name: 'Ask us, 2 unread', exact: true }).waitFor()
    expect(await counts(page)).toEqual([1, 2])
  })

  test('are more than a badge can hold: 9+, but the name says how many', async () => {
    const { page } = await open()
    await openChat(page)
    await closeButton(page).click()
    for (let i = 0; i < 12; i++) await answer(page)
    await badge(page).getByText('9+', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Chat, 12 unread' }).waitFor()
  })

  test('are seen when the chat is opened', async () => {
    const { page } = await open()
    await openChat(page)
    await closeButton(page).click()
    await answer(page)
    await launcher(page).click()
    await expect.poll(() => badge(page).isVisible()).toBe(false)
    expect(await launcher(page).getAttribute('aria-label')).toBe('Chat')
    expect(await counts(page)).toEqual([1, 0])
    await closeButton(page).click()
    expect(await counts(page)).toEqual([1, 0])
  })

  test('are forgotten when the visitor signs out', async () => {
    const { page } = await open()
    await openChat(page)
    await closeButton(page).click()
    await answer(page)
    await withChat(page, (chat) => chat.signOut())
    await expect.poll(() => badge(page).isVisible()).toBe(false)
  })
})

test('answers in front of the visitor are not unread, in a panel or inline', async () => {
  const { page } = await open()
  await openChat(page)
  await answer(page)
  expect(await badge(page).isVisible()).toBe(false)
  await withChat(page, (chat) => {
    chat.open = false
    chat.mode = 'inline'
    return chat.updateComplete
  })
  await answer(page)
  expect(await counts(page)).toEqual([])
})

describe('the larger panel', () => {
  const expand = (page: Page) => panel(page).getByRole('button', { name: 'Expand chat' })
  const shrink = (page: Page) => panel(page).getByRole('button', { name: 'Shrink chat' })
  const size = async (page: Page) => {
    const box = await panel(page).boundingBox()
    return [Math.round(box?.width ?? 0), Math.round(box?.height ?? 0)]
  }

  test('comes and goes with a button that says what it does, and the chat stays', async () => {
    const { page } = await open({ context: { viewport: DESKTOP } })
    await openChat(page)
    expect(await size(page)).toEqual([400, 640])
    await expand(page).click()
    await expect.poll(() => size(page)).toEqual([800, 692])
    await shrink(page).click()
    await expect.poll(() => size(page)).toEqual([400, 640])
    expect(await chats(page)).toBe(1)
    expect(await recorded(page, 'setOptions')).toHaveLength(1)
  })

  test('keeps the focus on its button, by keyboard as well', async () => {
    const { page } = await open({ context: { viewport: DESKTOP } })
    await openChat(page)
    await expand(page).focus()
    await page.keyboard.press('Enter')
    await shrink(page).waitFor()
    expect(await focused(page)).toBe('quiet expand')
  })

  test('leaves the page its edges, however narrow the window', async () => {
    const { page } = await open({ context: { viewport: { width: 700, height: 500 } } })
    await openChat(page)
    await expand(page).click()
    await expect.poll(() => size(page)).toEqual([660, 392])
    const box = await panel(page).boundingBox()
    expect([box?.x, box?.y]).toEqual([20, 20])
  })

  test('is remembered', async () => {
    const { page } = await open({ context: { viewport: DESKTOP } })
    await openChat(page)
    await expand(page).click()
    expect(await remembered(page)).toMatchObject({ expanded: true })
    await shrink(page).click()
    expect(await remembered(page)).toMatchObject({ expanded: false })
  })

  test('is not offered on a phone, which the panel fills already, nor inline', async () => {
    const { page } = await open({ context: { viewport: PHONE } })
    await openChat(page)
    expect(await expand(page).isVisible()).toBe(false)
    await page.setViewportSize(DESKTOP)
    expect(await expand(page).isVisible()).toBe(true)
    await withChat(page, (chat) => chat.setAttribute('mode', 'inline'))
    await expect.poll(() => expand(page).isVisible()).toBe(false)
  })
})
