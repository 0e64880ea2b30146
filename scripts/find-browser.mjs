import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Path of a Chromium-like browser on this machine, or `undefined`. `CHROMIUM_PATH` goes first. */
export function findBrowser() {
  return [process.env.CHROMIUM_PATH, ...installed(), ...downloaded()].find((path) => path && existsSync(path))
}

function installed() {
  const { ProgramFiles = 'C:\\Program Files', LOCALAPPDATA = '' } = process.env
  const programs86 = process.env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)'
  const windows = [ProgramFiles, programs86, LOCALAPPDATA].flatMap((root) => [
    join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
    join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ])
  const mac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  )
  // The shell is the same engine without windows: it opens a page in a quarter of the time.
  const linux = [
    'chromium-headless-shell',
    'chromium',
    'google-chrome',
    'google-chrome-stable',
    'chromium-browser',
    'microsoft-edge',
  ].map((name) => `/usr/bin/${name}`)
  return { win32: windows, darwin: mac }[process.platform] ?? linux
}

/** Browsers that playwright downloaded, the newest first. */
function downloaded() {
  const caches = {
    win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
    darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
  }
  const cache = caches[process.platform] ?? join(homedir(), '.cache', 'ms-playwright')
  if (!existsSync(cache)) return []
  const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name))
  builds.sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]))
  return builds.flatMap((name) => [
    join(cache, name, 'chrome-linux', 'chrome'),
    join(cache, name, 'chrome-linux64', 'chrome'),
    join(cache, name, 'chrome-win', 'chrome.exe'),
    join(cache, name, 'chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'),
  ])
}
