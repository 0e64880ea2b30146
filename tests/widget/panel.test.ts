import { describe, expect, test } from 'vitest'
import { json, SESSION, sessionAnswer } from '../helpers/pages.ts'
import {
  CHAT,
  chats,
  chatWith,
  closeButton,
  DESKTOP,
  focused,
  heard,
  isStill,
  launcher,
  open,
  openChat,
  PHONE,
  panel,
  recorded,
  site,
  TAG,
  TOUCH_PHONE,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

test('what opens is whole in its first frame', async () => {
  const { page } = await open()
  const seen = await withChat(page, async (chat) => {
    await chat.show()
    const panel = chat.shadowRoot?.querySelector('[part=panel]')
    const { opacity, translate, visibility } = getComputedStyle(panel as Element)
    return { opacity, translate, visibility }
  })
  expect(seen).toEqual({ opacity: '1', translate: 'none', visibility: 'visible' })
})

describe('the six checks of a launcher and its dialog', () => {
  test('the launcher has a name', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: 'Chat', exact: true }).waitFor()
    await withChat(page, (chat) => chat.setAttribute('launcher-label', 'Ask us'))
    await page.getByRole('button', { name: 'Ask us' }).waitFor()
    expect(await launcher(page).innerText()).toBe('Ask us')
  })

  test('says whether the dialog is open, and which it is', async () => {
    const { page } = await open()
    const state = () =>
      launcher(page).evaluate((button) => ({
        expanded: button.ariaExpanded,
        popup: button.ariaHasPopup,
        controls: (button.getRootNode() as ShadowRoot).getElementById(
          button.getAttribute('aria-controls') ?? '',
        )?.role,
      }))
    expect(await state()).toEqual({ expanded: 'false', popup: 'dialog', controls: 'dialog' })
    await openChat(page)
    expect(await state()).toEqual({ expanded: 'true', popup: 'dialog', controls: 'dialog' })
  })

  test('opens a dialog with a name', async () => {
    const { page } = await open()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await openChat(page)
    await page.getByRole('dialog', { name: 'Chat' }).waitFor()
    await withChat(page, (chat) => chat.setAttribute('heading', 'Todo assistant'))
    await page.getByRole('dialog', { name: 'Todo assistant' }).waitFor()
    await page.getByRole('heading', { name: 'Todo assistant' }).waitFor()
  })

  test('moves the focus into it: to the close button, then to the composer', async () => {
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    site.routes[SESSION] = () => answered.then(() => json(sessionAnswer(site.origin)))
    const { page } = await open()
    await launcher(page).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('quiet')
    answer()
    await untilReady(page)
    await expect.poll(() => focused(page)).toBe('input')
  })

  test('closes on Escape', async () => {
    const { page } = await open()
    await openChat(page)
    await page.keyboard.press('Escape')
    await expect.poll(() => panel(page).isVisible()).toBe(false)
    expect(await launcher(page).getAttribute('aria-expanded')).toBe('false')
  })

  test('gives the focus back', async () => {
    const { page } = await open()
    await openChat(page)
    await closeButton(page).click()
    expect(await focused(page)).toBe('launcher')
  })
})

describe('focus', () => {
  test('goes back to the button of the page that opened the chat', async () => {
    const { page } = await open({ body: `<button id="help">Help</button>${CHAT}` })
    await page.evaluate(() => {
      const chat = document.querySelector('todo-chat')
      document.querySelector('#help')?.addEventListener('click', () => void chat?.show())
    })
    await page.locator('#help').click()
    await untilReady(page)
    await expect.poll(() => focused(page)).toBe('input')
    await page.keyboard.press('Escape')
    expect(await focused(page)).toBe('help')
  })

  test('goes to the launcher when what opened the chat is hidden', async () => {
    const { page } = await open({ body: `<button id="item" data-todo-chat-open>Chat</button>${CHAT}` })
    await page.locator('#item').focus()
    await page.keyboard.press('Enter')
    await untilReady(page)
    await page.evaluate(() => document.getElementById('item')?.setAttribute('hidden', ''))
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toBe('launcher')
  })

  test('is not taken from somebody who is busy elsewhere', async () => {
    const { page } = await open({ body: `<input id="search">${CHAT}` })
    await openChat(page)
    await page.locator('#search').focus()
    await withChat(page, (chat) => chat.hide())
    expect(await focused(page)).toBe('search')
  })

  test('is not taken by a chat that is open from the start', async () => {
    const { page } = await open({ body: `<input id="search" autofocus>${chatWith('open')}` })
    await untilReady(page)
    expect(await focused(page)).toBe('search')
    expect(await heard(page)).toEqual([{ name: 'chatkit.ready', target: 'todo-chat' }])
  })

  test('stays out of the composer on a touch screen, where a keyboard would jump up', async () => {
    const { page } = await open({ context: TOUCH_PHONE })
    await launcher(page).tap()
    await untilReady(page)
    expect(await focused(page)).toBe('quiet')
    expect(await recorded(page, 'focusComposer')).toEqual([])
  })

  test('cannot get into a closed panel', async () => {
    const { page } = await open({ body: `${CHAT}<button id="after">After</button>` })
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('launcher')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('after')
  })

  test('is seen within the launcher, on a page of any colour', async () => {
    const { page } = await open({ context: { colorScheme: 'dark' } })
    await launcher(page).waitFor()
    await page.keyboard.press('Tab')
    const offset = await launcher(page).evaluate((button) => getComputedStyle(button).outlineOffset)
    expect(Number.parseFloat(offset)).toBeLessThan(0)
  })
})

