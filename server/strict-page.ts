import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'

/** What stands in the page in place of the nonce. */
const PLACEHOLDER = '{nonce}'

/** The least that a page with the built-in view needs. What is beside `script-src` and `connect-src` is the page's. */
const strictPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types todo-chat',
  ].join('; ')

/**
 * Serves one page under a strict Content-Security-Policy, with a nonce of its own in every answer.
 * @param path Of the request.
 * @param file With `{nonce}` where the nonce belongs.
 */
export function strictPage(path: string, file: string): Hono {
  return new Hono().get(path, async (c) => {
    const nonce = randomBytes(18).toString('base64')
    const html = await readFile(file, 'utf8')
    c.header('content-security-policy', strictPolicy(nonce))
    // An answer that is kept would be shown again with a nonce that somebody may have read.
    c.header('cache-control', 'no-store')
    c.header('referrer-policy', 'no-referrer')
    c.header('x-content-type-options', 'nosniff')
    return c.html(html.replaceAll(PLACEHOLDER, nonce))
  })
}
