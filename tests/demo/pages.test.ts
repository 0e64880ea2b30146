import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { faults, lostToKeyboard, openPage, openWindow, program, say, useDemo } from './demo-page.ts'

useDemo()
// A busy machine is slow, not wrong, and axe looks at a great deal here.
vi.setConfig({ testTimeout: 120_000 })

/** What a page shows when it is complete; nothing more than itself unless said. */
const COMPLETE: Record<string, string> = {
  check: '#command:not(:empty)',
  configure: '#snippets code:not(:empty)',
  csp: '#parts dt',
  events: '#entries li',
  gallery: 'todo-chat-view .failure',
  host: '#empty:not([hidden])',
  index: '#snippet:not(:empty)',
  theming: '#code:not(:empty)',
  two: '#code:not(:empty)',
}
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } }
/** Each size in a scheme of its own; in both of them where there is time. */
const SCHEMES = process.env.TODO_CHAT_BOTH_SCHEMES
  ? { desktop: ['light', 'dark'], phone: ['light', 'dark'] }
  : { desktop: ['light'], phone: ['dark'] }

const names = readdirSync('demo').flatMap((file) => (file.endsWith('.html') ? [file.slice(0, -5)] : []))

const complete = async (page: Page, name: string) => {
  await page
    .locator(COMPLETE[name] ?? 'main')
    .first()
    .waitFor({ state: 'attached' })
  const inline = page.locator('todo-chat[mode=inline]')
  if (!(await inline.count())) return
  // It starts when it is seen.
  await inline.scrollIntoViewIfNeeded()
  await inline.locator('[part=frame].ready').waitFor()
}

/** Changes the colours, and waits until every chat has followed. */
const recolour = async (page: Page, colorScheme: 'light' | 'dark') => {
  await page.emulateMedia({ colorScheme })
  const own = page.locator(`[name=scheme][value=${colorScheme}]`)
  if (await page.locator('todo-chat').count()) {
    const chats = await page.locator('todo-chat').count()
    await expect.poll(() => page.locator(`todo-chat .${colorScheme}`).count()).toBe(chats)
  } else if (await own.count()) await own.check()
}

describe.each(names)('%s.html', (name) => {
  test.each(['desktop', 'phone'] as const)(
    'is whole on a %s, can be used by keyboard, and asks no other host',
    async (size) => {
      const { page, left, errors } = await openPage(`/${name}.html`, { viewport: SIZES[size] })
      await complete(page, name)
      for (const colorScheme of SCHEMES[size] as ('light' | 'dark')[]) {
        await recolour(page, colorScheme)
        expect(await faults(page), colorScheme).toEqual([])
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES[size].width)
      expect({ left, errors }).toEqual({ left: [], errors: [] })
      // From here on ChatKit.js may be asked for: whoever comes to a launcher is about to open the chat.
      if (size === 'desktop') expect(await lostToKeyboard(page)).toEqual([])
    },
  )
})

