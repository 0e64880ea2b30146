import { describe, expect, test } from 'vitest'
import type { SessionAnswer } from '../../server/chatkit/wire.ts'
import { json, MESSAGE, SESSION, sessionAnswer, startSite } from '../helpers/pages.ts'
import {
  bodies,
  chatWith,
  failure,
  heard,
  launcher,
  open,
  openChat,
  optionsNow,
  recorded,
  remember,
  remembered,
  secrets,
  send,
  site,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

/** Answers secret-1, secret-2, … each good for some seconds. */
function countSecrets(seconds = 3600, changes: Partial<SessionAnswer> = {}): void {
  let count = 0
  site.routes[SESSION] = () =>
    json(
      sessionAnswer(site.origin, {
        client_secret: `secret-${++count}`,
        expires_at: Math.floor(Date.now() / 1000) + seconds,
        ...changes,
      }),
    )
}

test('a request says where the visitor is, and keeps what it said before', async () => {
  const { page } = await open()
  await openChat(page)
  await send(page, MESSAGE, 1, '{"type":"threads.list","metadata":{"own":1}}')
  const time_zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  expect(bodies(site.askedFor(MESSAGE))).toEqual([{ type: 'threads.list', metadata: { time_zone, own: 1 } }])
})

test('the page is told of tasks that a widget changed without a stream, when that worked', async () => {
  const { page } = await open()
  await openChat(page)
  const told = page.evaluate(() => {
    const counts = { changes: 0 }
    document.addEventListener('todo-chat-tasks-change', () => counts.changes++)
    Object.assign(window, { counts })
  })
  await told
  const count = () =>
    page.evaluate(() => (window as unknown as { counts: { changes: number } }).counts.changes)
  await send(page, MESSAGE, 1, '{"type":"threads.sync_custom_action","params":{}}')
  expect(await count()).toBe(1)
  site.routes[MESSAGE] = () => json({ message: 'gone' }, 404)
  await send(page, MESSAGE, 1, '{"type":"threads.sync_custom_action","params":{}}')
  await send(page, MESSAGE, 1, '{"type":"threads.list","params":{"text":"\\"type\\":\\"threads.sync_c"}}')
  expect(await count()).toBe(1)
})

describe('the client secret', () => {
  test('goes with every request, with the language and what ChatKit sends itself', async () => {
    const { page } = await open({ html: 'lang="de"' })
    await openChat(page)
    expect(await send(page, MESSAGE)).toEqual([200])
    expect(site.askedFor(MESSAGE)[0]).toMatchObject({
      headers: { authorization: 'Bearer secret-1', 'accept-language': 'de', 'x-own': '1' },
    })
    expect(site.askedFor(SESSION)).toHaveLength(1)
    expect(site.askedFor(SESSION)[0]?.headers).toMatchObject({ 'content-type': 'application/json' })
  })

  test('is not shown to other servers', async () => {
    const { page } = await open()
    const storage = await startSite()
    storage.routes['/put'] = () => ({ headers: { 'access-control-allow-origin': '*' } })
    await openChat(page)
    await page.evaluate((url) => {
      const { api } = window.recorders[0]?.options ?? {}
      if (api && 'fetch' in api) return api.fetch?.(url, { method: 'POST', body: 'x' }).then(() => {})
    }, `${storage.origin}/put`)
    expect(secrets(storage.askedFor('/put'))).toEqual([undefined])
    await storage.close()
  })

  test('is renewed before it expires, once for requests at the same time', async () => {
    countSecrets(120)
    const { page } = await open()
    await page.clock.install()
    await openChat(page)
    expect(await send(page, MESSAGE)).toEqual([200])
    await page.clock.fastForward(70_000)
    expect(await send(page, MESSAGE, 3)).toEqual([200, 200, 200])
    expect(secrets(site.askedFor(MESSAGE))).toEqual(['secret-1', 'secret-2', 'secret-2', 'secret-2'])
    expect(site.askedFor(SESSION)).toHaveLength(2)
  })

  test('is not renewed with every request when the clock of the visitor is wrong', async () => {
    countSecrets(-500)
    const { page } = await open()
    await openChat(page)
    for (let i = 0; i < 3; i++) await send(page, MESSAGE)
    expect(site.askedFor(SESSION)).toHaveLength(1)
  })

  test('is renewed once after a 401, and the requests are sent again', async () => {
    countSecrets()
    site.routes[MESSAGE] = ({ headers }) =>
      headers.authorization === 'Bearer secret-1' ? json({}, 401) : json({ ok: true })
    const { page } = await open()
    await openChat(page)
    expect(await send(page, MESSAGE, 2)).toEqual([200, 200])
    expect(site.askedFor(SESSION)).toHaveLength(2)
    expect(secrets(site.askedFor(MESSAGE)).sort()).toEqual(['secret-1', 'secret-1', 'secret-2', 'secret-2'])
  })

  test('a 401 that stays is handed on', async () => {
    countSecrets()
    site.routes[MESSAGE] = () => json({}, 401)
    const { page } = await open()
    await openChat(page)
    expect(await send(page, MESSAGE)).toEqual([401])
    expect(site.askedFor(MESSAGE)).toHaveLength(2)
  })

  test('a session that cannot be renewed is reported, and the chat stays', async () => {
    countSecrets()
    site.routes[MESSAGE] = () => json({}, 401)
    const { page } = await open()
    await openChat(page)
    site.routes[SESSION] = () =>
      json({ error: { code: 'draining', message: 'Draining' }, message: 'Draining' }, 503)
    await send(page, MESSAGE).catch(() => {})
    expect(await heard(page)).toContainEqual(failure('unavailable'))
    expect(await page.locator('openai-chatkit').count()).toBe(1)
  })

  test('goes with a file, whose form is left as it is', async () => {
    const uploadUrl = `${site.origin}/upload`
    const api = {
      url: site.origin + MESSAGE,
      domain_key: 'k',
      upload: { type: 'direct', uploadUrl },
    } as const
    countSecrets(3600, { api })
    site.routes['/upload'] = ({ headers }) =>
      json({}, headers.authorization === 'Bearer secret-1' ? 401 : 200)
    const { page } = await open()
    await openChat(page)
    const status = await page.evaluate(async (url) => {
      const { api } = window.recorders[0]?.options ?? {}
      const form = new FormData()
      form.append('file', new File(['hello'], 'a.txt', { type: 'text/plain' }))
      if (api && 'fetch' in api) return (await api.fetch?.(url, { method: 'POST', body: form }))?.status
    }, uploadUrl)
    expect(status).toBe(200)
    const [first, second] = site.askedFor('/upload')
    expect(first?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(second?.body).toContain('filename="a.txt"')
  })
})

describe('who the visitor is', () => {
  test('an anonymous visitor is the same person on the next page', async () => {
    const { page } = await open()
    await openChat(page)
    expect(await remembered(page)).toMatchObject({ visitor: 'visitor-1', server: site.origin + SESSION })
    await page.reload()
    await untilReady(page)
    expect(bodies(site.askedFor(SESSION))).toEqual([{}, { visitor: 'visitor-1' }])
  })

  test('a visitor the server no longer knows becomes a new one, with a new chat', async () => {
    site.routes[SESSION] = ({ body }) =>
      body.includes('visitor-old')
        ? json({ error: { code: 'unauthorized', message: 'Unknown' }, message: 'Unknown' }, 401)
        : json(sessionAnswer(site.origin, { visitor: 'visitor-new' }))
    const { page } = await open()
    await remember(page, { visitor: 'visitor-old', server: site.origin + SESSION, thread: 'thr_old' })
    await page.reload()
    await openChat(page)
    expect(bodies(site.askedFor(SESSION))).toEqual([{ visitor: 'visitor-old' }, {}])
    expect(await remembered(page)).toMatchObject({ visitor: 'visitor-new' })
    expect(await remembered(page)).not.toHaveProperty('thread')
    expect((await optionsNow(page)).initialThread ?? null).toBeNull()
  })

  test('a visitor who was forgotten in another tab leaves nothing to the next one', async () => {
    let count = 0
    site.routes[SESSION] = () =>
      json(sessionAnswer(site.origin, { client_secret: `secret-${++count}`, visitor: `visitor-${count}` }))
    const { page } = await open()
    await openChat(page)
    await page.evaluate(() => localStorage.clear())
    await withChat(page, (chat) => chat.reload())
    await untilReady(page)
    expect(bodies(site.askedFor(SESSION))).toEqual([{}, {}])
  })

  test('a thread that was deleted elsewhere is forgotten, and the chat begins a new one', async () => {
    const { page } = await open()
    await remember(page, { thread: 'thr_gone' })
    await page.reload()
    await openChat(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_gone')
    site.routes[MESSAGE] = () => json({ message: 'There is no such thread' }, 404)
    const get = (thread: string) => `{"type":"threads.get_by_id","params":{"thread_id":"${thread}"}}`
    await send(page, MESSAGE, 1, '{"type":"threads.list","params":{}}')
    expect(await recorded(page, 'setThreadId')).toEqual([])
    await send(page, MESSAGE, 1, get('thr_gone'))
    await expect.poll(() => recorded(page, 'setThreadId')).toMatchObject([{ args: [null] }])
    expect(await remembered(page)).toMatchObject({ thread: null })
    // A thread that goes while the visitor talks does not take what is typed away.
    await send(page, MESSAGE, 1, get('thr_later'))
    expect(await recorded(page, 'setThreadId')).toHaveLength(1)
  })

  test('works where storage is blocked, and stays the same person on the page', async () => {
    const { page, errors } = await open({
      before: () =>
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('blocked', 'SecurityError')
          },
        }),
    })
    await openChat(page)
    await withChat(page, (chat) => chat.reload())
    await expect.poll(() => bodies(site.askedFor(SESSION))).toEqual([{}, { visitor: 'visitor-1' }])
    expect(errors).toEqual([])
  })

  test('a signed-in user is shown by auth-token, or by getAuthToken each time', async () => {
    countSecrets()
    const { page } = await open({ body: chatWith('auth-token="token-a"') })
    await openChat(page)
    await withChat(page, (chat) => {
      let count = 0
      chat.getAuthToken = async () => `token-${++count}`
      return chat.reload()
    })
    await expect.poll(() => secrets(site.askedFor(SESSION)).at(-1)).toMatch(/^token-\d$/)
    expect(secrets(site.askedFor(SESSION))[0]).toBe('token-a')
  })

  test('a token that is refused is not asked for twice', async () => {
    site.routes[SESSION] = () => json({ error: { code: 'unauthorized', message: 'No' }, message: 'No' }, 401)
    const { page } = await open({ body: chatWith('auth-token="expired"') })
    await remember(page, { visitor: 'visitor-1', server: site.origin + SESSION })
    await page.reload()
    await launcher(page).click()
    await page.getByText('You are not signed in').waitFor()
    expect(site.askedFor(SESSION)).toHaveLength(1)
    expect(await remembered(page)).toMatchObject({ visitor: 'visitor-1' })
  })
})
