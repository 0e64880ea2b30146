// Makes sure that there is a browser for the tests, and prints nothing when there is.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { findBrowser } from './find-browser.mjs'

const steps = [fromPlaywright, fromDebian]
for (const step of steps) {
  if (findBrowser()) break
  step()
}
if (!findBrowser()) {
  console.error('The tests need a browser: install Chrome, Chromium or Edge, or set CHROMIUM_PATH to one.')
  process.exit(1)
}

function fromPlaywright() {
  const cli = createRequire(import.meta.url).resolve('playwright-core/cli.js')
  attempt(process.execPath, [cli, 'install', 'chromium'])
}

function fromDebian() {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return
  console.log('Installing Chromium …')
  attempt('apt-get', ['update', '-qq'])
  attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core'])
}

/** A way that does not work here is no failure: another one follows, or the message at the end. */
function attempt(command, args) {
  try {
    execFileSync(command, args, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch {}
}
