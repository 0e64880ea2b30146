import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { strictPage } from '../../server/strict-page.ts'
import { dataFolder } from '../helpers/program.ts'

test('every answer has a nonce of its own, in its policy and on its scripts', async () => {
  const folder = await dataFolder()
  try {
    const file = join(folder.path, 'page.html')
    await writeFile(file, '<script nonce="{nonce}"></script><script nonce="{nonce}"></script>')
    const app = strictPage('/page.html', file)
    const nonces = new Set<string>()
    for (let time = 0; time < 3; time++) {
      const response = await app.request('/page.html')
      const policy = response.headers.get('content-security-policy') ?? ''
      const [, nonce = ''] = /script-src 'nonce-([\w+/]{24})'/.exec(policy) ?? []
      expect(await response.text()).toBe(`<script nonce="${nonce}"></script>`.repeat(2))
      expect(response.headers.get('cache-control')).toBe('no-store')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  } finally {
    await folder.remove()
  }
})

test('the policy forbids what it does not name, and allows nothing unsafe', async () => {
  const response = await strictPage('/page.html', 'demo/csp.html').request('/page.html')
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none';/)
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types todo-chat")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
})