describe('the event log', () => {
  const rows = (page: Page, text: string) => page.locator('#entries li').filter({ hasText: text })
  const open = async () => {
    const { page } = await openPage('/events.html', { permissions: ['clipboard-read', 'clipboard-write'] })
    await rows(page, 'chatkit.ready').waitFor()
    return page
  }

  test('shows the session, the message, its stream and the end of the answer, in this order', async () => {
    const page = await open()
    await say(page, 'Add a task to buy groceries', /Added/)
    await rows(page, 'chatkit.response.end').waitFor()
    await rows(page, 'threads.create')
      .getByText(/200 · first byte \d+ ms · \d+ events/)
      .waitFor()
    const named = await page.locator('#entries summary code').allInnerTexts()
    const order = ['/session', 'chatkit.ready', 'threads.create', 'thread.created', 'thread.item.done']
    const places = order.map((part) => named.findIndex((text) => text.includes(part)))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(named).toContain('todo-chat-tasks-change')
  })

  test('opens a row to its JSON, and shows no secret whole', async () => {
    const { page } = await openWindow()
    const answered = page.waitForResponse((response) => response.url().endsWith('/session'))
    await page.goto(`${program.url}/events.html`)
    const { client_secret, visitor } = (await (await answered).json()) as Record<string, string>
    await say(page, 'Add a task to buy groceries', /Added/)
    await rows(page, 'chatkit.response.end').waitFor()
    await rows(page, 'threads.create').locator('summary').click()
    const sent = JSON.parse(await rows(page, 'threads.create').locator('pre:not(:empty)').innerText())
    expect(sent).toMatchObject({
      headers: { authorization: `Bearer ${client_secret?.slice(0, 6)}…` },
      body: { type: 'threads.create' },
      response: { status: 200 },
    })
    await page.locator('#entries details').evaluateAll((all: HTMLDetailsElement[]) => {
      for (const details of all) details.open = true
    })
    await rows(page, '/session').locator('pre:not(:empty)').waitFor()
    const shown = await page.locator('#entries').innerText()
    expect(shown).toContain('"client_secret"')
    for (const secret of [client_secret, visitor]) expect(shown).not.toContain(secret?.slice(6, 40))
  })

  test('filters by kind, and copies what is shown', async () => {
    const page = await open()
    await page.getByRole('checkbox', { name: 'Request' }).uncheck()
    expect(await page.locator('#entries [data-kind=request]').first().isVisible()).toBe(false)
    expect(await rows(page, 'chatkit.ready').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Copy as JSON' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as { name: string }[]
    expect(copied.map(({ name }) => name)).toEqual(
      await page.locator('#entries summary code:visible').allInnerTexts(),
    )
    expect(copied).toContainEqual(expect.objectContaining({ kind: 'chatkit', name: 'chatkit.ready' }))
  })

  test('waits while it is paused, forgets when it is cleared, and says how many entries there are', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByText('Nothing has happened yet.').waitFor()
    await say(page, "What's pending?", /nothing|no /i)
    const resume = page.getByRole('button', { name: /^Resume \(\d+\)$/ })
    await resume.waitFor()
    expect(await page.locator('#entries li').count()).toBe(0)
    await resume.click()
    await rows(page, 'threads.create').waitFor()
    await rows(page, 'chatkit.response.end').waitFor()
    const count = await page.locator('#entries li').count()
    await page.getByRole('status').getByText(`${count} entries`, { exact: true }).waitFor()
  })
})

