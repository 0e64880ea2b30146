import { expect, test } from 'vitest'
import { streamText, userMessage } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

useChat(({ thread, text }) => streamText(thread.id, ['You said ', `*${text}*`, '.']))

test('a message is sent on a page whose promises are older than the browser', async () => {
  const { page, say } = await openChat(browser, server)
  await page.evaluate(() => {
    class OldPromise<T> extends Promise<T> {}
    Object.assign(OldPromise, { withResolvers: undefined, try: undefined })
    Object.assign(window, { Promise: OldPromise })
  })
  await say('hello')
  await page.locator('.md em', { hasText: 'hello' }).waitFor()
  await page.evaluate(() => (window as unknown as ChatWindow).chat.sendUserMessage({ text: 'from the page' }))
  await page.locator('.md em', { hasText: 'from the page' }).waitFor()
  await page.getByRole('button', { name: 'Send message' }).waitFor()
})

/** A page with a long conversation in it, which takes every wheel and every finger for itself. */
async function openLong() {
  const said = Array.from({ length: 12 }, () => userMessage('word '.repeat(150)))
  const { id } = seedThread(server, 'Long', said)
  const { page } = await openChat(browser, server, { initialThread: id })
  await page.evaluate(() => {
    for (const type of ['wheel', 'touchmove'])
      addEventListener(type, (event) => event.preventDefault(), { passive: false })
  })
  const scrollTop = () => page.locator('.scroller').evaluate((scroller) => scroller.scrollTop)
  await expect.poll(scrollTop).toBeGreaterThan(2000)
  return { page, scrollTop }
}

test('a wheel scrolls the conversation on a page that scrolls by itself', async () => {
  const { page, scrollTop } = await openLong()
  const before = await scrollTop()
  await page.mouse.move(200, 250)
  await page.mouse.wheel(0, -300)
  await expect.poll(scrollTop).toBeLessThan(before - 100)
})

test('a finger scrolls the conversation on a page that scrolls by itself', async () => {
  const { page, scrollTop } = await openLong()
  const before = await scrollTop()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 200, y }] })
  await touch('touchStart', 150)
  for (let y = 160; y <= 400; y += 20) await touch('touchMove', y)
  await touch('touchEnd')
  await expect.poll(scrollTop).toBeLessThan(before - 100)
})

/** A page with shortcuts of one key, which it leaves alone in what it knows as a field. */
async function openWithShortcuts(initialThread?: string) {
  const opened = await openChat(browser, server, initialThread ? { initialThread } : {})
  await opened.page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    for (const type of ['keydown', 'keypress', 'keyup'] as const)
      document.addEventListener(type, (event) => {
        if (/^(INPUT|TEXTAREA|SELECT)$/.test((event.target as Element).tagName)) return
        heard.push(`${type} ${event.key}`)
        if (/^[/1s]$/.test(event.key)) event.preventDefault()
      })
  })
  const heard = () => opened.page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0))
  return { ...opened, heard }
}

test('what is typed reaches the chat on a page that has shortcuts of one key', async () => {
  const { page, composer, heard } = await openWithShortcuts()
  await composer.focus()
  await page.keyboard.type('s/he is 1st')
  expect(await composer.inputValue()).toBe('s/he is 1st')
  await page.keyboard.press('Enter')
  await page.locator('.md em', { hasText: 's/he is 1st' }).waitFor()
  await page.getByRole('button', { name: 'Chat history' }).click()
  await page.getByRole('searchbox').focus()
  await page.keyboard.type('s/1')
  expect(await page.getByRole('searchbox').inputValue()).toBe('s/1')
  expect(await heard()).toEqual([])
})

test('an answer is typed and chosen on a page that has shortcuts of one key', async () => {
  const input = { type: 'multiple_choice', id: 'size', question: 'Which size?', multiple: false } as const
  const { id } = seedThread(server, 'Order', [
    {
      ...{ id: 'msg_1', thread_id: '', created_at: new Date().toISOString() },
      ...{ type: 'structured_input', status: 'pending' },
      inputs: [{ ...input, options: [{ value: 'Small' }] }],
    },
  ])
  const { page, heard } = await openWithShortcuts(id)
  const own = page.getByRole('textbox', { name: 'Something else…' })
  await page.locator('.asking').focus()
  await page.keyboard.type('s/m')
  expect(await own.inputValue()).toBe('s/m')
  await page.getByRole('button', { name: 'Skip' }).focus()
  await page.keyboard.press('1')
  await expect.poll(() => server.requestsOf('threads.add_structured_input').length).toBe(1)
  expect(await heard()).toEqual([])
})

test('keys that type nothing are heard by the page from their beginning to their end', async () => {
  const { page, composer, heard } = await openWithShortcuts()
  await composer.focus()
  for (const key of ['Escape', 'F2', 'Alt+x']) await page.keyboard.press(key)
  for (const key of ['Control', 'b']) await page.keyboard.down(key)
  for (const key of ['Control', 'b']) await page.keyboard.up(key)
  const pressed = (key: string) => [`keydown ${key}`, `keyup ${key}`]
  expect(await heard()).toEqual([
    ...[...pressed('Escape'), ...pressed('F2')],
    ...['keydown Alt', 'keydown x', 'keyup x', 'keyup Alt'],
    ...['keydown Control', 'keydown b', 'keyup Control', 'keyup b'],
  ])
  await page.getByRole('button', { name: 'Chat history' }).focus()
  await page.keyboard.press('s')
  expect(await heard()).toContain('keydown s')
})

test('an answer can be selected on a page that lets nothing of itself be selected', async () => {
  const { page, say } = await openChat(browser, server)
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('* { -webkit-user-select: none; user-select: none }')
    document.adoptedStyleSheets = [sheet]
  })
  await say('hello')
  await page.locator('.md em', { hasText: 'hello' }).dblclick()
  expect(await page.evaluate(() => String(getSelection()))).toBe('hello')
})

test('a page whose language is no language tag has a chat that answers', async () => {
  seedThread(server, 'Groceries')
  const { page, say } = await openChat(browser, server, { locale: '中文' as 'zh' })
  await say('hello')
  await page.locator('.md em', { hasText: 'hello' }).waitFor()
  expect(server.requestsOf('threads.create')[0]?.headers['accept-language']).toBe('en-GB')
  await page.getByRole('button', { name: 'Chat history' }).click()
  await page.getByText('Groceries').waitFor()
})
