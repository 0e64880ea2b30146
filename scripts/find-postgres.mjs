import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The folder of Postgres' own programs on this machine, or `undefined`. `PG_BIN` goes first. */
export function findPostgres() {
  const onPath = (process.env.PATH ?? process.env.Path ?? '').split(delimiter)
  const name = process.platform === 'win32' ? 'initdb.exe' : 'initdb'
  return [process.env.PG_BIN, ...debian(), ...onPath].find(
    (folder) => folder && existsSync(join(folder, name)),
  )
}

/** Debian keeps them off the path, one folder a version; the newest first. */
function debian() {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return []
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(root, version, 'bin'))
}
