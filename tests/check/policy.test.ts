import { expect, test } from 'vitest'
import { chat, check, said, show, tag, useSiteAndProgram, wrong } from './site.ts'

useSiteAndProgram()

const CDN = 'https://cdn.platform.openai.com'
const header = (policy: string) => ({ 'content-security-policy': policy })

test('a policy with everything the chat needs is fine', async () => {
  const { url } = chat
  const policy = `default-src 'none'; script-src ${url} ${CDN}; connect-src ${url} ${CDN}; frame-src ${CDN}`
  show(tag(url), '', header(policy))
  expect(wrong(await check())).toEqual([])
})

test('each load that a policy keeps out is named, with its directive', async () => {
  show(tag(chat.url), '', header("default-src 'self'"))
  const findings = await check()
  expect(wrong(findings)).toEqual(Array(6).fill('csp problem'))
  expect(said(findings, 'csp')).toContain(`Add ${chat.url} to default-src`)
  expect(said(findings, 'csp')).toContain(`Add ${CDN} to default-src`)
})

test('a policy in the page counts as one in a header', async () => {
  const meta = `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">`
  show(tag(chat.url, 'data-renderer="built-in"'), meta)
  const findings = await check()
  expect(wrong(findings)).toEqual(['csp problem'])
  expect(said(findings, 'csp')).toContain(`connect-src keeps out the chat server (${chat.url}`)
})

test('where only one of the two that draw is kept out, the chat works', async () => {
  show(tag(chat.url), '', header(`script-src ${chat.url}`))
  expect(wrong(await check())).toEqual(['csp warning'])
  show(tag(chat.url, 'data-renderer="chatkit"'), '', header(`script-src ${chat.url}`))
  expect(wrong(await check())).toEqual(['csp problem'])
  show(tag(chat.url, 'data-renderer="built-in"'), '', header(`script-src ${chat.url}`))
  expect(wrong(await check())).toEqual([])
})

test('a nonce of the tag is enough for what it loads', async () => {
  show(tag(chat.url, 'nonce="abc"'), '', header("script-src 'nonce-abc'"))
  expect(wrong(await check())).toEqual([])
})

test('pictures that are kept out are a warning where files can be attached', async () => {
  show(tag(chat.url, 'data-attachments'), '', header("img-src 'self'"))
  const findings = await check()
  expect(wrong(findings)).toEqual(['csp warning'])
  expect(said(findings, 'csp')).toContain('img-src')
})

test('a policy that is only reported keeps nothing out', async () => {
  show(tag(chat.url), '', { 'content-security-policy-report-only': "default-src 'none'" })
  expect(wrong(await check())).toEqual([])
})

test('trusted types must admit the name of the element', async () => {
  show(tag(chat.url), '', header("require-trusted-types-for 'script'; trusted-types app"))
  expect(said(await check(), 'csp')).toContain('Add todo-chat to trusted-types')
  show(tag(chat.url), '', header("require-trusted-types-for 'script'; trusted-types app todo-chat"))
  expect(wrong(await check())).toEqual([])
})

test('a page that admits no foreign frames is warned of', async () => {
  show(tag(chat.url), '', { 'cross-origin-embedder-policy': 'require-corp' })
  expect(wrong(await check())).toEqual(['csp warning'])
})