describe('the page under a strict policy', () => {
  test('has a chat that answers, without a violation, and counts one that is made', async () => {
    const { page, errors } = await openWindow()
    const response = await page.goto(`${program.url}/csp.html`)
    const header = response?.headers()['content-security-policy'] ?? ''
    expect(header).toContain("default-src 'none'")
    expect(header).toContain("require-trusted-types-for 'script'")
    expect(header).not.toMatch(/unsafe|https?:|\*/)
    await say(page, 'Add a task to water the plants', /Added/)
    expect(await page.locator('.count').innerText()).toMatch(/^0\s+violations/)
    expect(errors).toEqual([])

    await page.getByRole('button', { name: 'Break the policy on purpose' }).click()
    await page.getByText('1 violation of the policy').waitFor()
    expect(await page.locator('#violations').innerText()).toContain('style-src-attr')
  })

  test('explains every part, and gives the policy that it has itself', async () => {
    const { page } = await openWindow()
    const response = await page.goto(`${program.url}/csp.html`)
    const header = (response?.headers()['content-security-policy'] ?? '').replace(
      /nonce-[^']+/,
      'nonce-{random}',
    )
    const code = page.locator('#code')
    await code.getByText('script-src').waitFor()
    const parts = header.split('; ')
    expect(await page.locator('#parts dt').allInnerTexts()).toEqual(parts)
    for (const words of await page.locator('#parts dd').allInnerTexts()) expect(words).toMatch(/\w+ .*\./)
    expect(await code.innerText()).toContain(parts.join(';\n'))

    await page.getByRole('radio', { name: 'ChatKit.js from OpenAI' }).check()
    const widened = await code.innerText()
    for (const name of ["script-src 'nonce-{random}'", "connect-src 'self'", 'frame-src']) {
      expect(widened).toContain(`${name} https://cdn.platform.openai.com`)
    }
    expect(widened).not.toContain('trusted-types')
  })
})

describe('the page with two chats', () => {
  const thread = (page: Page, chat: string) =>
    page.locator(`#pair [data-chat=${chat}] dd`).filter({ hasText: 'thr_' })
  const launcher = (page: Page) => page.locator('#house [part=launcher]')
  const said = (page: Page, chat: string) => page.locator(`#${chat} todo-chat-view .view`).innerText()

  test('keeps their threads and whether they are open apart, also after a reload', async () => {
    const { page } = await openPage('/two.html')
    await say(page, 'Add a task to sow the beans', /Added/, '#garden')
    await page.getByRole('button', { name: 'Open House' }).click()
    await say(page, 'Add a task to oil the door', /Added/, '#house')
    const threads = [await thread(page, 'garden').innerText(), await thread(page, 'house').innerText()]
    expect(new Set(threads).size).toBe(2)

    await page.reload()
    await expect.poll(() => said(page, 'garden')).toContain('Sow the beans')
    await expect.poll(() => said(page, 'house')).toContain('Oil the door')
    expect(await said(page, 'garden')).not.toContain('door')
    expect(await said(page, 'house')).not.toContain('beans')
    expect(await launcher(page).getAttribute('aria-expanded')).toBe('true')

    await launcher(page).click()
    await page.reload()
    await expect.poll(() => said(page, 'garden')).toContain('Sow the beans')
    expect(await launcher(page).getAttribute('aria-expanded')).toBe('false')
    expect([await thread(page, 'garden').innerText(), await thread(page, 'house').innerText()]).toEqual(
      threads,
    )
  })

  test('shows which of them an event came from, and a trigger reaches the first', async () => {
    const { page } = await openPage('/two.html')
    await page.getByRole('button', { name: 'Ask Garden something' }).click()
    const composer = page.locator('#garden todo-chat-view').getByRole('textbox')
    await expect.poll(() => composer.inputValue()).toBe('Add a task to sow the beans')
    expect(await launcher(page).getAttribute('aria-expanded')).toBe('false')
    const heard = (chat: string, name: string) =>
      page.locator(`#said [data-chat=${chat}]`).filter({ hasText: name })
    await heard('garden', 'chatkit.ready').waitFor()
    await launcher(page).click()
    await heard('house', 'todo-chat-open').waitFor()
    await heard('house', 'chatkit.ready').waitFor()
    expect(await heard('garden', 'chatkit.ready').count()).toBe(1)
  })
})

describe('the looks', () => {
  test('are what their code says: attributes and styles', async () => {
    const { page } = await openPage('/theming.html')
    await page.locator('#code:not(:empty)').waitFor()
    const looks = await page.locator('[name=look]').all()
    expect(looks.length).toBe(6)
    const codes = new Set<string>()
    for (const look of looks) {
      await look.check()
      codes.add(await page.locator('#code').innerText())
      const { said, has, written, applied } = await page.evaluate(() => {
        const code = document.getElementById('code')?.textContent ?? ''
        const pasted = new DOMParser().parseFromString(code, 'text/html')
        const read = (chat: Element | null) =>
          Object.fromEntries([...(chat?.attributes ?? [])].map(({ name, value }) => [name, value]))
        const rules = (sheet: CSSStyleSheet | undefined) =>
          [...(sheet?.cssRules ?? [])].map(({ cssText }) => cssText)
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(pasted.querySelector('style')?.textContent ?? '')
        return {
          said: read(pasted.querySelector('todo-chat')),
          has: read(document.querySelector('todo-chat')),
          written: rules(sheet),
          applied: rules(document.adoptedStyleSheets[0]),
        }
      })
      expect(has).toEqual(said)
      expect(written.length).toBeGreaterThan(1)
      expect(applied).toEqual(written)
    }
    expect(codes.size).toBe(6)
  })

  test('can all be read, in the middle of a conversation', async () => {
    const { page, errors } = await openPage('/theming.html')
    await say(page, 'Add a task to buy groceries', /Added/)
    for (const look of await page.locator('[name=look]').all()) {
      await look.check()
      await page.locator('#code').getByText('<style>').waitFor()
      expect(await faults(page, 'todo-chat'), (await look.getAttribute('value')) ?? '').toEqual([])
    }
    expect(errors).toEqual([])
  })

  test("follow the page's own switch where they say so", async () => {
    const { page } = await openPage('/theming.html', { colorScheme: 'light' })
    await page.locator('todo-chat [part=frame].ready').waitFor()
    const scheme = () =>
      page.locator('todo-chat todo-chat-view').evaluate((view) => getComputedStyle(view).colorScheme)
    await page.getByRole('radio', { name: 'Dark', exact: true }).check()
    await expect.poll(scheme).toBe('light')
    await page.getByRole('radio', { name: /^As the page/ }).check()
    await expect.poll(scheme).toBe('dark')
    await page.getByRole('radio', { name: 'Light', exact: true }).check()
    await expect.poll(scheme).toBe('light')
  })
})
