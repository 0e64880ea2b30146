import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { atOnce } from '../../demo/gallery-items.ts'
import { assistantMessage, streamText, userMessage, widgetItem } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, type ChatWindow, openChat, PHONE, server, useChat } from './open-chat.ts'

useChat(({ thread }) => streamText(thread.id, ['Sure.']))

const options = {
  startScreen: { prompts: [{ label: 'Add milk', prompt: 'Add milk' }] },
  threadItemActions: { retry: true },
}
const SIZE = { width: 400, height: 640 }
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** The class or the tag of what has the focus within the chat. */
const focused = (page: Page) =>
  page.locator('todo-chat-view').evaluate((chat) => {
    const element = chat.shadowRoot?.activeElement
    return element && (element.className || element.localName)
  })

function fail(type: string) {
  server.intercept = (request, response) =>
    request.type === type && Boolean(response.writeHead(503).end('{}'))
}

describe('the focus is in the field', () => {
  test('after a new chat is begun', async () => {
    const { page, say } = await openChat(browser, server, options)
    await say('hello')
    await button(page, 'Copy').waitFor()
    await button(page, 'New chat').press('Enter')
    await expect.poll(() => page.locator('.bubble').count()).toBe(0)
    expect(await focused(page)).toBe('textarea')
  })

  test('after a message is sent by its button', async () => {
    const { page, composer } = await openChat(browser, server, options)
    await composer.fill('hello')
    await button(page, 'Send message').press('Enter')
    await button(page, 'Copy').waitFor()
    expect(await focused(page)).toBe('textarea')
  })

  test('after a start prompt', async () => {
    const { page } = await openChat(browser, server, options)
    await button(page, 'Add milk').press('Enter')
    await button(page, 'Copy').waitFor()
    expect(await focused(page)).toBe('textarea')
  })
})

describe('the focus is in the conversation', () => {
  test('after an answer is asked for again', async () => {
    const { page, say } = await openChat(browser, server, options)
    await say('hello')
    await button(page, 'Answer again').press('Enter')
    await expect.poll(() => server.requestsOf('threads.retry_after_item').length).toBe(1)
    await button(page, 'Answer again').waitFor()
    expect(await focused(page)).toBe('scroller')
  })

  test('after the way to its end', async () => {
    const items = Array.from({ length: 30 }, (_, index) => assistantMessage(`Answer ${index}`))
    const { id } = seedThread(server, 'Long', items)
    const { page } = await openChat(browser, server, { initialThread: id })
    await page.getByText('Answer 29').waitFor()
    const scrollUp = () =>
      page.locator('.scroller').evaluate((scroller) => {
        scroller.scrollTop = 0
      })
    // Until it is at its end nothing is above.
    await expect.poll(() => scrollUp().then(() => page.locator('.jump[data-away]').count())).toBe(0)
    await button(page, 'Jump to the latest message').press('Enter')
    await expect.poll(() => page.locator('.jump[data-away]').count()).toBe(1)
    await expect.poll(() => focused(page)).toBe('scroller')
  })

  test('after a widget is drawn without the button that was pressed', async () => {
    const card = (...children: object[]) => ({ type: 'Card', children })
    const undo = { type: 'Button', label: 'Undo', onClickAction: atOnce('undo', {}) }
    const item = widgetItem(card(undo))
    const { id } = seedThread(server, 'Widgets', [item])
    server.syncAction = () => ({ updated_item: { ...item, widget: card({ type: 'Text', value: 'Undone' }) } })
    const { page } = await openChat(browser, server, { initialThread: id })
    await button(page, 'Undo').press('Enter')
    await page.getByText('Undone').waitFor()
    expect(await focused(page)).toBe('scroller')
  })

  test('after what has failed is tried again', async () => {
    const { id } = seedThread(server, 'Lost', [userMessage('hello')])
    fail('threads.get_by_id')
    const { page } = await openChat(browser, server, { initialThread: id })
    await button(page, 'Try again').waitFor()
    server.intercept = undefined
    await button(page, 'Try again').press('Enter')
    await page.locator('.bubble').waitFor()
    expect(await focused(page)).toBe('scroller')
  })

  test('after a start prompt and a new chat on a phone, whose keyboard stays away', async () => {
    const { page } = await openChat(browser, server, options, SIZE, PHONE)
    await button(page, 'Add milk').press('Enter')
    await button(page, 'Copy').waitFor()
    expect(await focused(page)).toBe('scroller')
    await button(page, 'New chat').press('Enter')
    await expect.poll(() => page.locator('.bubble').count()).toBe(0)
    expect(await focused(page)).toBe('scroller')
  })
})

test('the focus is in the history after its chats are asked for again', async () => {
  fail('threads.list')
  const { page } = await openChat(browser, server)
  await button(page, 'Chat history').click()
  await button(page, 'Try again').waitFor()
  server.intercept = undefined
  seedThread(server, 'Groceries')
  await button(page, 'Try again').press('Enter')
  await page.locator('.thread').waitFor()
  expect(
    await page.getByRole('button', { name: 'Back to the chat' }).evaluate((back) => back.matches(':focus')),
  ).toBe(true)
})

test('the focus stays where it is on the page', async () => {
  const { page } = await openChat(browser, server, options)
  await page.evaluate(() => document.getElementById('elsewhere')?.append(document.createElement('input')))
  await page.locator('#elsewhere input').focus()
  await page.evaluate(() => (window as unknown as ChatWindow).chat.sendUserMessage({ text: 'hello' }))
  await button(page, 'Copy').waitFor()
  expect(await page.locator('#elsewhere input').evaluate((input) => input.matches(':focus'))).toBe(true)
})
