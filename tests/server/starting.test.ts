import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { keptSecret } from '../../server/kept-secret.ts'
import { dataFolder, runProgram } from '../helpers/program.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function aFolder(): Promise<string> {
  const folder = await dataFolder()
  closing.push(folder.remove)
  return folder.path
}

/** What the program says when it cannot start. */
async function refusal(env: Record<string, string>): Promise<string> {
  const { code, output } = await runProgram({ DATABASE_URL: `file:${join(await aFolder(), 'a.db')}`, ...env })
  expect(code).toBe(1)
  expect(output).toContain('todo-chat cannot start')
  expect(output).not.toContain('    at ')
  return output
}

test('names HOST when that is no address of the machine', async () => {
  expect(await refusal({ HOST: 'nohost.invalid' })).toContain('HOST nohost.invalid is no address')
})

test.runIf(process.platform === 'linux').each(['/etc/hostname/files', '/proc/files'])(
  'names ATTACHMENTS_URL when uploads cannot be kept in %s',
  async (folder) => {
    expect(await refusal({ ATTACHMENTS_URL: `file:${folder}` })).toMatch(
      /ATTACHMENTS_URL cannot be used, .*\nName a folder that this program may write to/,
    )
  },
)

test.runIf(process.platform === 'linux')('names DATABASE_URL when its folder cannot be made', async () => {
  expect(await refusal({ DATABASE_URL: 'file:/proc/deep/todo.db' })).toContain(
    'DATABASE_URL cannot be opened',
  )
})

test('says what to do where Node has no SQLite', async () => {
  expect(await refusal({ NODE_OPTIONS: '--no-experimental-sqlite' })).toMatch(
    /SQLite needs Node 22\.13 or newer.*DATABASE_URL=postgres:/,
  )
})

test('names the file of the secret when there is none in it, and what to do', async () => {
  const folder = await aFolder()
  await writeFile(join(folder, 'session-secret'), '')
  const said = await refusal({ DATABASE_URL: `file:${join(folder, 'a.db')}` })
  expect(said).toContain(join(folder, 'session-secret'))
  expect(said).toContain('Delete it')
})

test('a secret that cannot be read is told with its file', async () => {
  const folder = await aFolder()
  await mkdir(join(folder, 'session-secret'))
  await expect(keptSecret(folder)).rejects.toThrow(/session-secret.*\nSet SESSION_SECRET/)
})

test('processes that start at the same time keep one secret, whole, and nothing beside it', async () => {
  const folder = join(await aFolder(), 'deep', 'data')
  const secrets = await Promise.all(Array.from({ length: 8 }, () => keptSecret(folder)))
  expect(new Set(secrets)).toEqual(new Set([await readFile(join(folder, 'session-secret'), 'utf8')]))
  expect(secrets[0]).toHaveLength(64)
  expect(await readdir(folder)).toEqual(['session-secret'])
})
