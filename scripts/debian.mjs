import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Installs packages where that can be done without asking: on Debian, as root. Elsewhere it does nothing. */
export function installFromDebian(what, ...packages) {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return
  console.log(`Installing ${what} …`)
  attempt('apt-get', ['update', '-qq'])
  attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
}

/** A way that does not work here is no failure: whoever asked looks again, and says what is missing. */
export function attempt(command, args) {
  try {
    execFileSync(command, args, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch {}
}
