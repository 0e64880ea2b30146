import { resolve } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import type { Page } from 'playwright-core'
import { rollup } from 'rollup'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TodoChat } from '../../widget/index.ts'
import { SESSION, script } from '../helpers/pages.ts'
import {
  CHAT,
  chats,
  chatWith,
  closeButton,
  failure,
  focused,
  heard,
  launcher,
  open,
  openChat,
  optionsNow,
  panel,
  recorded,
  site,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

/** The entry for bundlers, with Lit itself, as a page has it that is built. */
let built: string
beforeAll(async () => {
  const bundle = await rollup({
    input: resolve('dist/todo-chat.mjs'),
    plugins: [nodeResolve({ browser: true })],
  })
  const { output } = await bundle.generate({ format: 'es' })
  built = output[0].code
})

const ENTRIES = {
  'the script tag': { url: '/todo-chat.js', type: 'text/javascript' },
  'the entry for bundlers': { url: '/page.js', type: 'module' },
}

describe.each(Object.entries(ENTRIES))('%s', (_, entry) => {
  const head = `<script src="${entry.url}" type="${entry.type}" defer></script>`
  /** Opens a page that has the element by this entry, or will have it. */
  const openPage = (body = CHAT, isLate = false) => {
    site.routes['/page.js'] = () => script(built)
    return open({ body, head: isLate ? '' : head })
  }
  const says = (page: Page) =>
    withChat(page, (chat) => [...chat.attributes].map(({ name, value }) => `${name}=${value}`).sort())

  const setAttribute = (page: Page, name: string, value: string) =>
    page.evaluate(
      async ([name, value]) => {
        const chat = document.querySelector('todo-chat')
        chat?.setAttribute(name, value)
        await chat?.updateComplete
      },
      [name, value] as const,
    )

  test('makes properties of attributes, with their types and defaults', async () => {
    const { page } = await openPage(chatWith('font-size="16" retry history="off"'))
    const values = () =>
      withChat(page, ({ fontSize, retry, history, mode, open, greeting, prompts }) => ({
        ...{ fontSize, retry, history, mode, open },
        unset: [greeting ?? null, prompts ?? null],
      }))
    const unset = [null, null]
    expect(await values()).toEqual({
      fontSize: 16,
      retry: true,
      history: 'off',
      mode: 'floating',
      open: false,
      unset,
    })
    await withChat(page, async (chat) => {
      for (const name of ['font-size', 'retry', 'history']) chat.removeAttribute(name)
      chat.setAttribute('mode', 'inline')
      await chat.updateComplete
    })
    expect(await values()).toEqual({
      fontSize: null,
      retry: false,
      history: 'on',
      mode: 'inline',
      open: false,
      unset,
    })
  })

  test('writes on the page what the stylesheets of pages read, and no default', async () => {
    const { page } = await openPage()
    expect(await says(page)).toEqual(['chatkit-src=/chatkit.js'])
    await withChat(page, async (chat) => {
      Object.assign(chat, { mode: 'inline', position: 'start', open: true, theme: 'dark', greeting: 'Hello' })
      await chat.updateComplete
    })
    expect(await says(page)).toEqual(['chatkit-src=/chatkit.js', 'mode=inline', 'open=', 'position=start'])
    await withChat(page, async (chat) => {
      Object.assign(chat, { mode: 'floating', open: false })
      await chat.updateComplete
    })
    expect(await says(page)).toEqual(['chatkit-src=/chatkit.js', 'mode=floating', 'position=start'])
  })

  test('falls back and warns once of what it does not know', async () => {
    const { page, logs } = await openPage(chatWith('theme="pink" font-size="99"'))
    expect(await withChat(page, ({ theme, fontSize }) => [theme, fontSize ?? null])).toEqual(['auto', null])
    await withChat(page, async (chat) => {
      chat.greeting = 'Hello'
      await chat.updateComplete
    })
    const warnings = logs.filter((line) => line.startsWith('warning: <todo-chat>'))
    expect(warnings).toEqual([
      expect.stringContaining('theme="pink". Allowed: auto, light, dark, host'),
      expect.stringContaining('font-size="99". Allowed: 14 to 18'),
    ])
  })

  test('warns of each bad value once, as the page wrote it, however often it is written', async () => {
    const { page, logs } = await openPage()
    for (const value of ['16px', '99', '16px', '99']) await setAttribute(page, 'font-size', value)
    const warnings = logs.filter((line) => line.startsWith('warning: <todo-chat>'))
    expect(warnings).toEqual([
      expect.stringContaining('font-size="16px". Allowed: 14 to 18'),
      expect.stringContaining('font-size="99". Allowed: 14 to 18'),
    ])
  })

  test('takes an empty value for none, and a number that is written as text for a number', async () => {
    const { page, logs } = await openPage(chatWith('theme="" mode="" accent-level="" prompts=""'))
    await withChat(page, async (chat) => {
      Object.assign(chat, { fontSize: '17', density: undefined, radius: null, chatkitSrc: undefined })
      await chat.updateComplete
      chat.setAttribute('gray-hue', '')
      await chat.updateComplete
    })
    const values = ({
      theme,
      mode,
      accentLevel,
      fontSize,
      density,
      radius,
      grayHue,
      chatkitSrc,
    }: TodoChat) => [theme, mode, accentLevel, fontSize, density, radius, grayHue, chatkitSrc]
    expect(await withChat(page, values)).toEqual([
      ...['auto', 'floating', null, 17, 'normal', 'pill', null],
      expect.stringMatching('^https://cdn.platform.openai.com/'),
    ])
    expect(logs.filter((line) => line.startsWith('warning: <todo-chat>'))).toEqual([])
  })

  test('takes a flag that a template wrote as "false" for one that is off', async () => {
    const { page } = await openPage(
      chatWith('attachments="false" hide-header="false" feedback="" open="false"'),
    )
    await openChat(page)
    const { composer, header, threadItemActions } = await optionsNow(page)
    expect([composer, header?.enabled, threadItemActions]).toEqual([undefined, undefined, { feedback: true }])
  })

  test('takes a flag that is null, undefined or empty for one that is off, too', async () => {
    const { page } = await openPage()
    await launcher(page).waitFor()
    for (const value of [null, undefined, '', 0]) {
      await page.evaluate((value) => {
        Object.assign(document.querySelector('todo-chat') as Element, { open: value })
      }, value)
      await withChat(page, (chat) => chat.updateComplete)
      expect(await says(page)).toEqual(['chatkit-src=/chatkit.js'])
      expect(await panel(page).isVisible()).toBe(false)
    }
  })

  test('takes what was said before it came, as attribute or property', async () => {
    const { page } = await openPage(chatWith('heading="Said"'), true)
    await withChat(page, (chat) => Object.assign(chat, { greeting: 'Early', history: 'off', open: true }))
    await page.addScriptTag(entry)
    await untilReady(page)
    expect(await optionsNow(page)).toMatchObject({
      startScreen: { greeting: 'Early' },
      history: { enabled: false },
      header: { title: { text: 'Said' } },
    })
    await page.getByRole('dialog', { name: 'Said' }).waitFor()
  })

  test('takes what was said to an element that is on no page yet', async () => {
    const { page } = await openPage('')
    await page.evaluate(() => {
      const chat = document.createElement('todo-chat')
      chat.chatkitSrc = '/chatkit.js'
      chat.setAttribute('heading', 'Made')
      document.body.append(chat)
    })
    await openChat(page)
    await page.getByRole('dialog', { name: 'Made' }).waitFor()
  })

  test('opens, takes the focus, closes and gives it back, and tells the page', async () => {
    const { page } = await openPage()
    await openChat(page)
    await expect.poll(() => focused(page)).toBe('input')
    await page.keyboard.press('Escape')
    await expect.poll(() => panel(page).isVisible()).toBe(false)
    expect(await focused(page)).toBe('launcher')
    const names = (await heard(page)).map(({ name }) => name)
    expect(names).toEqual(['todo-chat-open', 'chatkit.ready', 'todo-chat-close'])
  })

  test('changes live what is shown, on the same chat', async () => {
    const { page } = await openPage()
    await openChat(page)
    await withChat(page, (chat) => Object.assign(chat, { heading: 'Todo assistant', placeholder: 'Ask' }))
    await page.getByRole('heading', { name: 'Todo assistant' }).waitFor()
    await expect.poll(async () => (await optionsNow(page)).composer).toEqual({ placeholder: 'Ask' })
    expect(await recorded(page, 'setOptions')).toHaveLength(2)
    expect(await chats(page)).toBe(1)
  })

  test('says in words what went wrong, and starts again', async () => {
    const answer = site.routes[SESSION]
    site.routes[SESSION] = () => ({ status: 503 })
    const { page } = await openPage()
    await launcher(page).click()
    await page.getByText('The chat is busy right now').waitFor()
    expect(await heard(page)).toContainEqual(failure('unavailable'))
    site.routes[SESSION] = answer as NonNullable<typeof answer>
    await page.getByRole('button', { name: 'Try again' }).click()
    await untilReady(page)
  })

  test('is as it was when it was taken away and put back', async () => {
    const { page, errors } = await openPage()
    await openChat(page)
    await page.evaluate(() => {
      const chat = document.querySelector('todo-chat') as HTMLElement
      chat.remove()
      Object.assign(window, { chat })
    })
    expect(await page.locator('openai-chatkit').count()).toBe(0)
    await page.evaluate(() => document.body.append((window as unknown as { chat: HTMLElement }).chat))
    await untilReady(page)
    expect(await withChat(page, (chat) => chat.open)).toBe(true)
    await closeButton(page).click()
    await expect.poll(() => panel(page).isVisible()).toBe(false)
    expect(errors).toEqual([])
  })
})
