import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { page as htmlPage, json, MESSAGE, SESSION, sessionAnswer } from '../helpers/pages.ts'
import {
  bodies,
  CHAT,
  chats,
  chatWith,
  emit,
  launcher,
  open,
  openChat,
  optionsNow,
  panel,
  recorded,
  remember,
  remembered,
  secrets,
  send,
  site,
  TAG,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

/** A token as a host site makes it; nothing here looks at its signature. */
function jwt(sub: string, issue = 1): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256' })}.${part({ sub, issue })}.signature`
}

const signedIn = (token: string) => chatWith(`auth-token="${token}"`)
const setToken = (page: Page, token: string | null) =>
  page.evaluate((token) => {
    const chat = document.querySelector('todo-chat')
    if (chat) chat.authToken = token
  }, token)
/** Answers a visitor only to those who are not signed in, as our server does. */
const answerLikeOurs = () => {
  let count = 0
  site.routes[SESSION] = ({ headers }) => {
    const { visitor, ...answer } = sessionAnswer(site.origin, { client_secret: `secret-${++count}` })
    return json(headers.authorization ? answer : { ...answer, visitor })
  }
}

describe('a changed auth-token', () => {
  test('of another user starts a clean session', async () => {
    answerLikeOurs()
    const { page } = await open({ body: signedIn(jwt('ana')) })
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_ana' })
    await setToken(page, jwt('ben'))
    await expect.poll(() => chats(page)).toBe(2)
    await untilReady(page)
    expect((await optionsNow(page)).initialThread).toBeUndefined()
    expect(secrets(site.askedFor(SESSION))).toEqual([jwt('ana'), jwt('ben')])
    expect(await page.locator('openai-chatkit').count()).toBe(1)
    expect((await remembered(page)).thread).toBeNull()
    await send(page, MESSAGE)
    expect(secrets(site.askedFor(MESSAGE))).toEqual(['secret-2'])
  })

  test('of the same user, renewed, keeps the chat and what was typed', async () => {
    const { page } = await open({ body: signedIn(jwt('ana', 1)) })
    await openChat(page)
    await page.getByPlaceholder('Message the AI').fill('Half a sent')
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_ana' })
    await setToken(page, jwt('ana', 2))
    await page.waitForTimeout(300)
    expect(await chats(page)).toBe(1)
    expect(site.askedFor(SESSION)).toHaveLength(1)
    expect(await remembered(page)).toMatchObject({ thread: 'thr_ana' })
  })

  test('that is no JWT is taken for another user', async () => {
    const { page } = await open({ body: signedIn('opaque-1') })
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_1' })
    await setToken(page, 'opaque-2')
    await expect.poll(() => secrets(site.askedFor(SESSION))).toEqual(['opaque-1', 'opaque-2'])
    await untilReady(page)
    expect((await optionsNow(page)).initialThread).toBeUndefined()
  })

  test('while the chat is starting is the one that counts', async () => {
    const answers: (() => void)[] = []
    site.routes[SESSION] = () =>
      new Promise((resolve) => answers.push(() => resolve(json(sessionAnswer(site.origin)))))
    const { page } = await open({ body: signedIn(jwt('ana')) })
    await launcher(page).click()
    await expect.poll(() => answers.length).toBe(1)
    await setToken(page, jwt('ben'))
    await expect.poll(() => answers.length).toBe(2)
    for (const answer of answers) answer()
    await untilReady(page)
    expect(await chats(page)).toBe(1)
    expect(secrets(site.askedFor(SESSION))).toEqual([jwt('ana'), jwt('ben')])
  })

  test('of a visitor who signs in does not go on with the conversation of the anonymous one', async () => {
    answerLikeOurs()
    const { page } = await open()
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_anonymous' })
    await setToken(page, jwt('ana'))
    await expect.poll(() => chats(page)).toBe(2)
    expect((await optionsNow(page)).initialThread).toBeUndefined()
  })
})

