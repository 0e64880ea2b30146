// Makes sure that there is a Postgres for the tests where it can be had without asking, and prints nothing when
// there is. Elsewhere the tests themselves say how to get it.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findPostgres } from './find-postgres.mjs'

const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
if (!findPostgres() && isDebianRoot) {
  console.log('Installing Postgres …')
  attempt('apt-get', ['update', '-qq'])
  attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'])
}

/** Not having it is for the tests to tell. */
function attempt(command, args) {
  try {
    execFileSync(command, args, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch {}
}
