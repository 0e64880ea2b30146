import { expect, test } from 'vitest'
import { MESSAGE } from '../helpers/pages.ts'
import { bodies, open, openChat, send, site, useSite, type WidgetPage, withChat } from './page.ts'

useSite()

/** Opens a chat of which `say` has told something, sends, and answers what the request said of the page. */
async function said(say: string): Promise<WidgetPage & { metadata: Record<string, unknown> }> {
  const opened = await open()
  await openChat(opened.page)
  await opened.page.evaluate(`document.querySelector('todo-chat').context = ${say}`)
  expect(await send(opened.page, MESSAGE)).toEqual([200])
  const [{ metadata }] = bodies(site.askedFor(MESSAGE)) as [{ metadata: Record<string, unknown> }]
  return { ...opened, metadata }
}

const time_zone = expect.any(String)
const warnings = ({ logs }: WidgetPage) => logs.filter((line) => line.startsWith('warning'))

test.each([
  ['an object', '{ plan: "pro", items: [1, { a: null }] }'],
  ['a function', '() => ({ plan: "pro", items: [1, { a: null }] })'],
  ['an async function', 'async () => ({ plan: "pro", items: [1, { a: null }] })'],
])('%s reaches the request, beside the time zone', async (_, say) => {
  const { metadata, ...opened } = await said(say)
  expect(metadata).toEqual({ time_zone, context: { plan: 'pro', items: [1, { a: null }] } })
  expect(warnings(opened)).toEqual([])
})

test.each(['null', 'undefined', '() => null', 'async () => undefined'])(
  '%s says nothing, and warns of nothing',
  async (say) => {
    const { metadata, ...opened } = await said(say)
    expect(metadata).toEqual({ time_zone })
    expect(warnings(opened)).toEqual([])
  },
)

const keys = (count: number) => `Object.fromEntries(Array.from({ length: ${count} }, (_, i) => ['k' + i, i]))`

test.each([
  ['33 keys', keys(33), '32 keys'],
  ['more than 4 kB', '{ text: "x".repeat(4096) }', '4 kB'],
  ['more than 4 kB, in fewer characters', '{ text: "語".repeat(1400) }', '4 kB'],
  ['what is no JSON', '{ many: 1n }', 'BigInt'],
  ['a function that throws', '() => { throw new Error("no cart") }', 'no cart'],
  ['a promise that fails', '() => Promise.reject(new Error("no cart"))', 'no cart'],
])('%s is left out, with a warning, and the message is sent', async (_, say, why) => {
  const { metadata, errors, ...opened } = await said(say)
  expect(metadata).toEqual({ time_zone })
  expect(warnings({ errors, ...opened })).toEqual([
    expect.stringMatching(RegExp(`<todo-chat> drops its context:.*${why}`)),
  ])
  expect(errors).toEqual([])
})

test('a promise that never ends is left out after a while, with a warning, and the message is sent', async () => {
  const { page, logs, errors } = await open()
  await openChat(page)
  await page.clock.install()
  await withChat(page, (chat) => {
    chat.context = () => new Promise(() => {})
  })
  const sent = send(page, MESSAGE)
  await expect
    .poll(async () => {
      await page.clock.fastForward(1_000)
      return site.askedFor(MESSAGE).length
    })
    .toBe(1)
  expect(await sent).toEqual([200])
  const [{ metadata }] = bodies(site.askedFor(MESSAGE)) as [{ metadata: Record<string, unknown> }]
  expect(metadata).toEqual({ time_zone })
  expect(logs.filter((line) => line.startsWith('warning'))).toEqual([
    expect.stringContaining('<todo-chat> drops its context: WidgetError: context() takes too long'),
  ])
  expect(errors).toEqual([])
})

test.each([
  ['4 kB', '{ text: "語".repeat(1360) }'],
  ['32 keys', keys(32)],
])('%s are sent whole', async (_, say) => {
  const { metadata, page, ...opened } = await said(say)
  expect(metadata.context).toEqual(await page.evaluate(`(${say})`))
  expect(warnings({ page, ...opened })).toEqual([])
})

test('is asked for with each request, so that it is of now', async () => {
  const { page } = await open()
  await withChat(page, (chat) => {
    let count = 0
    chat.context = () => ({ count: ++count })
  })
  await openChat(page)
  expect(await send(page, MESSAGE)).toEqual([200])
  expect(await send(page, MESSAGE)).toEqual([200])
  const contexts = bodies(site.askedFor(MESSAGE)).map(({ metadata }) => metadata.context)
  expect(contexts).toEqual([{ count: 1 }, { count: 2 }])
})

test('set before the script has loaded counts, too', async () => {
  const { page } = await open({ head: '' })
  await withChat(page, (chat) => {
    chat.context = { early: true }
  })
  await page.addScriptTag({ url: '/todo-chat.js' })
  await openChat(page)
  await send(page, MESSAGE)
  expect(bodies(site.askedFor(MESSAGE))[0].metadata.context).toEqual({ early: true })
})
