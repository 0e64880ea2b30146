import { execFile, execFileSync, spawn } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
// @ts-expect-error A script of Node built-ins, without types: it runs before anything is installed.
import { findPostgres } from '../../scripts/find-databases.mjs'

export interface RunningPostgres {
  /** A new, empty database. */
  database: () => Promise<string>
  stop: () => Promise<void>
}

const MISSING =
  'Postgres is not installed: get it with "apt-get install postgresql" or "brew install postgresql", ' +
  'or set PG_BIN to the folder of its initdb.'

/**
 * Whether the tests with Postgres can run. Without it they are left out on a developer's machine, with a line that
 * says so; in CI they run, and fail.
 */
export function hasPostgres(): boolean {
  if (findPostgres() || process.env.CI) return true
  console.warn(MISSING)
  return false
}

/** A real Postgres on loopback, with an empty data folder of its own. */
export async function startPostgres(): Promise<RunningPostgres> {
  const bin = findPostgres() as string | undefined
  if (!bin) throw new Error(MISSING)
  const folder = await mkdtemp(join(tmpdir(), 'todo-chat-pg-'))
  const as = owner()
  if ('uid' in as) await chown(folder, as.uid, as.gid)
  const data = join(folder, 'data')
  const initialize = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await promisify(execFile)(join(bin, 'initdb'), initialize, { ...as, cwd: folder })

  const port = await freePort()
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`]
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let log = ''
  server.stderr.on('data', (chunk) => {
    log += chunk
  })
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const url = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`
  await untilItAnswers(url('postgres'), () => log)

  let count = 0
  return {
    async database() {
      const name = `test_${++count}`
      await query(url('postgres'), `create database ${name}`)
      return url(name)
    },
    async stop() {
      // Ends its connections; SIGTERM would wait for them.
      server.kill('SIGINT')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Postgres refuses to run as root: Debian's package brings a user for it. */
function owner(): { uid: number; gid: number } | object {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function untilItAnswers(url: string, log: () => string): Promise<void> {
  const giveUp = Date.now() + 20_000
  for (;;) {
    try {
      await query(url, 'select 1')
      return
    } catch (cause) {
      if (Date.now() > giveUp) throw new Error(`Postgres did not start: ${log()}`, { cause })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
