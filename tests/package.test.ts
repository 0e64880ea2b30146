import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { publint } from 'publint'
import { rollup } from 'rollup'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './helpers/browser.ts'
import { page as htmlPage, script, startSite } from './helpers/pages.ts'

const run = promisify(execFile)
const isWindows = process.platform === 'win32'
// npm's own programs start whatever Node comes first.
const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` }
const npm = (args: string[], cwd: string) => run('npm', args, { cwd, env, shell: isWindows })

let folder: string
let packed: { filename: string; size: number; files: { path: string }[] }
/** An empty project with the package in it, as `npm install todo-chat` leaves it. */
let project: string
let installed: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'todo-chat-package-'))
  // Without the scripts: what was built is what is tested.
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const answer = JSON.parse((await npm(args, '.')).stdout)
  // npm 12 answers with an object where earlier ones had a list.
  packed = Object.values<typeof packed>(answer)[0] as typeof packed
  project = await mkdtemp(join(folder, 'project-'))
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }')
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  await npm(['install', ...quiet, join(folder, packed.filename)], project)
  installed = join(project, 'node_modules', 'todo-chat')
}, 180_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const WANTED = [
  /^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/,
  /^dist\/[\w-]+\.(js|mjs|d\.ts|json)(\.map)?$/,
  /^dist\/words\/[\w-]+\.json$/,
  /^dist\/demo\/[\w-]+\.(html|css|js)(\.map)?$/,
  /^dist\/server\/[\w/-]+\.(js|d\.ts)$/,
]

describe('the package', () => {
  test('holds what is used, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path)
    expect(paths.filter((path) => !WANTED.some((wanted) => wanted.test(path)))).toEqual([])
    expect(paths).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist/todo-chat.js', 'dist/server/main.js']),
    )
    expect(packed.size).toBeLessThan(1_000_000)
  })

  test('has nothing that publint finds fault with', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, strict: true })
    expect(messages).toEqual([])
  })

  test('asks for the Node that its server needs, and brings none along', async () => {
    const { engines, dependencies, optionalDependencies } = JSON.parse(
      await readFile(join(installed, 'package.json'), 'utf8'),
    )
    expect(engines.node).toBe('>=22.13')
    expect(optionalDependencies).toBeUndefined()
    expect(Object.keys(dependencies).filter((name) => name.startsWith('node'))).toEqual([])
    const names = await readdir(join(project, 'node_modules'))
    expect(names.filter((name) => /^node(-|$)/.test(name))).toEqual([])
  })
})

describe('its types', () => {
  const SOURCE = `
import { TodoChat, type TodoChatErrorEvent } from 'todo-chat'
import { createTodoChat, openSqlite, type Respond } from 'todo-chat/server'

const chat: TodoChat = document.createElement('todo-chat')
chat.addEventListener('todo-chat-error', (event: TodoChatErrorEvent) => console.log(event.error.code))
chat.radius = 'pill'
// @ts-expect-error No such radius.
chat.radius = 'square'
// @ts-expect-error No such option.
createTodoChat({ storrage: await openSqlite('chat.db') })
export const respond: Respond = async function* (thread, message) {
  // @ts-expect-error A message is not its text.
  thread.title = message
}
`
  test.each([
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])(
    'are found and right with module %s and moduleResolution %s, libraries checked too',
    async (module, way) => {
      const compilerOptions = {
        noEmit: true,
        strict: true,
        module,
        moduleResolution: way,
        target: 'es2022',
        lib: ['es2024', 'dom', 'dom.iterable', 'esnext.disposable'],
        types: [],
        skipLibCheck: false,
      }
      await writeFile(join(project, 'index.ts'), SOURCE)
      const config = join(project, `tsconfig.${way}.json`)
      await writeFile(config, JSON.stringify({ compilerOptions, files: ['index.ts'] }))
      const tsc = resolve('node_modules/typescript/bin/tsc')
      const { stdout } = await run(process.execPath, [tsc, '--pretty', 'false', '-p', config], {
        cwd: project,
      }).catch((error) => error as { stdout: string })
      // ChatKit's own declarations import a neighbour without its ending, which Node's way does not find.
      const faults = stdout
        .split('\n')
        .filter((line) => line && !line.startsWith('node_modules/@openai/chatkit/'))
      expect(faults).toEqual([])
    },
    90_000,
  )
})

describe('in an empty project', () => {
  test('the element is bundled with a page, and mounts there', async () => {
    await writeFile(join(project, 'page.js'), "import 'todo-chat'\n")
    const bundle = await rollup({
      input: join(project, 'page.js'),
      plugins: [nodeResolve({ browser: true, rootDir: project })],
    })
    const { output } = await bundle.generate({ format: 'es' })
    const site = await startSite()
    const browser = await launchBrowser()
    try {
      site.routes['/page.js'] = () => script(output[0].code)
      site.routes['/'] = () =>
        htmlPage(
          '<todo-chat chatkit-src="/chatkit.js"></todo-chat>',
          '<script type="module" src="/page.js"></script>',
        )
      const page = await browser.newPage()
      await page.goto(site.origin)
      await page.locator('todo-chat [part=launcher]').click()
      await page.locator('openai-chatkit').waitFor({ state: 'attached' })
      expect(site.askedFor('/api/chatkit/session')).toHaveLength(1)
    } finally {
      await browser.close()
      await site.close()
    }
  })

  test('a bundler finds the files that the element fetches', async () => {
    const code = `
