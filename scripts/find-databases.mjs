import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The folder of Postgres' own programs on this machine, or `undefined`. `PG_BIN` goes first. */
export function findPostgres() {
  return [process.env.PG_BIN, ...debian(), ...onPath()].find((folder) => folder && has(folder, 'initdb'))
}

/** Path of the Redis server on this machine, or `undefined`. */
export function findRedis() {
  const folder = onPath().find((folder) => has(folder, 'redis-server'))
  return folder && join(folder, 'redis-server')
}

const onPath = () => (process.env.PATH ?? process.env.Path ?? '').split(delimiter)
const has = (folder, program) =>
  existsSync(join(folder, process.platform === 'win32' ? `${program}.exe` : program))

/** Debian keeps them off the path, one folder a version; the newest first. */
function debian() {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return []
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(root, version, 'bin'))
}
