import { describe, expect, test } from 'vitest'
import { assistantMessage, streamText, textEvents, userMessage } from '../helpers/said.ts'
import { type Script, seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

const echo: Script = ({ thread, text }) => streamText(thread.id, ['You said ', `*${text}*`, '.'])
const untilLeft = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))

useChat(echo)

test('a greeting that does not fit is read from its beginning', async () => {
  const prompts = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((label) => ({ label, prompt: label }))
  const options = { startScreen: { greeting: 'Welcome', prompts } }
  const { page } = await openChat(browser, server, options, { width: 320, height: 240 })
  await page.getByRole('heading', { name: 'Welcome' }).waitFor()
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))))
  const [top, room] = await page
    .locator('.scroller')
    .evaluate(({ scrollTop, scrollHeight, clientHeight }) => [scrollTop, scrollHeight - clientHeight])
  expect(room).toBeGreaterThan(0)
  expect(top).toBe(0)
})

describe('a conversation', () => {
  test('goes from a start prompt to a streamed answer, and tells the page in order', async () => {
    const prompts = [{ label: 'My list', prompt: 'What is on my list?', icon: 'calendar' as const }]
    const { page, eventNames, detailsOf } = await openChat(browser, server, {
      startScreen: { greeting: 'Hello!', prompts },
    })
    await page.getByRole('heading', { name: 'Hello!' }).waitFor()
    await page.getByRole('button', { name: 'My list' }).click()
    await page.locator('.md em', { hasText: 'What is on my list?' }).waitFor()
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    await expect.poll(() => page.locator('.bubble').allInnerTexts()).toEqual(['What is on my list?'])
    await expect.poll(() => page.getByText('Hello!').count()).toBe(0)
    expect(await eventNames()).toEqual(['ready', 'thread.change', 'response.start', 'response.end'])
    expect(await detailsOf('thread.change')).toEqual([{ threadId: [...server.threads.keys()][0] }])
  })

  test('speaks the protocol: type, parameters, locale, and what it accepts', async () => {
    const { say, page } = await openChat(browser, server, { locale: 'pt-BR' })
    await say('one')
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    await say('two')
    await page.locator('.md em', { hasText: 'two' }).waitFor()
    const [create, add] = server.requests
    expect(create?.type).toBe('threads.create')
    expect(create?.params).toEqual({
      input: { content: [{ type: 'input_text', text: 'one' }], attachments: [], inference_options: {} },
    })
    expect(create?.headers).toMatchObject({ accept: 'text/event-stream', 'accept-language': 'pt-BR' })
    expect(add?.type).toBe('threads.add_user_message')
    expect(add?.params.thread_id).toBe([...server.threads.keys()][0])
  })

  test('stops an answer, keeps what was said, and lets the visitor go on', async () => {
    server.script = async function* ({ thread, signal, text }) {
      if (text !== 'long') return yield* streamText(thread.id, [`*${text}*`])
      yield* textEvents(thread.id, ['So far']).slice(0, 2)
      await untilLeft(signal)
    }
    const { say, page, composer, eventNames } = await openChat(browser, server)
    await say('long')
    await page.locator('.md', { hasText: 'So far' }).waitFor()
    await composer.fill('typed meanwhile')
    await composer.press('Enter')
    expect(await composer.inputValue()).toBe('typed meanwhile')
    await page.getByRole('button', { name: 'Stop answering' }).click()
    await page.getByRole('button', { name: 'Send message' }).waitFor()
    await expect.poll(() => server.left).toBe(1)
    await expect.poll(() => page.locator('.md').allInnerTexts()).toEqual(['So far'])
    await expect.poll(() => page.locator('.failure').count()).toBe(0)
    expect(await eventNames()).toContain('response.end')
    await composer.press('Enter')
    await page.locator('.md em', { hasText: 'typed meanwhile' }).waitFor()
  })

  test('shows a failure in the server’s words and answers again on request', async () => {
    server.script = async function* ({ thread, request }) {
      if (request.type === 'threads.retry_after_item') return yield* streamText(thread.id, ['Second try'])
      yield* streamText(thread.id, ['First'])
      yield { type: 'error', code: 'custom', message: 'Too busy just now.', allow_retry: true }
    }
    const { say, page, detailsOf } = await openChat(browser, server)
    await say('hello')
    await page.getByRole('alert').filter({ hasText: 'Too busy just now.' }).waitFor()
    expect(await detailsOf('error')).toEqual([{ message: 'Too busy just now.' }])
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.md', { hasText: 'Second try' }).waitFor()
    await expect.poll(() => page.locator('.md').allInnerTexts()).toEqual(['Second try'])
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)
    const [retry] = server.requestsOf('threads.retry_after_item')
    expect(retry?.params.item_id).toBe([...server.threads.values()][0]?.items[0]?.id)
  })

  test('uses its own words for an error without any, and offers no retry where there is none', async () => {
    server.script = async function* () {
      yield { type: 'error', code: 'stream.error', allow_retry: false }
    }
    const { say, page } = await openChat(browser, server)
    await say('hello')
    await page.getByRole('alert').filter({ hasText: 'Something went wrong while answering.' }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  })

  test('gives back a message that the server refuses, and sends it once more when asked', async () => {
    server.intercept = (_, response) => {
      response.writeHead(429, { 'content-type': 'application/json' })
      response.end('{"message":"One message a minute, please.","stack":"at secret.ts"}')
      return true
    }
    const { say, page, composer, eventNames } = await openChat(browser, server)
    await say('precious words')
    await page.getByRole('alert').filter({ hasText: 'One message a minute, please.' }).waitFor()
    expect(await composer.inputValue()).toBe('precious words')
    await expect.poll(() => page.locator('.bubble').count()).toBe(0)
    expect(await eventNames()).toEqual(['ready', 'error'])
    server.intercept = undefined
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.md em', { hasText: 'precious words' }).waitFor()
    expect(await composer.inputValue()).toBe('')
    expect(server.requestsOf('threads.create').length).toBe(2)
  })

  test('never repeats a streaming request by itself, and says that the network failed', async () => {
    const { say, page, composer } = await openChat(browser, server)
    let requests = 0
    await page.route('**/chatkit', (route) => {
      requests++
      return route.abort()
    })
    await say('hello')
    await page.getByRole('alert').filter({ hasText: 'Could not reach the chat.' }).waitFor()
    expect(await composer.inputValue()).toBe('hello')
    await page.waitForTimeout(300)
    expect(requests).toBe(1)
  })

  test('says that the connection was lost when an answer breaks off, and keeps what there is', async () => {
    let breakOff = () => {}
    server.intercept = ({ params }, response) => {
      const item = { ...userMessage('hello'), thread_id: 'thr_1', content: params.input.content }
      const answer = assistantMessage('Half an ans', 'thr_1')
      const frames = [
        { type: 'thread.created', thread: seedThread(server, undefined) },
        { type: 'thread.item.done', item },
        { type: 'thread.item.added', item: answer },
      ]
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join(''))
      breakOff = () => response.destroy()
      return true
    }
    const { say, page, composer } = await openChat(browser, server)
    await say('hello')
    await page.getByText('Half an ans').waitFor()
    breakOff()
    await page.getByRole('alert').filter({ hasText: 'The connection was lost' }).waitFor()
    await expect.poll(() => page.locator('.md').allInnerTexts()).toEqual(['Half an ans'])
    expect(await composer.inputValue()).toBe('')
    await page.getByRole('button', { name: 'Try again' }).waitFor()
  })

  test('keeps typed text, thread and scroll position when options change', async () => {
    const { say, page, composer, setOptions } = await openChat(browser, server)
    await say('hello')
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    await composer.fill('half a sentence')
    const before = await page
      .locator('todo-chat-view')
      .evaluate((chat) => getComputedStyle(chat).backgroundColor)
    await setOptions({
      theme: { colorScheme: 'dark', radius: 'sharp' },
      composer: { placeholder: 'Speak' },
      header: { enabled: false },
    })
    await expect
      .poll(() => page.locator('todo-chat-view').evaluate((chat) => getComputedStyle(chat).backgroundColor))
      .not.toBe(before)
    await expect.poll(() => page.locator('.page > header').count()).toBe(0)
    expect(await composer.inputValue()).toBe('half a sentence')
    expect(await composer.getAttribute('placeholder')).toBe('Speak')
    await expect.poll(() => page.locator('.bubble').allInnerTexts()).toEqual(['hello'])
  })

  test('runs a tool of the page and sends its result, a failure too', async () => {
    server.script = async function* ({ thread, request }) {
      if (request.type === 'threads.add_client_tool_output') {
        return yield* streamText(thread.id, [JSON.stringify(request.params.result)])
      }
      const call = {
        ...assistantMessage('', thread.id),
        type: 'client_tool_call',
        status: 'pending',
        call_id: 'c1',
      }
      const tool = { ...call, name: 'where', arguments: { exact: true } }
      yield { type: 'thread.item.done', item: tool as never }
    }
    const { say, page, eventNames } = await openChat(browser, server)
    await page.evaluate(() => {
      const { setOptions } = window as unknown as ChatWindow
      setOptions({ onClientTool: ({ name, params }) => ({ name, params }) })
    })
    await say('where am I?')
    await page.locator('.md', { hasText: '{"name":"where","params":{"exact":true}}' }).waitFor()
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    expect((await eventNames()).filter((name) => name.startsWith('response'))).toEqual([
      'response.start',
      'response.end',
    ])
    await page.evaluate(() => (window as unknown as ChatWindow).setOptions({}))
    await say('and now?')
    await page.locator('.md', { hasText: 'has no onClientTool' }).waitFor()
  })

  test('carries on when it is moved in the page, and stops when it is removed', async () => {
    server.script = async function* ({ thread, signal }) {
      yield* textEvents(thread.id, ['Still here']).slice(0, 2)
      await untilLeft(signal)
    }
    const { say, page } = await openChat(browser, server)
    await say('hello')
    await page.locator('.md', { hasText: 'Still here' }).waitFor()
    await page.evaluate(() =>
      document.getElementById('elsewhere')?.append((window as unknown as ChatWindow).chat),
    )
    await page.waitForTimeout(100)
    expect(server.left).toBe(0)
    await page.evaluate(() => (window as unknown as ChatWindow).chat.remove())
    await expect.poll(() => server.left).toBe(1)
  })

  test('sends what the page asks it to send', async () => {
    const { page } = await openChat(browser, server)
    await page.evaluate(async () => {
      const { chat } = window as unknown as ChatWindow
      await chat.sendUserMessage({
        text: 'from the page',
        reply: 'quoted',
        model: 'fast',
        toolChoice: { id: 'search' },
      })
      await new Promise((resolve) => chat.addEventListener('chatkit.response.end', resolve))
      await chat.sendCustomAction({ type: 'pick', payload: { id: 1 } }, 'msg_9')
    })
    expect(server.requests[0]?.params.input).toMatchObject({
      quoted_text: 'quoted',
      inference_options: { model: 'fast', tool_choice: { id: 'search' } },
    })
    expect(server.requests[1]).toMatchObject({
      type: 'threads.custom_action',
      params: { item_id: 'msg_9', action: { type: 'pick', payload: { id: 1 } } },
    })
  })
})
