import { describe, expect, test } from 'vitest'
import { SESSION } from '../helpers/pages.ts'
import {
  CHAT,
  chats,
  chatWith,
  heard,
  launcher,
  open,
  openChat,
  optionsNow,
  recorded,
  SCRIPT_CHAT,
  site,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

describe('attributes', () => {
  test('take effect live: options again, on the same element', async () => {
    const { page } = await open()
    await openChat(page)
    await withChat(page, (chat) => {
      chat.setAttribute('placeholder', 'Ask away')
      chat.greeting = 'Hello'
    })
    await expect.poll(() => recorded(page, 'setOptions')).toHaveLength(2)
    expect(await optionsNow(page)).toMatchObject({
      api: { domainKey: 'domain-key' },
      composer: { placeholder: 'Ask away' },
      startScreen: { greeting: 'Hello' },
    })
    await withChat(page, (chat) => {
      chat.options = { header: { enabled: false } }
    })
    await expect.poll(async () => (await optionsNow(page)).header).toEqual({ enabled: false })
    await withChat(page, (chat) => chat.removeAttribute('placeholder'))
    await expect.poll(async () => (await optionsNow(page)).composer).toBeUndefined()
    expect(await chats(page)).toBe(1)
    expect(site.askedFor(SESSION)).toHaveLength(1)
  })

  test('of the server start the chat anew', async () => {
    site.routes['/other/session'] = site.routes[SESSION] as never
    const { page } = await open()
    await openChat(page)
    await withChat(page, (chat) => chat.setAttribute('endpoint', '/other'))
    await expect.poll(() => chats(page)).toBe(2)
    expect(site.askedFor('/other/session')).toHaveLength(1)
    expect(await page.locator('openai-chatkit').count()).toBe(1)
  })

  test('change the thread without another chat', async () => {
    const { page } = await open({ body: chatWith('thread="thr_1"') })
    await openChat(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_1')
    await withChat(page, (chat) => chat.setAttribute('thread', 'thr_2'))
    await expect.poll(() => recorded(page, 'setThreadId')).toMatchObject([{ args: ['thr_2'] }])
    expect(await chats(page)).toBe(1)
  })

  test('are properties as well, also when set before the script has loaded', async () => {
    const { page } = await open({ head: '' })
    await withChat(page, (chat) => {
      chat.greeting = 'Early'
      chat.options = { composer: { placeholder: 'Early, too' } }
      chat.open = true
    })
    await page.addScriptTag({ url: '/todo-chat.js' })
    await untilReady(page)
    expect(await optionsNow(page)).toMatchObject({
      startScreen: { greeting: 'Early' },
      composer: { placeholder: 'Early, too' },
    })
    expect(
      await withChat(page, (chat) => [chat.mode, chat.retry, chat.chatkitSrc, chat.fontSize ?? 'unset']),
    ).toEqual(['floating', false, '/chatkit.js', 'unset'])
    expect(await withChat(page, (chat) => chat.getAttributeNames().sort())).toEqual(['chatkit-src', 'open'])
  })
})

describe('methods', () => {
  test('called before the chat is there arrive after, in order', async () => {
    const { page } = await open()
    await withChat(page, (chat) => {
      const done: string[] = []
      Object.assign(window, { done })
      void chat.setThreadId('thr_9').then(() => done.push('setThreadId'))
      void chat.setComposerValue({ text: 'Draft' }).then(() => done.push('setComposerValue'))
      void chat.sendUserMessage({ text: 'Hello', newThread: true })
      void chat.sendCustomAction({ type: 'tasks.complete', payload: { id: 1 } }, 'item_1')
    })
    expect(await recorded(page)).toEqual([])
    await openChat(page)
    const calls = (await recorded(page)).filter(
      ({ method }) => method !== 'setOptions' && method !== 'focusComposer',
    )
    expect(calls).toMatchObject([
      { method: 'setThreadId', args: ['thr_9'] },
      { method: 'setComposerValue', args: [{ text: 'Draft' }] },
      { method: 'sendUserMessage', args: [{ text: 'Hello', newThread: true }] },
      { method: 'sendCustomAction', args: [{ type: 'tasks.complete', payload: { id: 1 } }, 'item_1'] },
    ])
    expect(await page.evaluate(() => (window as unknown as { done: string[] }).done)).toEqual([
      'setThreadId',
      'setComposerValue',
    ])
  })

  test('reach the chat at once when it is there, and fail as the chat fails', async () => {
    const { page } = await open()
    await openChat(page)
    await withChat(page, async (chat) => {
      await chat.fetchUpdates()
      await chat.showHistory()
      await chat.hideHistory()
      await chat.focusComposer()
    })
    const methods = (await recorded(page)).map(({ method }) => method)
    expect(methods.slice(-4)).toEqual(['fetchUpdates', 'showHistory', 'hideHistory', 'focusComposer'])
    const failure = await withChat(page, (chat) => {
      Object.assign(window.recorders[0] ?? {}, {
        fetchUpdates: () => Promise.reject(new Error('no network')),
      })
      return chat.fetchUpdates().catch((error) => error.message)
    })
    expect(failure).toBe('no network')
  })

  test('of a chat that was removed are dropped quietly', async () => {
    const { page, errors } = await open()
    await withChat(page, (chat) => {
      void chat.sendUserMessage({ text: 'Never' })
      chat.remove()
      Object.assign(window, { removed: chat })
    })
    await page.evaluate(() => {
      const { removed } = window as unknown as { removed: HTMLElement & { show(): Promise<void> } }
      document.body.append(removed)
      return removed.show()
    })
    await untilReady(page)
    expect(await recorded(page, 'sendUserMessage')).toEqual([])
    expect(errors).toEqual([])
  })
})

test('calls to an element that is new end with the last one', async () => {
  const { page } = await open({ body: '' })
  const [shown, hidden] = await page.evaluate(async () => {
    const chats = [document.createElement('todo-chat'), document.createElement('todo-chat')] as const
    chats[0].open = true
    document.body.append(...chats)
    await Promise.all([chats[0].hide(), chats[0].show(), chats[1].show(), chats[1].hide()])
    return chats.map((chat) => chat.open)
  })
  expect(shown).toBe(true)
  expect(hidden).toBe(false)
})

describe('events', () => {
  test('of ChatKit arrive once, from our element, with their detail', async () => {
    const { page } = await open()
    await openChat(page)
    await page.evaluate(() => {
      const [chat] = window.recorders
      chat?.emit('chatkit.response.end')
      chat?.emit('chatkit.thread.change', { threadId: 'thr_1' })
      chat?.emit('chatkit.effect', { name: 'tasks_changed', data: { id: 3 } })
    })
    expect(await heard(page)).toEqual([
      { name: 'todo-chat-open', target: 'todo-chat' },
      { name: 'chatkit.ready', target: 'todo-chat' },
      { name: 'chatkit.response.end', target: 'todo-chat' },
      { name: 'chatkit.thread.change', target: 'todo-chat', detail: { threadId: 'thr_1' } },
      { name: 'chatkit.effect', target: 'todo-chat', detail: { name: 'tasks_changed', data: { id: 3 } } },
      { name: 'todo-chat-tasks-change', target: 'todo-chat', detail: { id: 3 } },
    ])
  })
})

describe('moving about', () => {
  test('moved in the page it goes on with the same thread, and calls that wait still arrive', async () => {
    const { page, errors } = await open({ body: `${CHAT}<div id="elsewhere"></div>` })
    await openChat(page)
    await page.evaluate(() => window.recorders[0]?.emit('chatkit.thread.change', { threadId: 'thr_7' }))
    await withChat(page, (chat) => {
      document.querySelector('#elsewhere')?.append(chat)
      void chat.setComposerValue({ text: 'Still here' })
    })
    await untilReady(page)
    await expect.poll(() => recorded(page, 'setComposerValue')).toHaveLength(1)
    expect((await optionsNow(page)).initialThread).toBe('thr_7')
    expect(await page.locator('openai-chatkit').count()).toBe(1)
    expect(errors).toEqual([])
  })

  test('moved in the page it keeps our own view, with what is typed there', async () => {
    const body = chatWith('renderer="built-in"')
    const { page, errors } = await open({ body: `${body}<div id="elsewhere"></div>` })
    await openChat(page)
    await withChat(page, (chat) => document.querySelector('#elsewhere')?.append(chat))
    await page.waitForTimeout(100)
    expect(await chats(page)).toBe(1)
    expect(await page.locator('#elsewhere todo-chat-view').count()).toBe(1)
    expect(errors).toEqual([])
  })

  test('moved with moveBefore it keeps its frame', async () => {
    const { page } = await open({ body: `${CHAT}<div id="elsewhere"></div>` })
    await openChat(page)
    const moved = await withChat(page, (chat) => {
      const target = document.querySelector('#elsewhere') as HTMLElement & {
        moveBefore?(node: Node, child: Node | null): void
      }
      target.moveBefore?.(chat, null)
      return Boolean(target.moveBefore)
    })
    if (moved) expect(await chats(page)).toBe(1)
  })

  test('removed it stops what it started', async () => {
    let release = () => {}
    const { page, errors } = await open()
    const session = site.routes[SESSION]
    site.routes[SESSION] = async (asked) => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return (await session?.(asked)) ?? {}
    }
    await launcher(page).click()
    await expect.poll(() => site.askedFor(SESSION)).toHaveLength(1)
    const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith(SESSION))
    await withChat(page, (chat) => chat.remove())
    expect((await failed).failure()?.errorText).toContain('ABORTED')
    release()
    await page.waitForTimeout(100)
    expect(await chats(page)).toBe(0)
    expect(await heard(page)).toEqual([{ name: 'todo-chat-open', target: 'todo-chat' }])
    expect(errors).toEqual([])
  })

  test('a chat of the script tag goes along when a router replaces the body', async () => {
    const { page } = await open({ body: '<p>First</p>', head: SCRIPT_CHAT })
    await openChat(page)
    await page.evaluate(() => {
      const body = document.createElement('body')
      body.innerHTML = '<p>Second</p>'
      document.documentElement.replaceChild(body, document.body)
    })
    await page.getByText('Second').waitFor()
    await untilReady(page)
    expect(await page.evaluate(() => document.querySelectorAll('todo-chat').length)).toBe(1)
    await withChat(page, (chat) => chat.remove())
    await page.evaluate(() =>
      document.documentElement.replaceChild(document.createElement('body'), document.body),
    )
    expect(await page.evaluate(() => document.querySelectorAll('todo-chat').length)).toBe(0)
  })

  test('calls of the page wait for the next chat when one was removed', async () => {
    const { page } = await open()
    await withChat(page, (chat) => chat.remove())
    await page.evaluate(() => {
      window.TodoChat?.push((chat) => void chat.show())
      const chat = document.createElement('todo-chat')
      chat.setAttribute('chatkit-src', '/chatkit.js')
      document.body.append(chat)
    })
    await untilReady(page)
  })
})
