import type { Finding, Status, Subject } from './finding.ts'

/** What is looked at, in a site owner's words. */
export const TITLES: Record<Subject, string> = {
  page: 'The page',
  tag: 'The tag',
  https: 'HTTPS',
  script: 'The script',
  integrity: 'Its hash',
  view: 'The built-in view',
  csp: 'Content-Security-Policy',
  server: 'The server',
  preflight: 'Preflight',
  origin: 'Allowed origin',
  session: 'Session',
  address: 'Public address',
  'domain-key': 'Domain key',
  token: 'Token',
  streaming: 'Streaming',
  'clean-up': 'Left behind',
}

/** Each status in a word. */
export const WORDS: Record<Status, string> = {
  ok: 'ok',
  warning: 'warning',
  problem: 'PROBLEM',
  unknown: 'unknown',
}
const WIDTH = Math.max(...Object.values(TITLES).map((title) => title.length))

/** A finding as lines of text, its fix below it. */
export function describe({ subject, status, message, fix }: Finding): string {
  const line = `${WORDS[status].padEnd(8)} ${TITLES[subject].padEnd(WIDTH)}  ${message}`
  return fix ? `${line}\n${' '.repeat(WIDTH + 11)}→ ${fix}` : line
}

/** The last line of a report. */
export function conclude(findings: Finding[]): string {
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length
  const [problems, warnings] = [count('problem'), count('warning')]
  if (problems > 0) return `${plural(problems, 'problem')}. Mend the first one first, and check again.`
  return warnings > 0 ? `The chat works, with ${plural(warnings, 'warning')}.` : 'The chat works.'
}

const plural = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
