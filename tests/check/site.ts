import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type CheckOptions, checkSite } from '../../server/check/check.ts'
import type { Finding, Subject } from '../../server/check/finding.ts'
import { page, type Site, script, startSite } from '../helpers/pages.ts'
import { type RunningProgram, startOnOwnData } from '../helpers/program.ts'
import { type Faults, startProxy } from './proxy.ts'

/** A host site on loopback; a new one for each test. */
export let site: Site
/** The program, set up right for sites on loopback. */
export let chat: RunningProgram
const closing: (() => Promise<unknown>)[] = []
const closingLast: (() => Promise<unknown>)[] = []

/** Gives every test of a file a site of its own, and all of them one program. */
export function useSiteAndProgram(): void {
  beforeAll(async () => {
    chat = await startOnOwnData(closingLast, {})
  })
  beforeEach(async () => {
    site = await startSite()
    site.routes['/chat-view.js'] = () => script('"todo-chat"')
    closing.push(site.close)
  })
  afterEach(() => close(closing))
  afterAll(() => close(closingLast))
}

async function close(all: (() => Promise<unknown>)[]): Promise<void> {
  for (const one of all.splice(0).reverse()) await one()
}

/** Another program, for one test. */
export const startOther = (env: Record<string, string>) => startOnOwnData(closing, env)

/** Ends something with the test that runs. */
export const closeLater = (close: () => Promise<unknown>) => closing.push(close)

/** A proxy in front of a server, for one test. */
export async function behind(url: string, faults: Faults): Promise<string> {
  const proxy = await startProxy(url, faults)
  closing.push(proxy.close)
  return proxy.url
}

export const shipped = () => readFile('dist/todo-chat.js')

/** The tag as the demo gives it out, with the server it talks to. */
export const tag = (server: string, more = '') =>
  `<script src="${server}/todo-chat.js" defer data-endpoint="${server}/api/chatkit" ${more}></script>`

/** Puts HTML on the site's front page. */
export function show(body: string, head = '', headers: Record<string, string> = {}): void {
  site.routes['/'] = () => {
    const answer = page(body, head)
    return { ...answer, headers: { ...answer.headers, ...headers } }
  }
}

/** Everything that is found on the site. */
export async function check(options: Partial<CheckOptions> = {}): Promise<Finding[]> {
  const findings: Finding[] = []
  const given = { site: `${site.origin}/`, reach: { fetch, origin: site.origin }, ...options }
  for await (const finding of checkSite(given)) findings.push(finding)
  return findings
}

/** What is not as it should be, as `subject status`. */
export const wrong = (findings: Finding[]) =>
  findings.filter(({ status }) => status !== 'ok').map(({ subject, status }) => `${subject} ${status}`)

/** The one finding about a subject, its words together. */
export function said(findings: Finding[], subject: Subject): string {
  const about = findings.filter((finding) => finding.subject === subject)
  return about.map(({ message, fix }) => `${message} ${fix ?? ''}`).join('\n')
}

/**
 * Sends requests for public hosts to servers on loopback, so that a test can be about names: only the network is
 * stood in for, the requests are real.
 */
export function withHosts(hosts: Record<string, string>): typeof fetch {
  return async (input, init) => {
    const url = new URL(String(input))
    const response = await fetch(`${hosts[url.origin]}${url.pathname}${url.search}`, init)
    Object.defineProperty(response, 'url', { value: url.href })
    return response
  }
}