describe('a remembered thread', () => {
  test('of another user is not shown', async () => {
    const { page } = await open({ body: signedIn(jwt('ana')) })
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_ana' })
    const { user } = await remembered(page)
    site.routes['/'] = () => htmlPage(signedIn(jwt('ben')), TAG)
    await page.reload()
    await untilReady(page)
    expect((await optionsNow(page)).initialThread).toBeUndefined()
    expect(await page.evaluate(() => window.recorders.map((chat) => chat.options.initialThread))).toEqual([
      undefined,
    ])
    const now = await remembered(page)
    expect(now.thread).toBeNull()
    expect(now.user).not.toBe(user)
  })

  test('of another user gives way to that which the page wants', async () => {
    const { page } = await open({ body: chatWith('thread="thr_ticket" auth-token="ben"'), head: '' })
    await remember(page, { user: 1, thread: 'thr_ana' })
    await page.addScriptTag({ url: '/todo-chat.js' })
    await openChat(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_ticket')
    expect(await remembered(page)).toMatchObject({ thread: 'thr_ticket' })
  })

  test('of the same user with a newer token is shown', async () => {
    const { page } = await open({ body: signedIn(jwt('ana', 1)) })
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_ana' })
    await page.reload()
    await setToken(page, jwt('ana', 2))
    await untilReady(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_ana')
  })

  test('says nothing of the user but a number', async () => {
    const { page } = await open({ body: signedIn(jwt('ana@example.com')) })
    await openChat(page)
    const text = await page.evaluate(() => JSON.stringify(localStorage))
    expect(text).not.toContain('ana')
    expect(text).not.toContain('signature')
    expect((await remembered(page)).user).toBeTypeOf('number')
  })
})

test('a user who was nobody on the page before is told what was meant for them', async () => {
  const { page } = await open({ body: signedIn('ben'), head: '' })
  await remember(page, { user: 0 })
  await page.evaluate(() => (window.TodoChat = [(chat) => void chat.setComposerValue({ text: 'Buy milk' })]))
  await page.addScriptTag({ url: '/todo-chat.js' })
  await openChat(page)
  await expect.poll(async () => (await recorded(page, 'setComposerValue')).length).toBe(1)
})

describe('getAuthToken', () => {
  const tokens = `<script>
    window.token = ''
    customElements.whenDefined('todo-chat').then(() => {
      document.querySelector('todo-chat').getAuthToken = async () => token
    })
  </script>`
  const nowToken = (page: Page, token: string) =>
    page.evaluate((token) => void Object.assign(window, { token }), token)
  const expireSoon = () => {
    let count = 0
    site.routes[SESSION] = () =>
      json(sessionAnswer(site.origin, { client_secret: `secret-${++count}`, expires_at: 1 }))
    site.routes[MESSAGE] = ({ headers }) => json({}, headers.authorization === 'Bearer secret-1' ? 401 : 200)
  }

  test('whose token is renewed keeps the chat', async () => {
    expireSoon()
    const { page } = await open({ body: CHAT + tokens })
    await nowToken(page, jwt('ana', 1))
    await openChat(page)
    await nowToken(page, jwt('ana', 2))
    expect(await send(page, MESSAGE)).toEqual([200])
    expect(secrets(site.askedFor(SESSION))).toEqual([jwt('ana', 1), jwt('ana', 2)])
    expect(await chats(page)).toBe(1)
  })

  test('whose token is of another user starts a clean session, and sends nothing of the old one', async () => {
    expireSoon()
    const { page } = await open({ body: CHAT + tokens })
    await nowToken(page, jwt('ana'))
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_ana' })
    await nowToken(page, jwt('ben'))
    await send(page, MESSAGE).catch(() => {})
    await expect.poll(() => chats(page)).toBe(2)
    await untilReady(page)
    expect((await optionsNow(page)).initialThread).toBeUndefined()
    // The request of Ana was refused, and is not sent a second time in the name of Ben.
    expect(secrets(site.askedFor(MESSAGE))).toEqual(['secret-1'])
    expect(secrets(site.askedFor(SESSION))).toEqual([jwt('ana'), jwt('ben')])
  })

  test('that fails says so, and the visitor reads that they are not signed in', async () => {
    const { page, logs, errors } = await open()
    await withChat(page, (chat) => {
      chat.getAuthToken = () => Promise.reject(new Error('no session'))
    })
    await launcher(page).click()
    await page.getByText('You are not signed in').waitFor()
    expect(logs.join()).toContain('unauthorized: getAuthToken() failed.')
    expect(site.askedFor(SESSION)).toHaveLength(0)
    expect(errors).toEqual([])
  })
})

describe('signOut()', () => {
  test('leaves nothing behind, and the next session knows nobody', async () => {
    const { page } = await open({ body: signedIn(jwt('ana')) })
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_ana' })
    await withChat(page, (chat) => chat.signOut())
    await page.waitForTimeout(100)
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(await withChat(page, (chat) => [chat.authToken, chat.open])).toEqual([null, false])
    await expect.poll(() => panel(page).isVisible()).toBe(false)
    expect(await page.locator('openai-chatkit').count()).toBe(0)
    await openChat(page)
    const asked = site.askedFor(SESSION)
    expect(secrets(asked)).toEqual([jwt('ana'), undefined])
    expect(bodies(asked).at(-1)).toEqual({})
    expect((await optionsNow(page)).initialThread).toBeUndefined()
  })

  test('works in a chat that is closed, and stops its requests', async () => {
    const { page } = await open()
    await openChat(page)
    await page.keyboard.press('Escape')
    await withChat(page, (chat) => chat.signOut())
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    const status = await send(page, MESSAGE).catch(() => 'refused')
    expect(status).toBe('refused')
    expect(site.askedFor(MESSAGE)).toEqual([])
  })

  test('makes the visitor of an inline chat a new one', async () => {
    let count = 0
    site.routes[SESSION] = () => json(sessionAnswer(site.origin, { visitor: `visitor-${++count}` }))
    const { page } = await open({ body: chatWith('mode="inline"') })
    await untilReady(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_1' })
    await withChat(page, (chat) => chat.signOut())
    await expect.poll(() => chats(page)).toBe(2)
    await untilReady(page)
    expect(bodies(site.askedFor(SESSION))).toEqual([{}, {}])
    expect(await remembered(page)).toMatchObject({ visitor: 'visitor-2' })
    expect((await remembered(page)).thread).toBeUndefined()
  })

  test('leaves nothing behind when the page still looks for its token', async () => {
    const { page } = await open()
    await withChat(page, (chat) => {
      chat.getAuthToken = () => new Promise((resolve) => Object.assign(window, { answer: resolve }))
    })
    await launcher(page).click()
    await page.waitForFunction('window.answer')
    await withChat(page, (chat) => chat.signOut())
    await page.evaluate('window.answer("ana")')
    await withChat(page, (chat) => chat.updateComplete)
    expect(await remembered(page)).toBeNull()
  })

  test('leaves the next user nothing of what the one before was about to say', async () => {
    site.routes[SESSION] = () => ({ status: 503 })
    const { page } = await open({
      body: `<button data-todo-chat-open="Why was my loan refused?">Ask</button>${CHAT}`,
    })
    await page.getByText('Ask', { exact: true }).click()
    await page.getByText('The chat is busy right now').waitFor()
    await withChat(page, (chat) => chat.signOut())
    site.routes[SESSION] = () => json(sessionAnswer(site.origin))
    await openChat(page)
    expect(await recorded(page, 'setComposerValue')).toEqual([])
  })

  test('does not touch what another chat of the page keeps', async () => {
    const { page } = await open()
    await remember(page, { thread: 'thr_other' }, 'other')
    await openChat(page)
    await withChat(page, (chat) => chat.signOut())
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['todo-chat:other'])
  })
})
