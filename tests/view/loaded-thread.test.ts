import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { ClientToolCallItem } from '../../server/chatkit/wire.ts'
import { assistantMessage, streamText, userMessage } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

useChat(({ thread }) => streamText(thread.id, ['Sure.']))

/** Goes to a thread that does not come before it is let through. */
async function openHeldBack(page: Page, threadId: string): Promise<() => void> {
  const { promise: gate, resolve: letThrough } = Promise.withResolvers<void>()
  await page.route('**/chatkit', async (route) => {
    if (route.request().postData()?.includes('threads.get_by_id')) await gate
    await route.continue()
  })
  const asked = page.waitForRequest((request) => request.postData()?.includes(threadId) === true)
  await page.evaluate((id) => void (window as unknown as ChatWindow).chat.setThreadId(id), threadId)
  await asked
  return letThrough
}

describe('while a thread is loaded', () => {
  test('Enter sends what is typed as soon as the thread is there', async () => {
    const { id } = seedThread(server, 'Slow', [userMessage('hello')])
    const { page, composer, say } = await openChat(browser, server)
    const letThrough = await openHeldBack(page, id)
    await say('and more')
    await page.locator('.send[data-waiting]').waitFor()
    expect(await composer.inputValue()).toBe('and more')
    letThrough()
    await page.getByText('Sure.').first().waitFor()
    expect(await page.locator('.bubble').allInnerTexts()).toEqual(['hello', 'and more'])
    expect(server.requestsOf('threads.add_user_message')).toHaveLength(1)
  })

  test('a message of the page waits for the thread', async () => {
    const { id } = seedThread(server, 'Slow', [userMessage('hello')])
    const { page } = await openChat(browser, server)
    const letThrough = await openHeldBack(page, id)
    await page.evaluate(() => {
      void (window as unknown as ChatWindow).chat.sendUserMessage({ text: 'from the page' })
    })
    letThrough()
    await page.getByText('Sure.').first().waitFor()
    expect(await page.locator('.bubble').allInnerTexts()).toEqual(['hello', 'from the page'])
    expect(server.requestsOf('threads.add_user_message')).toMatchObject([{ params: { thread_id: id } }])
  })

  test('what the page writes is for that thread', async () => {
    const { id } = seedThread(server, 'Slow', [userMessage('hello')])
    const { page, composer } = await openChat(browser, server)
    await page.evaluate(async (id) => {
      const { chat } = window as unknown as ChatWindow
      await Promise.all([chat.setThreadId(id), chat.setComposerValue({ text: 'prepared' })])
    }, id)
    expect(await composer.inputValue()).toBe('prepared')
    await composer.press('Enter')
    await page.getByText('Sure.').first().waitFor()
    expect(server.requestsOf('threads.add_user_message')).toMatchObject([{ params: { thread_id: id } }])
  })

  test('messages of the page go one after the other', async () => {
    const { page } = await openChat(browser, server)
    await page.evaluate(async () => {
      const { chat } = window as unknown as ChatWindow
      await Promise.all(['one', 'two', 'three'].map((text) => chat.sendUserMessage({ text })))
    })
    await expect.poll(() => page.locator('.bubble').allInnerTexts()).toEqual(['one', 'two', 'three'])
    expect(server.requestsOf('threads.create')).toHaveLength(1)
    expect(server.requestsOf('threads.add_user_message')).toHaveLength(2)
  })

  test('what is typed stays where the thread turns out to be gone', async () => {
    const { page, composer, eventNames } = await openChat(browser, server)
    await composer.fill('of a new chat')
    const first = await openHeldBack(page, 'thr_gone')
    first()
    await expect.poll(eventNames).toContain('thread.load.end')
    expect(await composer.inputValue()).toBe('of a new chat')
    const letThrough = await openHeldBack(page, 'thr_gone')
    await composer.fill('not lost')
    letThrough()
    await page.getByRole('heading', { name: 'What can I help with today?' }).waitFor()
    expect(await composer.inputValue()).toBe('not lost')
    await composer.press('Enter')
    await page.getByText('Sure.').first().waitFor()
    expect(server.requestsOf('threads.create')).toHaveLength(1)
  })

  test('nothing is sent when it cannot be read, and the text stays', async () => {
    const { id } = seedThread(server, 'Lost', [userMessage('hello')])
    server.intercept = (_, response) => !response.writeHead(503).end('{}') || true
    const { page, composer, say } = await openChat(browser, server)
    const letThrough = await openHeldBack(page, id)
    await say('and more')
    letThrough()
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await expect.poll(() => page.locator('.send[data-waiting]').count()).toBe(0)
    expect(await composer.inputValue()).toBe('and more')
    server.intercept = undefined
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.bubble', { hasText: 'hello' }).waitFor()
    expect(server.requestsOf('threads.add_user_message')).toHaveLength(0)
    expect(await composer.inputValue()).toBe('and more')
  })
})

