import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { ChatClient, overHttp, spoken } from '../helpers/chat-client.ts'

const SECRET = 'a-shared-secret-of-the-host-site-0123456789'

test('the server of the README runs as it stands there', async () => {
  const readme = await readFile('README.md', 'utf8')
  const code = /```ts\n(import { serve }.*?)```/s.exec(readme)?.[1] ?? ''
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(21)

  // Inside the package, so that it is found under its own name; `data/` is not part of the checkout.
  const folder = join('data', `readme-${process.pid}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'server.ts'), code.replace('./data/my-chat.db', join(folder, 'my-chat.db')))
  const child = spawn(process.execPath, [join(folder, 'server.ts')], {
    env: { PATH: process.env.PATH, AUTH_JWT_SECRET: SECRET, PORT: '0' },
  })
  try {
    const [line] = await once(child.stdout, 'data')
    const url = `http://127.0.0.1:${/on (\d+)/.exec(String(line))?.[1]}`
    const token = await new SignJWT({ sub: 'ana' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1m')
      .sign(new TextEncoder().encode(SECRET))
    const ana = new ChatClient(overHttp(url), token)
    expect(spoken(await ana.say('Hello'))).toBe('user:ana, that was message 1: "Hello"')
    expect(await ana.json('threads.list')).toMatchObject({ data: [{ title: 'Hello' }] })
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit').catch(() => {})
    await rm(folder, { recursive: true, force: true })
  }
})
