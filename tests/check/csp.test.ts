import { describe, expect, test } from 'vitest'
import { blockedBy, type Load, matches, parsePolicies } from '../../server/check/csp.ts'

const PAGE = 'https://shop.example/cart'
const SCRIPT = 'https://chat.example/v1/todo-chat.js'

describe('a source expression', () => {
  test.each([
    // source, URL, page
    ['*', SCRIPT, PAGE],
    ["'self'", 'https://shop.example/a.js', PAGE],
    ["'SELF'", 'https://shop.example/a.js', PAGE],
    ["'self'", 'https://shop.example/a.js', 'http://shop.example/'],
    ['https:', SCRIPT, PAGE],
    ['http:', SCRIPT, PAGE],
    ['HTTPS:', SCRIPT, PAGE],
    ['chat.example', SCRIPT, PAGE],
    ['CHAT.example', SCRIPT, PAGE],
    ['https://chat.example', SCRIPT, PAGE],
    ['http://chat.example', SCRIPT, PAGE],
    ['http://chat.example:80', SCRIPT, PAGE],
    ['https://chat.example/', SCRIPT, PAGE],
    ['https://chat.example/v1/', SCRIPT, PAGE],
    ['https://chat.example/v1/todo-chat.js', SCRIPT, PAGE],
    ['https://chat.example/v1/todo%2Dchat.js', SCRIPT, PAGE],
    ['https://chat.example:443', SCRIPT, PAGE],
    ['https://chat.example:*', 'https://chat.example:8443/a.js', PAGE],
    ['*.example', SCRIPT, PAGE],
    ['https://*.example:*', 'https://a.b.example:1/x', PAGE],
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000/a.js', 'http://localhost/'],
    ['http://[::1]:8000', 'http://[::1]:8000/a.js', 'http://localhost/'],
  ])('%s stands for %s on %s', (source, url, page) => {
    expect(matches(source, url, page)).toBe(true)
  })

  test.each([
    ["'none'", SCRIPT, PAGE],
    ["'unsafe-inline'", SCRIPT, PAGE],
    ["'self'", SCRIPT, PAGE],
    ["'self'", 'https://shop.example:8443/a.js', PAGE],
    ["'self'", 'http://shop.example/a.js', PAGE],
    ['*', 'data:text/javascript,1', PAGE],
    ['https:', 'http://chat.example/a.js', PAGE],
    ['https://chat.example', 'http://chat.example/a.js', PAGE],
    ['chat.example', 'http://chat.example/a.js', PAGE],
    ['chat.example', 'https://chat.example:8443/a.js', PAGE],
    ['https://chat.example:8443', SCRIPT, PAGE],
    ['https://chat.example/v2/', SCRIPT, PAGE],
    ['https://chat.example/v1', SCRIPT, PAGE],
    ['*.example', 'https://example/a.js', PAGE],
    ['*.chat.example', SCRIPT, PAGE],
    ['chat.example', 'https://evil-chat.example/a.js', PAGE],
    ['not a source', SCRIPT, PAGE],
  ])('%s does not stand for %s on %s', (source, url, page) => {
    expect(matches(source, url, page)).toBe(false)
  })
})

describe('a policy', () => {
  const script = (more: Partial<Load> = {}): Load => ({ kind: 'script', url: SCRIPT, ...more })
  const blocked = (policy: string, load: Load) => blockedBy(parsePolicies(policy), load, PAGE)

  test('that does not speak of a load lets it pass', () => {
    expect(blocked("style-src 'none'", script())).toBeUndefined()
    expect(blocked('', script())).toBeUndefined()
  })

  test('is named by the directive that counts', () => {
    expect(blocked("default-src 'none'", script())).toBe('default-src')
    expect(blocked("default-src *; script-src 'self'", script())).toBe('script-src')
    expect(blocked("script-src *; script-src-elem 'self'", script())).toBe('script-src-elem')
    expect(blocked("default-src *; child-src 'self'", { kind: 'frame', url: SCRIPT })).toBe('child-src')
    expect(blocked('default-src *; connect-src', { kind: 'connect', url: SCRIPT })).toBe('connect-src')
  })

  test('counts together with every other', () => {
    expect(blocked("script-src *, script-src 'self'", script())).toBe('script-src')
    expect(blocked('script-src *, script-src https:', script())).toBeUndefined()
  })

  test('lets a script pass by its nonce or its hash', () => {
    expect(blocked("script-src 'nonce-abc'", script({ nonce: 'abc' }))).toBeUndefined()
    expect(blocked("script-src 'nonce-abc'", script({ nonce: 'abd' }))).toBe('script-src')
    expect(blocked("script-src 'sha256-x'", script({ integrity: 'sha256-x' }))).toBeUndefined()
    expect(blocked("script-src 'sha256-x'", script({ integrity: 'sha256-x sha384-y' }))).toBe('script-src')
  })

  test('with strict-dynamic trusts what a trusted script loads, and no host', () => {
    const strict = "script-src 'nonce-abc' 'strict-dynamic' https://chat.example"
    expect(blocked(strict, script())).toBe('script-src')
    expect(blocked(strict, script({ nonce: 'abc' }))).toBeUndefined()
    expect(blocked(strict, script({ isInserted: true }))).toBeUndefined()
  })
})