import { existsSync } from 'node:fs'
const files = ['todo-chat.js', 'chat-view.js', 'words/de.json', 'custom-elements.json', 'integrity.json', 'package.json']
const found = files.map((file) => new URL(import.meta.resolve('todo-chat/' + file)))
console.log(JSON.stringify(found.map((url) => existsSync(url))))
`
    await writeFile(join(project, 'files.js'), code)
    const { stdout } = await run(process.execPath, ['files.js'], { cwd: project })
    expect(JSON.parse(stdout)).toEqual(Array(6).fill(true))
  })

  test('the server is mounted', async () => {
    const code = `
import { createTodoChat, memoryStorage } from 'todo-chat/server'
const chat = createTodoChat({ storage: memoryStorage() })
const session = await (await chat.request('/chatkit/session', { method: 'POST' })).json()
const headers = { authorization: 'Bearer ' + session.client_secret }
const body = JSON.stringify({ type: 'threads.list', params: {} })
console.log(await (await chat.request('/chatkit/message', { method: 'POST', headers, body })).text())
`
    await writeFile(join(project, 'server.js'), code)
    const { stdout } = await run(process.execPath, ['server.js'], { cwd: project })
    expect(JSON.parse(stdout)).toEqual({ data: [], has_more: false })
  })

  test('the program that npx starts serves the demo, and checks it', async () => {
    const program = join(project, 'node_modules', '.bin', 'todo-chat')
    const child = spawn(program, { cwd: project, env: { ...env, PORT: '0' }, shell: isWindows })
    const exited = new Promise<number | null>((ended) => child.once('close', ended))
    try {
      const url = await new Promise<string>((found, failed) => {
        let printed = ''
        child.stderr.on('data', (chunk) => {
          printed += chunk
        })
        child.stdout.on('data', (chunk) => {
          printed += chunk
          const [, url] = /listening on (http:\S+)/.exec(printed) ?? []
          if (url) found(url)
        })
        exited.then((code) => failed(new Error(`It ended with ${code}: ${printed}`)))
      })
      expect(await (await fetch(url)).text()).toContain('<script src="/todo-chat.js"')
      const { stdout } = await run(program, ['check', url], { cwd: project, env, shell: isWindows })
      expect(stdout).toContain('The chat works')
    } finally {
      child.kill('SIGTERM')
    }
    if (!isWindows) expect(await exited).toBe(0)
  })
})

test('no lockfile names a host, and each lists the packages of every system', async () => {
  for (const path of ['scripts/node', 'demo/recipes']) {
    const lock = JSON.parse(await readFile(`${path}/package-lock.json`, 'utf8'))
    const packages = lock.packages as Record<string, { resolved?: string; optionalDependencies?: object }>
    const named = Object.entries(packages).filter(([, { resolved }]) => resolved)
    const missing = Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !placesOf(name, at).some((place) => place in packages),
      ),
    )
    expect({ path, named, missing }).toEqual({ path, named: [], missing: [] })
  }
})

/** Where Node looks for a package, from a place in a lockfile up to the root. */
function placesOf(name: string, from: string): string[] {
  const place = `${from}/node_modules/${name}`.replace(/^\//, '')
  const above = from.slice(0, Math.max(from.lastIndexOf('node_modules/') - 1, 0))
  return from === '' ? [place] : [place, ...placesOf(name, above)]
}
