import { randomBytes } from 'node:crypto'
import { constants, copyFile, link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from './config.ts'
import { makeFolder } from './make-folder.ts'

/** Shorter than this it is none that was made here, or set by hand with care. */
const MIN_LENGTH = 32

/**
 * The secret that is kept in a folder, made at the first start.
 * @throws ConfigError that names the file and what to do, when it cannot be made or read, or holds none.
 */
export async function keptSecret(folder: string): Promise<string> {
  const path = join(folder, 'session-secret')
  const secret = await readFile(path, 'utf8')
    .catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      await makeFolder(folder)
      await keep(path, randomBytes(48).toString('base64'))
      // Another process may have been first.
      return readFile(path, 'utf8')
    })
    .catch((cause: Error) => {
      const why = `SESSION_SECRET is not set, and none can be kept in ${path}: ${cause.message}`
      throw new ConfigError(`${why}\nSet SESSION_SECRET, or make the folder writable.`, { cause })
    })
  if (secret.trim().length >= MIN_LENGTH) return secret
  throw new ConfigError(
    `The file ${path} holds no secret of ${MIN_LENGTH} characters or more. Delete it, and a new one is made at the next start, or set SESSION_SECRET.`,
  )
}

/** Whole or not at all, and never in place of one that is there. */
async function keep(path: string, secret: string): Promise<void> {
  const written = `${path}.${crypto.randomUUID()}.part`
  const unlessThere = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  }
  try {
    await writeFile(written, secret, { flush: true, flag: 'wx', mode: 0o600 })
    await link(written, path).catch(async (error: NodeJS.ErrnoException) => {
      // Some file systems have no links.
      if (error.code !== 'EEXIST') await copyFile(written, path, constants.COPYFILE_EXCL).catch(unlessThere)
    })
  } finally {
    await rm(written, { force: true })
  }
}
