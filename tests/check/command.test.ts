import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { chat, show, site, startOther, tag, useSiteAndProgram } from './site.ts'

useSiteAndProgram()

/** Runs the shipped command. */
async function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['dist/server/main.js', ...args])
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output }
}

test('a site where everything is set reads so, and the command ends with 0', async () => {
  show(tag(chat.url))
  const { code, output } = await run('check', site.origin)
  expect(output.trimEnd().split('\n').at(-1)).toBe('The chat works.')
  expect(output).toMatch(/^ok {7}Streaming/m)
  expect(code).toBe(0)
})

test('a site with a problem reads its fix, and the command ends with 1', async () => {
  const strict = await startOther({ ALLOWED_ORIGINS: 'https://elsewhere.example' })
  show(tag(strict.url))
  const { code, output } = await run('check', site.origin.replace('http://', ''))
  expect(output).toMatch(/^PROBLEM {2}Allowed origin .*\n +→ Add http.* to ALLOWED_ORIGINS/m)
  expect(output).toContain('1 problem. Mend the first one first, and check again.')
  expect(code).toBe(1)
})

test('a program reads the findings as JSON', async () => {
  show('<h1>Shop</h1>')
  const { code, output } = await run('check', '--json', site.origin)
  const { ok, findings } = JSON.parse(output)
  expect({ ok, code }).toEqual({ ok: false, code: 1 })
  expect(findings[1]).toEqual({
    subject: 'tag',
    status: 'problem',
    message: expect.stringContaining('todo-chat.js'),
    fix: expect.stringContaining('<script'),
  })
})

test.each([
  [['check'], 2, 'Name one page to check.'],
  [['check', 'https://a.example', 'https://b.example'], 2, 'Name one page to check.'],
  [['check', 'ftp://a.example'], 2, '"ftp://a.example" is no web address.'],
  [['check', 'https://a.example', '--fast'], 2, "Unknown option '--fast'"],
  [['check', '--help'], 0, 'Usage: todo-chat check'],
  [['chek'], 2, 'There is no command "chek".'],
  [['--help'], 0, 'todo-chat check URL'],
  [['-h'], 0, 'starts the server'],
])('%j ends with %i and says what is wrong', async (args, code, words) => {
  const ended = await run(...args)
  expect(ended.output).toContain(words)
  expect(ended.code).toBe(code)
})