test('what is said while the thread is read again stays', async () => {
  const { id } = seedThread(server, 'Slow', [userMessage('hello')])
  const { page, say } = await openChat(browser, server, { initialThread: id })
  await page.locator('.bubble', { hasText: 'hello' }).waitFor()
  // The server answers at once; the answer is late.
  const { promise: gate, resolve: letThrough } = Promise.withResolvers<void>()
  await page.route('**/chatkit', async (route) => {
    if (!route.request().postData()?.includes('threads.get_by_id')) return route.continue()
    const response = await route.fetch()
    await gate
    await route.fulfill({ response })
  })
  const refreshed = page.evaluate(() => (window as unknown as ChatWindow).chat.fetchUpdates())
  await expect.poll(() => server.requestsOf('threads.get_by_id')).toHaveLength(2)
  await say('and more')
  await page.getByText('Sure.').first().waitFor()
  letThrough()
  await refreshed
  // What it read would be drawn by now.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  expect(await page.locator('.bubble').allInnerTexts()).toEqual(['hello', 'and more'])
})

describe('a thread that is loaded', () => {
  test('opens long at its end, and shows older messages without a jump when scrolled up', async () => {
    const items = Array.from({ length: 60 }, (_, index) => [
      userMessage(`question ${index}`),
      assistantMessage(`answer ${index}`),
    ])
    const { id } = seedThread(server, 'Long', items.flat())
    const { page, eventNames } = await openChat(browser, server, { initialThread: id })
    await page.getByText('answer 59').waitFor()
    expect(await eventNames()).toEqual(['ready', 'thread.change', 'thread.load.start', 'thread.load.end'])
    const scroller = page.locator('.scroller')
    const distance = () =>
      scroller.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)
    await expect.poll(distance).toBeLessThan(5)
    await expect.poll(() => page.getByText('question 20', { exact: true }).count()).toBe(0)

    const oldest = page.locator('.bubble').first()
    const text = await oldest.innerText()
    await scroller.evaluate((element) => element.scrollTo(0, 300))
    const marked = page.locator('.bubble', { hasText: new RegExp(`^${text}$`) })
    const before = (await marked.boundingBox())?.y ?? 0
    await page.waitForFunction(
      (old) =>
        !document
          .querySelector('todo-chat-view')
          ?.shadowRoot?.querySelector('.bubble')
          ?.textContent?.includes(old),
      text,
    )
    const after = (await marked.boundingBox())?.y ?? 0
    expect(Math.abs(after - before)).toBeLessThanOrEqual(2)
  })

  test('keeps what is typed as soon as the chat is ready', async () => {
    const { id } = seedThread(server, 'Slow', [userMessage('hello')])
    const { page, composer } = await openChat(browser, server)
    await page.evaluate(async (initialThread) => {
      const chat = document.createElement('todo-chat-view') as unknown as ChatWindow['chat']
      const ready = new Promise((resolve) => chat.addEventListener('chatkit.ready', resolve, { once: true }))
      chat.setOptions({ api: { url: '/chatkit', domainKey: 'local' }, initialThread })
      document.querySelector('#elsewhere')?.append(chat)
      await ready
      const field = chat.shadowRoot?.querySelector('textarea') as HTMLTextAreaElement
      field.value = 'and more'
      field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    }, id)
    await page.locator('.bubble', { hasText: 'hello' }).waitFor()
    await composer.last().press('Enter')
    await page.locator('.bubble', { hasText: 'and more' }).waitFor()
  })

  test('is read to its beginning over any number of items of which nothing is drawn', async () => {
    const call: Omit<ClientToolCallItem, 'id'> = {
      thread_id: '',
      created_at: new Date().toISOString(),
      type: 'client_tool_call',
      status: 'completed',
      call_id: 'call',
      name: 'look',
      arguments: {},
    }
    const said = (name: string) =>
      Array.from({ length: 20 }, (_, index) => [userMessage(`${name} ${index}`), assistantMessage('Yes.')])
    const calls = Array.from({ length: 90 }, (_, index) => ({ ...call, id: `tc_${index}` }))
    const { id } = seedThread(server, 'Tools', [...said('early').flat(), ...calls, ...said('late').flat()])
    const { page } = await openChat(browser, server, { initialThread: id })
    await page.getByText('late 19', { exact: true }).waitFor()
    await page.locator('.scroller').hover()
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, -2000)
        return page.getByText('early 0', { exact: true }).count()
      })
      .toBe(1)
  })

  test('that does not exist is a new chat, quietly', async () => {
    const { page, detailsOf } = await openChat(browser, server, { initialThread: 'thr_gone' })
    await page.getByRole('heading', { name: 'What can I help with today?' }).waitFor()
    expect(await detailsOf('thread.change')).toEqual([{ threadId: 'thr_gone' }, { threadId: null }])
    expect(await detailsOf('log')).toEqual([{ name: 'thread.not_found', data: { threadId: 'thr_gone' } }])
    expect(await detailsOf('error')).toEqual([])
  })

  test('that cannot be reached can be tried again', async () => {
    const { id } = seedThread(server, 'Lost', [userMessage('found again')])
    server.intercept = (_, response) => !response.writeHead(503).end('{}') || true
    const { page } = await openChat(browser, server, { initialThread: id })
    const again = page.getByRole('button', { name: 'Try again' })
    await again.waitFor()
    server.intercept = undefined
    await again.click()
    await page.locator('.bubble', { hasText: 'found again' }).waitFor()
  })

  test('says why it is locked', async () => {
    const thread = seedThread(server, 'Locked')
    thread.status = { type: 'locked', reason: 'A colleague takes over.' }
    const { composer } = await openChat(browser, server, { initialThread: thread.id })
    await expect.poll(() => composer.getAttribute('placeholder')).toBe('A colleague takes over.')
    expect(await composer.isDisabled()).toBe(true)
  })
})
