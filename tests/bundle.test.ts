import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import { describe, expect, test } from 'vitest'

const read = (path: string) => readFileSync(path, 'utf8')
const json = (path: string) => JSON.parse(read(path))
const manifest = () => {
  const { modules } = json('dist/custom-elements.json')
  const all = (kind: 'declarations' | 'exports') =>
    modules.flatMap((module: Record<typeof kind, object[]>) => module[kind])
  const element = all('declarations').find((found: { tagName?: string }) => found.tagName === 'todo-chat')
  return { element, exports: all('exports') }
}
const gzip = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length

describe('what is shipped', () => {
  test('the element has at most 12 kB gzip, the built-in view at most 60', () => {
    expect(gzip('dist/todo-chat.js')).toBeLessThanOrEqual(12_000)
    expect(gzip('dist/chat-view.js')).toBeLessThanOrEqual(60_000)
  })

  test('the element does not carry the view', () => {
    expect(read('dist/todo-chat.js')).not.toContain('assistant_message')
  })

  test('the package has these exports, and their files are there', () => {
    const { exports, bin } = json('package.json')
    expect(Object.keys(exports)).toEqual([
      '.',
      './server',
      './todo-chat.js',
      './chat-view.js',
      './words/*',
      './custom-elements.json',
      './integrity.json',
      './package.json',
    ])
    const files = [...Object.values(exports), ...Object.values(bin)]
      .flatMap((entry) => (typeof entry === 'string' ? entry : Object.values(entry as object)))
      .map((file) => file.replace('*', 'de.json'))
    expect(files.filter((file) => !existsSync(file as string))).toEqual([])
  })

  test('the server library exports these names', async () => {
    expect(Object.keys(await import('../server/index.ts')).sort()).toEqual([
      'ChatError',
      'assistantMessage',
      'createId',
      'createTodoChat',
      'diffWidget',
      'folderBlobs',
      'hostedSessions',
      'jsonLog',
      'memoryBlobs',
      'memoryStorage',
      'openPostgres',
      'openSqlite',
      'openaiModel',
      'openaiTranscribe',
      's3Blobs',
      'startReply',
      'streamWidget',
      'sweepOrphans',
      'userTokens',
    ])
  })

  test('the server library reaches for nothing of Node', async () => {
    const reached: string[] = []
    const bundle = await rollup({
      input: 'dist/server/index.js',
      plugins: [nodeResolve({ exportConditions: ['browser'], browser: true, preferBuiltins: false })],
      external: (id) => {
        const isBuiltin = id.startsWith('node:')
        if (isBuiltin) reached.push(id)
        return isBuiltin || !/^[./]/.test(id)
      },
      onwarn: () => {},
    })
    await bundle.close()
    expect(reached).toEqual([])
  })

  test('every attribute, event, slot, part, custom property and method has words', () => {
    const { element } = manifest()
    interface Entry {
      name: string
      description?: string
      privacy?: string
    }
    const wordless = (
      ['attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'members'] as const
    ).flatMap((kind) =>
      ((element[kind] ?? []) as Entry[])
        .filter(({ name, description, privacy }) => !description && !privacy && !name.startsWith('#'))
        .map(({ name }) => `${kind}: ${name}`),
    )
    expect(element.attributes.length).toBeGreaterThan(15)
    expect(wordless).toEqual([])
  })

  test('the manifest tells an editor defaults, values and what is written on the page', () => {
    const { element, exports } = manifest()
    const attribute = (name: string) =>
      element.attributes.find((found: { name: string }) => found.name === name)
    expect(attribute('mode')).toMatchObject({
      fieldName: 'mode',
      type: { text: "'floating' | 'inline'" },
      default: "'floating'",
      reflects: true,
    })
    expect(attribute('retry').default).toBe('false')
    expect(attribute('gray-shade').type.text).toMatch(/^-4 \| .* 4 \|/)
    expect(attribute('prompts').type.text).toBe('string | null | undefined')
    expect(attribute('get-auth-token')).toBeUndefined()
    const reflecting = element.attributes.filter(({ reflects }: { reflects?: boolean }) => reflects)
    expect(reflecting.map(({ name }: { name: string }) => name)).toEqual(['mode', 'position', 'open'])
    expect(exports).toContainEqual({
      kind: 'custom-element-definition',
      name: 'todo-chat',
      declaration: { name: 'TodoChat', module: 'widget/todo-chat.ts' },
    })
    expect(exports.map(({ name }: { name: string }) => name)).not.toContain('CHATKIT_EVENTS')
  })
})

describe('what is installed', () => {
  const lock = json('package-lock.json')

  test('the lockfile names no host', () => {
    expect(read('package-lock.json')).not.toMatch(
      /"resolved"|https?:\/\/(?!opencollective|github|paypal|tidelift|patreon|www\.|feross)[^"]*registry/,
    )
  })

  test('every optional package of every system is in the lockfile', () => {
    const packages = lock.packages as Record<string, { optionalDependencies?: Record<string, string> }>
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    )
    expect(missing).toEqual([])
  })
})

test('no source waits for later', () => {
  const words = ['TO' + 'DO\\b(?! ?(list|chat|assistant))', 'FIX' + 'ME', 'not implemented yet'].join('|')
  let found = ''
  try {
    found = execFileSync('git', ['grep', '-nIP', `\\b(${words})`, '--', 'widget', 'server', 'demo'], {
      encoding: 'utf8',
      cwd: join(import.meta.dirname, '..'),
    })
  } catch {
    // git grep ends with 1 when it finds nothing.
  }
  expect(found).toBe('')
})
