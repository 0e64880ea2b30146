/** What can be looked at, in the order of a report. */
export type Subject =
  | 'page'
  | 'tag'
  | 'https'
  | 'script'
  | 'integrity'
  | 'view'
  | 'csp'
  | 'server'
  | 'preflight'
  | 'origin'
  | 'session'
  | 'address'
  | 'domain-key'
  | 'token'
  | 'streaming'
  | 'clean-up'

/**
 * `ok`, `warning` (works, but not for everybody or not for long), `problem` (a visitor has no chat), or `unknown`
 * (cannot be seen from here).
 */
export type Status = 'ok' | 'warning' | 'problem' | 'unknown'

/** One thing that was looked at. */
export interface Finding {
  subject: Subject
  status: Status
  /** What was found, in a sentence. */
  message: string
  /** What to do about it; there whenever the status is not `ok`. */
  fix?: string
}

type NotOk = (subject: Subject, message: string, fix: string) => Finding

export const ok = (subject: Subject, message: string): Finding => ({ subject, status: 'ok', message })
export const warning: NotOk = (subject, message, fix) => ({ subject, status: 'warning', message, fix })
export const problem: NotOk = (subject, message, fix) => ({ subject, status: 'problem', message, fix })
export const unknown: NotOk = (subject, message, fix) => ({ subject, status: 'unknown', message, fix })