describe('a panel that covers the page', () => {
  test('keeps the focus, and says that it is modal; one beside the page lets it go', async () => {
    const { page } = await open({
      body: `${CHAT}<a href="#next">Covered</a>`,
      context: { viewport: PHONE },
    })
    await openChat(page)
    expect(await panel(page).getAttribute('aria-modal')).toBe('true')
    const link = page.getByRole('link', { name: 'Covered' })
    const isOnClose = () => closeButton(page).evaluate((button) => button.matches(':focus'))
    await link.evaluate((element) => element.focus())
    await expect.poll(isOnClose).toBe(true)
    await page.keyboard.press('Escape')
    await link.evaluate((element) => element.focus())
    expect(await link.evaluate((element) => element.matches(':focus'))).toBe(true)

    await page.setViewportSize(DESKTOP)
    await openChat(page)
    await expect.poll(() => panel(page).getAttribute('aria-modal')).toBeNull()
    await link.evaluate((element) => element.focus())
    expect(await link.evaluate((element) => element.matches(':focus'))).toBe(true)
  })

  test('is modal, and has the focus, once the window has become so small', async () => {
    const { page } = await open({ body: `<input id="search">${CHAT}` })
    await openChat(page)
    expect(await panel(page).getAttribute('aria-modal')).toBeNull()
    await page.locator('#search').focus()
    await page.setViewportSize(PHONE)
    await expect.poll(() => panel(page).getAttribute('aria-modal')).toBe('true')
    await expect.poll(() => focused(page)).not.toBe('search')
    await page.keyboard.press('Escape')
    await expect.poll(() => panel(page).isVisible()).toBe(false)
  })

  test('does not fight for the focus with a second one', async () => {
    const { page, errors } = await open({
      body: chatWith('storage-key="one" open') + chatWith('storage-key="two" open'),
      context: { viewport: PHONE },
    })
    await untilReady(page)
    await page.evaluate(() => {
      for (const chat of document.querySelectorAll('todo-chat')) void chat.show()
      const [one] = document.querySelectorAll('todo-chat')
      one?.shadowRoot?.querySelector<HTMLElement>('.quiet')?.focus()
    })
    expect(errors).toEqual([])
  })
})

test.each([
  ['a phone', PHONE, 'html { zoom: 1.2 }'],
  ['a phone', PHONE, 'html { zoom: 0.8 }'],
  ['a desktop', { width: 1280, height: 720 }, 'body { zoom: 1.25 }'],
])('the panel is within the window of %s, on a page that zooms itself', async (_, viewport, css) => {
  const { page } = await open({ head: `${TAG}<style>${css}</style>`, context: { viewport } })
  await openChat(page)
  await expect.poll(() => isStill(page)).toBe(true)
  const box = (await panel(page).boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 }
  expect(box.x).toBeGreaterThanOrEqual(0)
  expect(box.y).toBeGreaterThanOrEqual(0)
  expect(box.y + box.height).toBeLessThanOrEqual(viewport.height + 1)
  if (viewport === PHONE) expect(box.height).toBeGreaterThan(viewport.height - 2)
})

describe('opening and closing', () => {
  test('is told to the page, and leaves the chat as it was', async () => {
    const { page } = await open()
    await openChat(page)
    await closeButton(page).click()
    await launcher(page).click()
    expect(await chats(page)).toBe(1)
    const names = (await heard(page)).map(({ name }) => name)
    expect(names.filter((name) => name.startsWith('todo'))).toEqual([
      'todo-chat-open',
      'todo-chat-close',
      'todo-chat-open',
    ])
    expect(await page.locator('todo-chat[open]').count()).toBe(1)
  })

  test('works from the page by show, hide, toggle and the attribute', async () => {
    const { page } = await open()
    expect(await withChat(page, (chat) => chat.show().then(() => chat.open))).toBe(true)
    expect(await panel(page).isVisible()).toBe(true)
    await withChat(page, (chat) => chat.hide())
    await expect.poll(() => panel(page).isVisible()).toBe(false)
    await withChat(page, (chat) => chat.toggle())
    expect(await panel(page).isVisible()).toBe(true)
    await withChat(page, (chat) => chat.removeAttribute('open'))
    await expect.poll(() => panel(page).isVisible()).toBe(false)
  })

  test('shows the panel first: nothing is asked for before it was painted', async () => {
    const { page } = await open({
      before: () => {
        const order: string[] = []
        const { fetch } = window
        const look = () => document.querySelector('todo-chat')?.shadowRoot?.querySelector('.loading')
        const frame = () =>
          requestAnimationFrame(() => order.push(look() ? 'frame of a loading chat' : 'frame'))
        addEventListener('click', frame, { capture: true, once: true })
        const ask = (...args: Parameters<typeof fetch>) => {
          order.push('request')
          return fetch(...args)
        }
        Object.assign(window, { order, fetch: ask })
      },
    })
    await openChat(page)
    expect(await page.evaluate(() => (window as unknown as { order: string[] }).order)).toEqual([
      'frame',
      'request',
    ])
  })

  test('starts the chat in a tab in the background, too, where nothing is painted', async () => {
    const { page } = await open({
      before: () => {
        Object.defineProperty(document, 'hidden', { value: true })
        window.requestAnimationFrame = () => 0
      },
    })
    await withChat(page, (chat) => chat.show())
    await untilReady(page)
  })
})
