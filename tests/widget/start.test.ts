import { describe, expect, test } from 'vitest'
import { json, MESSAGE, SESSION, script, sessionAnswer, startSite } from '../helpers/pages.ts'
import { recorderScript } from '../helpers/recorder.ts'
import {
  CHAT,
  chatWith,
  failure,
  heard,
  LONG_TEXT,
  launcher,
  open,
  openChat,
  optionsNow,
  panel,
  recorded,
  SCRIPT_CHAT,
  scriptChatWith,
  site,
  TAG,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

describe('before the visitor opens the chat', () => {
  test('nothing is requested and nothing is stored', async () => {
    const { page, errors } = await open()
    await launcher(page).waitFor()
    await page.waitForTimeout(100)
    expect(site.asked.map(({ path }) => path)).toEqual(['/', '/todo-chat.js'])
    expect(
      await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length),
    ).toBe(0)
    expect(errors).toEqual([])
  })

  test('the launcher loads ChatKit.js ahead when the visitor points at it, and asks for no session', async () => {
    const { page } = await open()
    await launcher(page).hover()
    await expect.poll(() => site.askedFor('/chatkit.js')).toHaveLength(1)
    expect(site.askedFor(SESSION)).toHaveLength(0)
    await openChat(page)
    expect(site.askedFor('/chatkit.js')).toHaveLength(1)
  })

  test('an inline chat waits until it is scrolled into view', async () => {
    const { page } = await open({ body: LONG_TEXT + chatWith('mode="inline"') })
    await page.waitForTimeout(100)
    expect(site.askedFor('/chatkit.js')).toHaveLength(0)
    expect(await panel(page).getAttribute('role')).toBeNull()
    await page.locator('todo-chat').scrollIntoViewIfNeeded()
    await untilReady(page)
    expect(site.askedFor(SESSION)).toHaveLength(1)
  })

  test('an eager chat starts by itself', async () => {
    const { page } = await open({ body: chatWith('loading="eager"') })
    await untilReady(page)
    expect(await withChat(page, (chat) => chat.open)).toBe(false)
  })
})

describe('what ChatKit is given', () => {
  test('a self-hosted session makes a custom API', async () => {
    const upload = { type: 'direct', uploadUrl: `${site.origin}/upload` } as const
    const api = { url: `${site.origin}${MESSAGE}`, domain_key: 'domain-key', upload }
    site.routes[SESSION] = () => json(sessionAnswer(site.origin, { api }))
    const { page } = await open({
      body: chatWith('heading="Tasks" prompts="A|B" accent="#0f766e" theme="dark"'),
    })
    await openChat(page)
    expect(await optionsNow(page)).toEqual({
      api: { url: `${site.origin}${MESSAGE}`, domainKey: 'domain-key', uploadStrategy: upload },
      locale: 'en',
      frameTitle: 'Tasks',
      theme: {
        colorScheme: 'dark',
        radius: 'pill',
        density: 'normal',
        color: { accent: { primary: '#0f766e', level: 2 } },
      },
      header: { title: { enabled: false, text: 'Tasks' } },
      startScreen: {
        prompts: [
          { label: 'A', prompt: 'A' },
          { label: 'B', prompt: 'B' },
        ],
      },
    })
    const types = await page.evaluate(() =>
      Object.entries(window.recorders[0]?.options.api ?? {}).map(
        ([name, value]) => `${name} ${typeof value}`,
      ),
    )
    expect(types).toContain('fetch function')
  })

  test('a session without an api makes a chat that OpenAI hosts', async () => {
    let asked = 0
    site.routes[SESSION] = () => json({ client_secret: `secret-${++asked}` })
    const { page } = await open()
    await openChat(page)
    const secrets = await page.evaluate(async () => {
      const { api } = window.recorders[0]?.options ?? {}
      if (!api || !('getClientSecret' in api)) return Object.keys(api ?? {})
      const { getClientSecret } = api
      return [
        await getClientSecret(null),
        ...(await Promise.all([getClientSecret('secret-1'), getClientSecret('secret-1')])),
        await getClientSecret(null),
      ]
    })
    expect(secrets).toEqual(['secret-1', 'secret-2', 'secret-2', 'secret-2'])
    expect(await page.evaluate(() => Object.keys(window.recorders[0]?.options.api ?? {}))).toEqual([
      'getClientSecret',
    ])
  })

  test('api-url and domain-key talk to a server without any session', async () => {
    const { page } = await open({
      body: chatWith('api-url="/direct" domain-key="mine" auth-token="user-token"'),
    })
    site.routes['/direct'] = () => json({})
    await openChat(page)
    expect((await optionsNow(page)).api).toEqual({ url: `${site.origin}/direct`, domainKey: 'mine' })
    await page.evaluate(() => {
      const { api } = window.recorders[0]?.options ?? {}
      if (api && 'fetch' in api) return api.fetch?.('/direct', { method: 'POST', body: '{}' }).then(() => {})
    })
    expect(site.askedFor('/direct')[0]?.headers.authorization).toBe('Bearer user-token')
    expect(site.askedFor(SESSION)).toHaveLength(0)
  })

  test('session-url is asked when the host site has its own', async () => {
    site.routes['/my/token'] = () => json(sessionAnswer(site.origin))
    const { page } = await open({ body: chatWith('session-url="/my/token"') })
    await openChat(page)
    expect(site.askedFor('/my/token')).toHaveLength(1)
    expect(site.askedFor(SESSION)).toHaveLength(0)
  })
})

