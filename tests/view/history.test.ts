import { describe, expect, test } from 'vitest'
import { assistantMessage, streamText, textEvents, userMessage } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

useChat(({ thread }) => streamText(thread.id, ['Sure.']))

const titles = ['Oldest', 'Groceries', 'Trip to Lisbon']
const seed = () =>
  titles.map((title) => seedThread(server, title, [userMessage(`about ${title}`), assistantMessage('Yes')]))

describe('the history', () => {
  test('lists the chats, newest first, and opens one', async () => {
    const [, groceries] = seed()
    const { page, eventNames, detailsOf } = await openChat(browser, server)
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.getByRole('button', { name: /^Groceries/ }).waitFor()
    await expect.poll(() => page.locator('.thread-title').allInnerTexts()).toEqual([...titles].reverse())
    await page.getByRole('button', { name: /^Groceries/ }).click()
    await page.getByText('about Groceries').waitFor()
    await expect.poll(() => page.getByRole('heading', { name: 'Groceries' }).count()).toBe(1)
    expect(await detailsOf('thread.change')).toEqual([{ threadId: groceries?.id }])
    expect(await eventNames()).toEqual([
      'ready',
      'history.open',
      'history.close',
      'thread.change',
      'thread.load.start',
      'thread.load.end',
    ])
  })

  test('renames a chat where it stands', async () => {
    const [oldest] = seed()
    const { page } = await openChat(browser, server, { initialThread: oldest?.id ?? null })
    await page.getByText('about Oldest').waitFor()
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.locator('.thread', { hasText: 'Oldest' }).hover()
    await page.getByRole('button', { name: 'Rename “Oldest”' }).click()
    const input = page.getByRole('textbox', { name: 'Title' })
    expect(await input.evaluate((element) => element.matches(':focus'))).toBe(true)
    await input.fill('Ancient')
    await input.press('Enter')
    await page.getByRole('button', { name: /^Ancient/ }).waitFor()
    expect(server.threads.get(oldest?.id ?? '')?.thread.title).toBe('Ancient')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Ancient' }).waitFor()
  })

  test('puts a title back that the server refuses', async () => {
    seed()
    const { page } = await openChat(browser, server)
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.locator('.thread', { hasText: 'Oldest' }).hover()
    await page.getByRole('button', { name: 'Rename “Oldest”' }).click()
    server.intercept = (_, response) => !response.writeHead(409).end('{"message":"Read only."}') || true
    await page.getByRole('textbox', { name: 'Title' }).fill('Mine')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'Read only.' }).waitFor()
    await expect.poll(() => page.locator('.thread-title').allInnerTexts()).toContain('Oldest')
  })

  test('takes a chat out of the list at once, and brings it back when asked', async () => {
    const [oldest] = seed()
    const { page } = await openChat(browser, server, { initialThread: oldest?.id ?? null })
    await page.getByText('about Oldest').waitFor()
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.locator('.thread', { hasText: 'Oldest' }).hover()
    await page.getByRole('button', { name: 'Delete “Oldest”' }).click()
    await expect.poll(() => page.locator('.thread').count()).toBe(2)
    await page.getByRole('log').getByText('Deleted “Oldest”').waitFor()
    const undo = page.getByRole('button', { name: 'Undo' })
    await expect.poll(() => undo.evaluate((button) => button.matches(':focus'))).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.thread-title').allInnerTexts()).toContain('Oldest')
    await page.keyboard.press('Escape')
    await page.getByText('about Oldest').waitFor()
    expect(server.requestsOf('threads.delete').length).toBe(0)
    expect(server.threads.has(oldest?.id ?? '')).toBe(true)
  })

  test('deletes a chat for good when the list is left, and goes on with a new one', async () => {
    const [oldest] = seed()
    const { page, detailsOf } = await openChat(browser, server, { initialThread: oldest?.id ?? null })
    await page.getByText('about Oldest').waitFor()
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.locator('.thread', { hasText: 'Oldest' }).hover()
    await page.getByRole('button', { name: 'Delete “Oldest”' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await page.getByRole('button', { name: 'Back to the chat' }).click()
    await expect.poll(() => server.threads.has(oldest?.id ?? '')).toBe(false)
    await expect.poll(async () => (await detailsOf('thread.change')).at(-1)).toEqual({ threadId: null })
  })

  test('deletes a chat when the time to bring it back is over, and the focus stays in the list', async () => {
    const [oldest] = seed()
    const { page } = await openChat(browser, server)
    await page.clock.install()
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.locator('.thread', { hasText: 'Oldest' }).hover()
    await page.getByRole('button', { name: 'Delete “Oldest”' }).click()
    await page.clock.runFor(1000)
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await page.clock.runFor(20_000)
    await expect.poll(() => server.threads.has(oldest?.id ?? '')).toBe(false)
    await page.clock.runFor(1000)
    await expect.poll(() => page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
    expect(
      await page
        .locator('.history .icon-button')
        .first()
        .evaluate((button) => button.matches(':focus')),
    ).toBe(true)
  })

  test('deletes a chat for good when the page is left', async () => {
    const [oldest] = seed()
    const { page } = await openChat(browser, server)
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.locator('.thread', { hasText: 'Oldest' }).hover()
    await page.getByRole('button', { name: 'Delete “Oldest”' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await page.goto('about:blank')
    await expect.poll(() => server.threads.has(oldest?.id ?? '')).toBe(false)
  })

  test('shows a chat again that the server does not delete', async () => {
    seed()
    const { page } = await openChat(browser, server)
    await page.getByRole('button', { name: 'Chat history' }).click()
    server.intercept = ({ type }, response) =>
      type === 'threads.delete' && (!response.writeHead(409).end('{"message":"Read only."}') || true)
    for (const title of ['Oldest', 'Groceries']) {
      await page.locator('.thread', { hasText: title }).hover()
      await page.getByRole('button', { name: `Delete “${title}”` }).click()
    }
    // The second one ends the wait for the first.
    await page.getByRole('alert').filter({ hasText: 'Read only.' }).waitFor()
    await expect
      .poll(() => page.locator('.thread-title').allInnerTexts())
      .toEqual(['Trip to Lisbon', 'Oldest'])
  })

  test('finds a chat by its title, on pages that were not read too', async () => {
    seedThread(server, 'A needle')
    for (let index = 0; index < 120; index++) seedThread(server, `Hay ${index}`)
    const { page } = await openChat(browser, server)
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.getByText('Hay 119').waitFor()
    await page.getByRole('searchbox', { name: 'Search chats' }).fill('needle')
    await page.getByRole('button', { name: /^A needle/ }).waitFor()
    await expect.poll(() => page.locator('.thread').count()).toBe(1)
    const cursors = server.requestsOf('threads.list').map(({ params }) => params.after)
    expect(new Set(cursors).size).toBe(3)
  })

  test('is empty in words, and has no buttons that the page does not want', async () => {
    const { page, setOptions } = await openChat(browser, server)
    await page.evaluate(() => (window as unknown as ChatWindow).chat.showHistory())
    await page.getByText('No chats yet').waitFor()
    seed()
    await setOptions({ history: { enabled: false, showDelete: false, showRename: false } })
    await page.evaluate(async () => {
      const { chat } = window as unknown as ChatWindow
      await chat.hideHistory()
      await chat.showHistory()
    })
    await page.locator('.thread').first().hover()
    await expect.poll(() => page.getByRole('button', { name: /Rename|Delete/ }).count()).toBe(0)
    await expect.poll(() => page.locator('.page [data-icon=history]').count()).toBe(0)
  })
})

describe('a thread left while it answers', () => {
  test('goes on answering, and is found as it is', async () => {
    const [, groceries] = seed()
    let finish = () => {}
    server.script = async function* ({ thread }) {
      const events = textEvents(thread.id, ['A slow answer'])
      yield* events.slice(0, 2)
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      yield* events.slice(2)
    }
    const { page, say, detailsOf } = await openChat(browser, server)
    await say('take your time')
    await page.getByText('A slow answer').waitFor()
    const [{ threadId } = { threadId: '' }] = await detailsOf('thread.change')
    const open = (id: unknown) =>
      page.evaluate((given) => (window as unknown as ChatWindow).chat.setThreadId(given as string), id)
    await open(groceries?.id)
    await page.getByText('about Groceries').waitFor()
    expect(server.left).toBe(0)
    await open(threadId)
    await page.getByText('A slow answer').waitFor()
    await page.getByRole('button', { name: 'Stop answering' }).waitFor()
    finish()
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    expect(await detailsOf('thread.load.start')).toEqual([{ threadId: groceries?.id }])
  })
})
