import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Path of nginx on this machine, or `undefined`. Debian keeps it off the path of ordinary users. */
export function findNginx() {
  const folders = [...(process.env.PATH ?? process.env.Path ?? '').split(delimiter), '/usr/sbin']
  const name = process.platform === 'win32' ? 'nginx.exe' : 'nginx'
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}
