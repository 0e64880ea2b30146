import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { page, script } from '../helpers/pages.ts'
import { chat, check, said, shipped, show, site, tag, useSiteAndProgram, wrong } from './site.ts'

useSiteAndProgram()

const sri = async (algorithm = 'sha384') =>
  `${algorithm}-${createHash(algorithm)
    .update(await shipped())
    .digest('base64')}`

test('a page whose site is down is a problem, and nothing more is asked', async () => {
  await site.close()
  const findings = await check()
  expect(wrong(findings)).toEqual(['page problem', 'server problem'])
  expect(said(findings, 'page')).toContain('nothing listens there')
  expect(said(findings, 'server')).toContain('--endpoint')
})

test('an answer that is no page is a problem', async () => {
  site.routes['/'] = () => script('1')
  expect(said(await check(), 'page')).toContain('is text/javascript, not a page')
  site.routes['/'] = () => ({ status: 500 })
  expect(said(await check(), 'page')).toContain('answers 500')
})

test('a page without a tag is a problem, and one whose server is named may get its chat from a script', async () => {
  show(`<h1>Shop</h1><!-- ${tag(chat.url)} --><template><todo-chat></todo-chat></template>`)
  const findings = await check()
  expect(wrong(findings)).toEqual(['tag problem', 'server problem'])
  expect(said(findings, 'tag')).toContain('data-endpoint')
  expect(wrong(await check({ endpoint: `${chat.url}/api/chatkit` }))).toEqual(['tag unknown'])
})

test('a script without a chat, and a module that cannot see its own tag, are problems', async () => {
  show(`<script src="${chat.url}/todo-chat.js" defer></script>`)
  expect(said(await check(), 'tag')).toContain('has no chat')
  show(
    `<script src="${chat.url}/todo-chat.js" type="module" data-endpoint="${chat.url}/api/chatkit"></script>`,
  )
  expect(said(await check(), 'tag')).toContain('type="module"')
})

test('an element from a bundle of the page is found, and where it talks to', async () => {
  show(`<todo-chat endpoint="${chat.url}/api/chatkit" renderer="chatkit"></todo-chat>`)
  const findings = await check()
  expect(wrong(findings)).toEqual([])
  expect(said(findings, 'tag')).toContain('a bundle of its own')
})

test('relative addresses resolve against the base of the page', async () => {
  show('<script src="todo-chat.js" data-endpoint="api/chatkit"></script>', `<base href="${chat.url}/">`)
  expect(wrong(await check())).toEqual([])
})

test('a page in place of the script is a problem', async () => {
  show('<script src="/old/todo-chat.js" data-endpoint="/api/chatkit"></script>')
  site.routes['/old/todo-chat.js'] = () => page('Home')
  expect(said(await check(), 'script')).toContain('arrives as text/html, which browsers do not run')
  delete site.routes['/old/todo-chat.js']
  expect(said(await check(), 'script')).toContain('answers 404')
  site.routes['/old/todo-chat.js'] = () => script('alert(1)')
  expect(said(await check(), 'script')).toContain('not that of todo-chat')
})

test('a script that other sites may not use is a problem', async () => {
  const other = site.origin.replace('127.0.0.1', 'localhost')
  show(`<script src="${site.origin}/todo-chat.js" data-endpoint="${chat.url}/api/chatkit"></script>`)
  const own = site.routes['/todo-chat.js']
  site.routes['/todo-chat.js'] = async (asked) => ({
    ...(await own?.(asked)),
    headers: { 'content-type': 'text/javascript', 'cross-origin-resource-policy': 'same-origin' },
  })
  const findings = await check({ site: `${other}/`, reach: { fetch, origin: other } })
  expect(wrong(findings)).toEqual(['script problem'])
  expect(said(findings, 'script')).toContain('Cross-Origin-Resource-Policy: cross-origin')
})

test('a missing built-in view is a warning, and a problem where nothing else draws', async () => {
  show('<script src="/todo-chat.js" data-endpoint="/api/chatkit"></script>')
  delete site.routes['/chat-view.js']
  expect(wrong(await check())).toContain('view warning')
  show('<script src="/todo-chat.js" data-endpoint="/api/chatkit" data-renderer="built-in"></script>')
  expect(wrong(await check())).toContain('view problem')
})

test('the hash of the tag is compared with the script', async () => {
  show(tag(chat.url, `integrity="${await sri()}" crossorigin="anonymous"`))
  expect(wrong(await check())).toEqual([])
  show(tag(chat.url, `integrity="sha256-old ${await sri('sha512')}" crossorigin`))
  expect(wrong(await check())).toEqual([])

  show(tag(chat.url, 'integrity="sha384-AAAA" crossorigin="anonymous"'))
  const findings = await check()
  expect(wrong(findings)).toEqual(['integrity problem'])
  expect(said(findings, 'integrity')).toContain(`integrity="${await sri()}"`)
})

test('only the strongest kind of hash counts, as in browsers', async () => {
  show(tag(chat.url, `integrity="${await sri('sha256')} sha512-AAAA" crossorigin`))
  expect(wrong(await check())).toEqual(['integrity problem'])
})

test('a hash without crossorigin, and crossorigin without CORS, are problems', async () => {
  show(tag(chat.url, `integrity="${await sri()}"`))
  expect(said(await check(), 'integrity')).toContain('crossorigin="anonymous"')

  const other = site.origin.replace('127.0.0.1', 'localhost')
  show(
    `<script src="${site.origin}/todo-chat.js" crossorigin data-endpoint="${chat.url}/api/chatkit"></script>`,
  )
  const findings = await check({ site: `${other}/`, reach: { fetch, origin: other } })
  expect(said(findings, 'integrity')).toContain('Access-Control-Allow-Origin')
})
