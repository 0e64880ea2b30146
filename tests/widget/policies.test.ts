import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { serveBuiltInView, talk } from './built-in.ts'
import {
  CHAT,
  chatWith,
  launcher,
  open,
  openChat,
  TAG,
  untilReady,
  useSite,
  type WidgetPage,
  withChat,
} from './page.ts'

useSite()

const ANSWER = '**Milk** is on your [list](https://example.com).\n\n- and\n- `more`'
const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types todo-chat"
// No inline style, no inline script, no eval, and scripts by their nonce alone.
const STRICT =
  "default-src 'none'; script-src 'nonce-abc'; connect-src 'self'; img-src data:; base-uri 'none'"
const BUILT_IN = chatWith('renderer="built-in" accent="teal" surface="#eee"')

/** Opens a page under a policy, which the page is told in a header. */
const openUnder = (policy: string, opening: Parameters<typeof open>[0] = {}): Promise<WidgetPage> =>
  open({
    ...opening,
    headers: { 'content-security-policy': policy },
    before: () => {
      const violations: string[] = []
      Object.assign(window, { violations })
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        violations.push([violatedDirective, blockedURI, sample].join(' ')),
      )
    },
  })

/** Nothing was refused, and nothing went wrong. */
async function expectPeace({ page, logs, errors }: WidgetPage): Promise<void> {
  expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([])
  expect([...errors, ...logs.filter((line) => line.startsWith('error'))]).toEqual([])
}

async function closeAgain(page: Page): Promise<void> {
  await withChat(page, (chat) => chat.hide())
  await launcher(page).waitFor()
}

describe.each([
  ['enforced Trusted Types', TRUSTED_TYPES, TAG],
  ['a strict policy with a nonce', STRICT, TAG.replace('<script', '<script nonce="abc"')],
  ['both', `${STRICT}; ${TRUSTED_TYPES}`, TAG.replace('<script', '<script nonce="abc"')],
])('under %s', (_, policy, tag) => {
  test('the script tag alone mounts a chat, and ChatKit.js draws it', async () => {
    const head = tag.replace('src', 'data-chatkit-src="/chatkit.js" data-accent="teal" src')
    const opened = await openUnder(policy, { head, body: '' })
    await openChat(opened.page)
    expect(await opened.page.locator('openai-chatkit').count()).toBe(1)
    await closeAgain(opened.page)
    await expectPeace(opened)
  })

  test('the built-in view opens and shows an answer', async () => {
    await serveBuiltInView(ANSWER)
    const opened = await openUnder(policy, { head: tag, body: BUILT_IN })
    await openChat(opened.page)
    await talk(opened.page, 'Add milk', 'Milk')
    await opened.page.locator('todo-chat-view').getByRole('link', { name: 'list' }).waitFor()
    await closeAgain(opened.page)
    await expectPeace(opened)
  })
})

test('the nonce may be said on the element, when that of our script tag is none', async () => {
  const { 'todo-chat.js': hash } = JSON.parse(await readFile('dist/integrity.json', 'utf8'))
  const opened = await openUnder(STRICT.replace("'nonce-abc'", `'nonce-abc' '${hash}'`), {
    head: TAG.replace('src', `integrity="${hash}" src`),
    body: chatWith('nonce="abc" mode="inline"'),
  })
  await untilReady(opened.page)
  await expectPeace(opened)
})

test('a policy that does not allow ChatKit.js is named, and the built-in view draws', async () => {
  const { page, logs } = await openUnder("script-src 'self'; connect-src 'self'", {
    body: CHAT.replace('/chatkit.js', 'https://chatkit.example/chatkit.js'),
  })
  await openChat(page)
  expect(await page.locator('todo-chat-view').count()).toBe(1)
  expect(logs.join()).toContain('https://chatkit.example/chatkit.js did not load')
})
