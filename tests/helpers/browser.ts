import { type Browser, chromium } from 'playwright-core'
// @ts-expect-error A script of Node built-ins, without types: it runs before anything is installed.
import { findBrowser } from '../../scripts/find-browser.mjs'

/** A real Chromium, silent on closed networks. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser() as string,
    args: [
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
