import { expect, test } from 'vitest'
import { json, SESSION, sessionAnswer } from '../helpers/pages.ts'
import {
  CHAT,
  chatWith,
  closeButton,
  failure,
  heard,
  launcher,
  open,
  panel,
  site,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

const refusal = (status: number, headers?: Record<string, string>) => () =>
  json(
    { error: { code: 'secret_code', message: 'Upstream sk-123' }, message: 'Upstream sk-123' },
    status,
    headers,
  )

test.each([
  [401, 'unauthorized', 'You are not signed in'],
  [403, 'forbidden_origin', 'The chat is not available here'],
  [429, 'rate_limited', 'The chat is busy right now'],
  [503, 'unavailable', 'The chat is busy right now'],
  [400, 'bad_config', 'The chat is not available here'],
  [404, 'bad_config', 'The chat is not available here'],
])('a session refused with %i is %s, in plain words for the visitor', async (status, code, words) => {
  site.routes[SESSION] = refusal(status)
  const { page, logs } = await open()
  await launcher(page).click()
  await page.getByText(words).waitFor()
  expect(await heard(page)).toContainEqual(failure(code))
  const said = await panel(page).innerText()
  expect(said).not.toContain('sk-123')
  expect(said).not.toContain(code)
  const log = logs.find((line) => line.includes(code)) ?? ''
  expect(log).toContain(`${SESSION} answered ${status}`)
  expect(log).toContain(site.origin)
})

test('an address that is no session endpoint is bad_config', async () => {
  site.routes[SESSION] = () => ({ headers: { 'content-type': 'text/html' }, body: '<!doctype html>' })
  const { page, logs } = await open()
  await launcher(page).click()
  await page.getByText('The chat is not available here').waitFor()
  expect(logs.join()).toContain('without a client_secret')
})

test('a server that cannot be reached is unavailable', async () => {
  const { page } = await open({ body: chatWith('endpoint="http://127.0.0.1:9/api"') })
  await launcher(page).click()
  await page.getByText('The chat is busy right now').waitFor()
  expect(await heard(page)).toContainEqual(failure('unavailable'))
})

test('a session that never answers is a timeout', async () => {
  site.routes[SESSION] = () => new Promise(() => {})
  const { page } = await open()
  await page.clock.install()
  await launcher(page).click()
  await expect.poll(() => site.askedFor(SESSION)).toHaveLength(1)
  await page.getByText('Loading chat…').waitFor({ state: 'attached' })
  await page.clock.fastForward(16_000)
  await page.getByText('The chat could not load').waitFor()
  expect(await heard(page)).toContainEqual(failure('timeout'))
})

test('a token that never comes is an error, not a chat that loads for ever', async () => {
  const { page } = await open()
  await page.clock.install()
  await withChat(page, (chat) => {
    chat.getAuthToken = () => new Promise(() => {})
  })
  await launcher(page).click()
  await page.getByText('Loading chat').waitFor({ state: 'attached' })
  await expect
    .poll(async () => {
      await page.clock.fastForward(16_000)
      return heard(page)
    })
    .toContainEqual(failure('timeout'))
})

test('the visitor tries again, without losing the focus', async () => {
  site.routes[SESSION] = refusal(503)
  const { page } = await open()
  await launcher(page).click()
  const retry = page.getByRole('button', { name: 'Try again' })
  await retry.waitFor()
  site.routes[SESSION] = () => json(sessionAnswer(site.origin))
  await retry.focus()
  await page.evaluate(() => {
    // Keeps the chat from taking the focus on, to see where it is meanwhile.
    window.matchMedia = () => ({ matches: false, addEventListener() {} }) as unknown as MediaQueryList
  })
  await page.keyboard.press('Enter')
  await untilReady(page)
  expect(await closeButton(page).evaluate((button) => button.matches(':focus'))).toBe(true)
  expect(await page.locator('openai-chatkit').count()).toBe(1)
  await expect.poll(() => retry.isVisible()).toBe(false)
})

test('a script that was blocked is loaded again', async () => {
  const { '/chatkit.js': works } = site.routes
  site.routes['/chatkit.js'] = () => ({ status: 404 })
  const { page } = await open({ body: chatWith('renderer="chatkit"') })
  await launcher(page).click()
  await page.getByText('The chat could not load').waitFor()
  if (works) site.routes['/chatkit.js'] = works
  await page.getByRole('button', { name: 'Try again' }).click()
  await untilReady(page)
  expect(await page.evaluate(() => document.querySelectorAll('script[src$="chatkit.js"]').length)).toBe(1)
})

test('after too many requests the visitor waits as long as the server says', async () => {
  site.routes[SESSION] = refusal(429, { 'retry-after': '30' })
  const { page } = await open()
  await page.clock.install()
  await launcher(page).click()
  const retry = page.getByRole('button', { name: 'Try again' })
  await retry.waitFor()
  expect(await retry.isDisabled()).toBe(true)
  await page.clock.fastForward(30_500)
  await expect.poll(() => retry.isEnabled()).toBe(true)
})

test('the slot replaces our panel', async () => {
  site.routes[SESSION] = refusal(500)
  const { page } = await open({ body: CHAT.replace('></', '><p slot="error">Write to us</p></') })
  expect(await page.getByText('Write to us').isVisible()).toBe(false)
  await launcher(page).click()
  await page.getByText('Write to us').waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(false)
})

test('an endpoint put right starts the chat by itself', async () => {
  const { page } = await open({ body: chatWith('endpoint="/wrong"') })
  await launcher(page).click()
  await page.getByText('The chat is not available here').waitFor()
  await withChat(page, (chat) => chat.setAttribute('endpoint', '/api/chatkit/'))
  await untilReady(page)
})

test('unknown values fall back, and are named once on the console', async () => {
  const { page, logs } = await open({
    body: `<todo-chat mode="sidebar" theme="drak" prompts='[{"label":' radius="soft"></todo-chat>`,
  })
  expect(await withChat(page, (chat) => [chat.mode, chat.theme, chat.radius])).toEqual([
    'floating',
    'auto',
    'soft',
  ])
  await withChat(page, (chat) => chat.setAttribute('heading', 'Again'))
  const warnings = logs.filter((line) => line.startsWith('warning:'))
  expect(warnings).toHaveLength(3)
  expect(warnings.join('\n')).toContain('mode="sidebar"')
  expect(warnings.join('\n')).toContain('auto, light, dark, host')
})

test('options that are wrong for us say so to the developer', async () => {
  const { page, logs } = await open({ body: chatWith('endpoint="http://[bad"') })
  await launcher(page).click()
  await page.getByText('The chat is not available here').waitFor()
  expect(logs.join()).toMatch(/bad_config.*URL/)
})
