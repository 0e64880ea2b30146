import { describe, expect, test } from 'vitest'
import { SESSION } from '../helpers/pages.ts'
import {
  bodies,
  chats,
  chatWith,
  closeButton,
  DESKTOP,
  emit,
  launcher,
  open,
  openChat,
  optionsNow,
  PHONE,
  panel,
  remember,
  remembered,
  site,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

describe('what is remembered on the next page', () => {
  test('is the thread, and that the chat is open', async () => {
    const { page } = await open()
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_5' })
    await page.reload()
    await untilReady(page)
    expect(await withChat(page, (chat) => chat.open)).toBe(true)
    expect((await optionsNow(page)).initialThread).toBe('thr_5')
  })

  test('is that the chat is closed, and which thread it opens with', async () => {
    const { page } = await open()
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_5' })
    await closeButton(page).click()
    await page.reload()
    await launcher(page).waitFor()
    expect(await withChat(page, (chat) => chat.open)).toBe(false)
    expect(site.askedFor(SESSION)).toHaveLength(1)
    await openChat(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_5')
  })

  test('is a new chat when the visitor started one', async () => {
    const { page } = await open()
    await remember(page, { thread: 'thr_5', open: true })
    await page.reload()
    await untilReady(page)
    await emit(page, 'chatkit.thread.change', { threadId: null })
    await page.reload()
    await untilReady(page)
    expect((await optionsNow(page)).initialThread).toBeUndefined()
  })

  test('is that the chat is closed, also where the page opens it', async () => {
    const { page } = await open({ body: chatWith('open') })
    await untilReady(page)
    await panel(page).getByRole('button', { name: 'Close chat' }).click()
    await expect.poll(() => remembered(page)).toMatchObject({ open: false })
    await page.reload()
    await launcher(page).waitFor()
    expect(await panel(page).isVisible()).toBe(false)
  })

  test('is the larger panel', async () => {
    const { page } = await open({ context: { viewport: DESKTOP } })
    await openChat(page)
    await panel(page).getByRole('button', { name: 'Expand chat' }).click()
    await page.reload()
    await untilReady(page)
    await panel(page).getByRole('button', { name: 'Shrink chat' }).waitFor()
    expect((await panel(page).boundingBox())?.width).toBe(800)
  })

  test('is kept apart by storage-key, on one page and from page to page', async () => {
    const { page } = await open({
      body: chatWith('id="a" storage-key="a"') + chatWith('id="b" storage-key="b"'),
    })
    await page.evaluate(async () => {
      for (const chat of document.querySelectorAll('todo-chat')) await chat.show()
    })
    await expect.poll(() => chats(page)).toBe(2)
    await page.evaluate(() => {
      for (const chat of window.recorders) {
        const { host } = chat.getRootNode() as ShadowRoot
        chat.emit('chatkit.thread.change', { threadId: `thr_${host.id}` })
      }
    })
    expect(await remembered(page, 'a')).toMatchObject({ thread: 'thr_a', open: true })
    expect(await remembered(page, 'b')).toMatchObject({ thread: 'thr_b', open: true })
    expect(await remembered(page)).toBeNull()
    await page.reload()
    await expect.poll(() => chats(page)).toBe(2)
    const threads = await page.evaluate(() =>
      window.recorders.map((chat) => {
        const { host } = chat.getRootNode() as ShadowRoot
        return `${host.id} ${chat.options.initialThread}`
      }),
    )
    expect(threads.sort()).toEqual(['a thr_a', 'b thr_b'])
  })

  test('gives way to the thread that the page names', async () => {
    const { page } = await open({ body: chatWith('thread="thr_page"') })
    await remember(page, { thread: 'thr_5' })
    await page.reload()
    await openChat(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_page')
  })
})

test('a phone does not open the chat by itself: it would hide the page', async () => {
  const { page } = await open({ context: { viewport: PHONE } })
  await openChat(page)
  await emit(page, 'chatkit.thread.change', { threadId: 'thr_5' })
  await page.reload()
  await launcher(page).waitFor()
  expect(await withChat(page, (chat) => chat.updateComplete.then(() => chat.open))).toBe(false)
  await openChat(page)
  expect((await optionsNow(page)).initialThread).toBe('thr_5')
})

describe('storage', () => {
  const keys = (page: Parameters<typeof remembered>[0]) =>
    page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie])

  test('is not touched before the chat is opened, by hovering either', async () => {
    const { page } = await open({
      before: () => {
        const touched: string[] = []
        Object.assign(window, { touched })
        const { setItem } = Storage.prototype
        Storage.prototype.setItem = function (name, value) {
          touched.push(name)
          setItem.call(this, name, value)
        }
      },
    })
    const touched = () => page.evaluate(() => (window as unknown as { touched: string[] }).touched)
    await launcher(page).hover()
    await expect.poll(() => site.askedFor('/chatkit.js')).toHaveLength(1)
    expect(await keys(page)).toEqual([''])
    expect(await touched()).toEqual([])
    await openChat(page)
    expect(await keys(page)).toEqual(['todo-chat:chat', ''])
    expect(new Set(await touched())).toEqual(new Set(['todo-chat:chat']))
  })

  test('is left alone altogether with persist="none", and the conversation goes on meanwhile', async () => {
    const { page } = await open({
      body: chatWith('persist="none"'),
      context: { viewport: DESKTOP },
    })
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_5' })
    await panel(page).getByRole('button', { name: 'Expand chat' }).click()
    await withChat(page, (chat) => chat.reload())
    await expect.poll(() => bodies(site.askedFor(SESSION))).toEqual([{}, { visitor: 'visitor-1' }])
    await untilReady(page)
    expect((await optionsNow(page)).initialThread).toBe('thr_5')
    await closeButton(page).click()
    expect(await keys(page)).toEqual([''])
    await page.reload()
    await openChat(page)
    expect((await optionsNow(page)).initialThread).toBeUndefined()
    expect(bodies(site.askedFor(SESSION)).at(-1)).toEqual({})
  })

  test('keeps the visit that is there when a banner sets persist, and nothing when it takes that back', async () => {
    const { page } = await open({ body: chatWith('persist="none"') })
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_3' })
    expect(await remembered(page)).toBeNull()
    await withChat(page, (chat) => chat.setAttribute('persist', 'thread'))
    await expect.poll(() => remembered(page)).toMatchObject({ thread: 'thr_3', visitor: expect.any(String) })
    await withChat(page, (chat) => chat.setAttribute('persist', 'none'))
    await expect.poll(() => remembered(page)).toBeNull()
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_4' })
    expect(await remembered(page)).toBeNull()
  })

  test.each(['{"thread":', 'null', '5', '"text"', '[]', 'true'])(
    'that holds %s is no obstacle',
    async (junk) => {
      const { page, errors } = await open()
      await page.evaluate((junk) => localStorage.setItem('todo-chat:chat', junk), junk)
      await page.reload()
      await openChat(page)
      await emit(page, 'chatkit.thread.change', { threadId: 'thr_5' })
      expect(errors).toEqual([])
      expect(await remembered(page)).toMatchObject({ thread: 'thr_5', open: true })
    },
  )

  test('that is full does not stop the conversation', async () => {
    const { page, errors } = await open({
      before: () => {
        Storage.prototype.setItem = () => {
          throw new DOMException('full', 'QuotaExceededError')
        }
      },
    })
    await openChat(page)
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_5' })
    await withChat(page, (chat) => chat.reload())
    await expect.poll(() => chats(page)).toBe(2)
    expect((await optionsNow(page)).initialThread).toBe('thr_5')
    expect(errors).toEqual([])
  })

  test('keeps what another tab wrote', async () => {
    const { page } = await open()
    await openChat(page)
    await remember(page, { ...(await remembered(page)), expanded: true })
    await emit(page, 'chatkit.thread.change', { threadId: 'thr_5' })
    expect(await remembered(page)).toMatchObject({ thread: 'thr_5', expanded: true, visitor: 'visitor-1' })
  })
})
