import { parseArgs } from 'node:util'
import { checkSite } from './check.ts'
import type { Finding } from './finding.ts'
import { isLocal } from './reach.ts'
import { conclude, describe } from './report.ts'

const USAGE = `Usage: todo-chat check https://my-site.example [options]

Looks at a page that carries the tag, and at the server it talks to, and says what is set and what is not. It sends
one message, and deletes the thread again.

  --endpoint URL   the server, in place of what the tag says: https://chat.example.com/api/chatkit
  --token TOKEN    a token of a signed-in user, where the server admits no others
  --json           the findings as JSON

Exit code: 0 when a visitor has a chat, 1 when not, 2 when the command was not understood.`

const OPTIONS = {
  endpoint: { type: 'string' },
  token: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Runs `todo-chat check` and gives its exit code. */
export async function runCheck(args: string[], print: (text: string) => void): Promise<number> {
  const wanted = readArguments(args)
  if (typeof wanted === 'string') {
    print(wanted)
    return wanted === USAGE ? 0 : 2
  }
  const { json, ...options } = wanted
  const findings: Finding[] = []
  for await (const finding of checkSite(options)) {
    findings.push(finding)
    if (!json) print(describe(finding))
  }
  const isWell = findings.every(({ status }) => status !== 'problem')
  print(json ? JSON.stringify({ ok: isWell, findings }, null, 2) : `\n${conclude(findings)}`)
  return isWell ? 0 : 1
}

/** What is to be checked, or what to tell who asked otherwise. */
function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
    const { help, json = false, token } = values
    if (help) return USAGE
    const [given, ...more] = positionals
    if (given === undefined || more.length > 0) return `Name one page to check.\n\n${USAGE}`
    const site = toUrl(given)
    const endpoint = values.endpoint === undefined ? undefined : toUrl(values.endpoint)
    return { site, endpoint, token, json, reach: { fetch, origin: new URL(site).origin } }
  } catch (error) {
    return `${(error as Error).message}\n\n${USAGE}`
  }
}

/** People leave out https://, and on their own machine http://. */
function toUrl(text: string): string {
  const isWhole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const guess = URL.canParse(`http://${text}`) && isLocal(`http://${text}`) ? 'http' : 'https'
  const url = isWhole ? text : `${guess}://${text}`
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url).href
  throw new Error(`"${text}" is no web address.`)
}
