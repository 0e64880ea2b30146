// Makes sure that there is a browser for the tests, and prints nothing when there is.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { attempt, installFromDebian } from './debian.mjs'
import { findBrowser } from './find-browser.mjs'

const steps = [
  fromPlaywright,
  // Older systems do not have the shell on its own.
  () => installFromDebian('Chromium', 'chromium-headless-shell', 'fonts-noto-core'),
  () => installFromDebian('Chromium', 'chromium', 'fonts-noto-core'),
]
for (const step of steps) {
  if (findBrowser()) break
  step()
}
if (!findBrowser()) {
  console.error('The tests need a browser: install Chrome, Chromium or Edge, or set CHROMIUM_PATH to one.')
  process.exit(1)
}

function fromPlaywright() {
  // The package lets nobody import its command, so find it beside what it does let be found.
  const manifest = createRequire(import.meta.url).resolve('playwright-core/package.json')
  attempt(process.execPath, [join(dirname(manifest), 'cli.js'), 'install', 'chromium'])
}
