// Runs the project's steps on a bare clone: installs packages when the lockfile changed, picks a Node
// that is new enough, then runs the steps named on the command line. Only Node built-ins, from Node 20 up.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
// node:sqlite works without a flag from here on; vitest asks for less.
const NEEDED_NODE = [22, 13]

const [steps, extra] = splitArguments(process.argv.slice(2))
process.chdir(root)
installPackages(root, 'packages')
const node = findNode()
for (const step of steps) await runStep(step)

async function runStep(step) {
  const bin = (path, ...args) => [join(root, 'node_modules', path), ...args]
  const tsc = (project) => bin('typescript/bin/tsc', '-p', project)
  const rollup = (files) => bin('rollup/dist/bin/rollup', '-c', '--silent', '--configOnly', files)
  const biome = (...args) => bin('@biomejs/biome/bin/biome', ...args, '.')
  const steps = {
    build: () => runTogether(node, [rollup('todo-chat,chat-view'), rollup('demo/'), tsc('server')]),
    manifest: () => run(node, rollup('todo-chat.mjs')),
    lint: () => run(node, biome('ci')),
    format: () => run(node, biome('check', '--write')),
    types() {
      for (const project of ['.', 'widget', 'demo']) run(node, tsc(project))
    },
    test() {
      run(node, [join(root, 'scripts', 'browser.mjs')])
      run(node, [join(root, 'scripts', 'databases.mjs')])
      run(node, [join(root, 'scripts', 'nginx.mjs')])
      installPackages(join(root, 'demo', 'recipes'), 'what the recipes need')
      run(node, bin('vitest/vitest.mjs', 'run', ...extra, '--config', 'tests/vitest.config.ts'))
    },
    readme: () => run(node, [join(root, 'scripts', 'readme.mjs')]),
    picture: () => run(node, [join(root, 'scripts', 'picture.ts')]),
    bench: () => run(node, [join(root, 'tests', 'bench', 'run.ts'), ...extra]),
    start: () => runUntilStopped(node, [join(root, 'dist', 'server', 'main.js'), ...extra]),
    async dev() {
      await steps.build()
      runUntilStopped(node, [join(root, 'scripts', 'dev.mjs')])
    },
  }
  if (!steps[step]) fail(`No step "${step}". Steps: ${Object.keys(steps).join(', ')}.`)
  await steps[step]()
}

/** Installs what the lockfile in a folder lists, unless that is what was installed last. */
function installPackages(folder, what) {
  const stamp = join(folder, 'node_modules', '.todo-chat-lockfile')
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  console.log(`Installing ${what} …`)
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  if (npm?.endsWith('.js')) run(process.execPath, [npm, ...args], { cwd: folder })
  else run('npm', args, { cwd: folder, shell: process.platform === 'win32' })
  writeFileSync(stamp, hash)
}

/** The running Node if it is new enough, else one that is installed for the project alone. */
function findNode() {
  const own = process.env.npm_node_execpath ?? process.execPath
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor >= NEEDED_NODE[1])) {
    // npm_node_execpath may name another Node than the one that runs this file.
    return own.includes('node_modules') ? process.execPath : own
  }
  const folder = join(root, 'scripts', 'node')
  const brought = join(folder, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
  if (process.platform === 'linux' && /^(x64|arm64)$/.test(process.arch))
    installPackages(folder, 'a newer Node')
  if (existsSync(brought)) return brought
  return fail(
    `todo-chat needs Node ${NEEDED_NODE.join('.')} or newer, this is ${process.versions.node}. ` +
      'Install a newer Node from https://nodejs.org and run the command again.',
  )
}

function run(command, args, options = {}) {
  const env = { ...process.env, PATH: pathWithoutBin() }
  const result = spawnSync(command, args, { stdio: 'inherit', cwd: root, env, ...options })
  if (result.error) fail(`${command} could not be started: ${result.error.message}`)
  if (result.signal) process.exit(130)
  if (result.status !== 0) process.exit(result.status)
}

/** Runs one program several times at once, and ends with the first bad exit code. */
async function runTogether(command, lines) {
  const env = { ...process.env, PATH: pathWithoutBin() }
  const ends = lines.map((args) => {
    const child = spawn(command, args, { stdio: 'inherit', cwd: root, env })
    return new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject))
  })
  const codes = await Promise.all(ends)
  const bad = codes.find((code) => code !== 0)
  if (bad !== undefined) process.exit(bad ?? 130)
}

/** For programs that serve: a signal to this process reaches them, and their exit code is ours. */
function runUntilStopped(command, args) {
  const child = spawn(command, args, { stdio: 'inherit', cwd: root, env: process.env })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)))
}

/** `node_modules/.bin` holds the Node that npm ci deletes and writes anew; no step needs it. */
function pathWithoutBin() {
  const path = process.env.PATH ?? process.env.Path ?? ''
  return path
    .split(delimiter)
    .filter((folder) => !folder.replaceAll('\\', '/').endsWith('node_modules/.bin'))
    .join(delimiter)
}

function splitArguments(args) {
  const end = args.findIndex((arg) => arg === '--' || !/^[a-z]+$/.test(arg))
  if (end < 0) return [args, []]
  return [args.slice(0, end), args.slice(args[end] === '--' ? end + 1 : end)]
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