describe('the script tag', () => {
  test('with data-* mounts a floating chat by itself, from the head as well', async () => {
    const { page } = await open({
      body: '',
      head: scriptChatWith('data-heading="Tasks"').replace(' defer', ''),
    })
    await openChat(page)
    expect(await page.evaluate(() => document.querySelector('todo-chat')?.parentElement?.localName)).toBe(
      'body',
    )
    expect((await optionsNow(page)).frameTitle).toBe('Tasks')
  })

  test('of a server elsewhere talks to that server', async () => {
    const server = await startSite()
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
    server.routes[SESSION] = ({ method }) =>
      method === 'OPTIONS' ? { status: 204, headers: cors } : json(sessionAnswer(server.origin), 200, cors)
    const { page } = await open({
      body: '',
      head: SCRIPT_CHAT.replace('/todo-chat.js', `${server.origin}/todo-chat.js`),
    })
    await openChat(page)
    expect((await optionsNow(page)).api).toMatchObject({ url: `${server.origin}${MESSAGE}` })
    await server.close()
  })

  test('without data-* of ours only defines the element', async () => {
    const { page } = await open({ body: '', head: TAG.replace('defer', 'defer data-turbo-track="reload"') })
    expect(await page.evaluate(() => document.querySelectorAll('todo-chat').length)).toBe(0)
    expect(await page.evaluate(() => Boolean(customElements.get('todo-chat')))).toBe(true)
  })

  test('twice on the page is harmless', async () => {
    const { page, errors } = await open({ body: SCRIPT_CHAT, head: SCRIPT_CHAT })
    await launcher(page).waitFor()
    expect(await page.evaluate(() => document.querySelectorAll('todo-chat').length)).toBe(1)
    expect(errors).toEqual([])
  })

  test('leaves no global but TodoChat', async () => {
    const globals = () => page.evaluate(() => Object.getOwnPropertyNames(window))
    const { page } = await open({ body: '', head: '' })
    const before = await globals()
    await page.addScriptTag({ url: '/todo-chat.js' })
    const ours = (await globals()).filter((name) => !before.includes(name))
    expect(ours).toEqual(['TodoChat'])
  })

  test('runs what the page pushed before and after, each by itself', async () => {
    const { page, errors } = await open({
      before: () => {
        const called: string[] = []
        Object.assign(window, { called })
        window.TodoChat = window.TodoChat || []
        window.TodoChat.push(() => {
          throw new Error('of the page')
        })
        window.TodoChat.push((chat) => called.push(`before ${chat.localName}`))
      },
    })
    await page.evaluate(() => {
      window.TodoChat?.push((chat) => void chat.show())
    })
    await untilReady(page)
    expect(await page.evaluate(() => (window as unknown as { called: string[] }).called)).toEqual([
      'before todo-chat',
    ])
    expect(errors).toEqual(['of the page'])
  })
})

describe('who draws the chat', () => {
  test('auto falls back to the built-in view when ChatKit.js is blocked', async () => {
    site.routes['/chatkit.js'] = () => ({ status: 404 })
    const { page, logs } = await open()
    await openChat(page)
    const [options] = await recorded(page, 'setOptions')
    expect(options).toMatchObject({ tag: 'todo-chat-view', args: [{ api: { domainKey: 'domain-key' } }] })
    expect(logs.join()).toContain('built-in view')
  })

  test('auto falls back when ChatKit.js never becomes ready', async () => {
    site.routes['/chatkit.js'] = () => script(recorderScript('openai-chatkit', { ready: false }))
    const { page } = await open()
    await page.clock.install()
    await launcher(page).click()
    await page.locator('openai-chatkit').waitFor({ state: 'attached' })
    await page.clock.fastForward(20_000)
    await untilReady(page)
    expect(await page.locator('openai-chatkit').count()).toBe(0)
    expect(await page.locator('todo-chat-view').count()).toBe(1)
  })

  test('built-in never touches ChatKit.js', async () => {
    const { page } = await open({ body: chatWith('renderer="built-in"') })
    await launcher(page).hover()
    await openChat(page)
    expect(site.askedFor('/chatkit.js')).toHaveLength(0)
    expect(site.askedFor('/chat-view.js')).toHaveLength(1)
  })

  test('chatkit means ChatKit.js alone', async () => {
    site.routes['/chatkit.js'] = () => ({ status: 404 })
    const { page } = await open({ body: chatWith('renderer="chatkit"') })
    await launcher(page).click()
    await page.getByText('The chat could not load').waitFor()
    expect(site.askedFor('/chat-view.js')).toHaveLength(0)
    expect(await heard(page)).toContainEqual(failure('script_blocked'))
  })

  test('a chat that OpenAI hosts does not fall back', async () => {
    site.routes['/chatkit.js'] = () => ({ status: 404 })
    site.routes[SESSION] = () => json({ client_secret: 'hosted' })
    const { page } = await open()
    await launcher(page).click()
    await page.getByText('The chat could not load').waitFor()
    expect(site.askedFor('/chat-view.js')).toHaveLength(0)
  })

  test('several chats on a page load the script once', async () => {
    const { page } = await open({ body: CHAT + CHAT, head: TAG })
    await page.evaluate(() => {
      for (const chat of document.querySelectorAll('todo-chat')) void chat.show()
    })
    await expect.poll(() => page.locator('[part=frame].ready').count()).toBe(2)
    expect(site.askedFor('/chatkit.js')).toHaveLength(1)
  })
})
