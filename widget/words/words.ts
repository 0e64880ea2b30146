import type { WidgetErrorCode } from '../errors.ts'

/** Visitors need fewer words than developers: several codes read the same to them. */
type Problem = 'offline' | 'busy' | 'signedOut' | 'off'

/** What we say ourselves, outside the chat's frame. */
export interface Words {
  /** Name of the launcher and of the panel. */
  chat: string
  close: string
  loading: string
  retry: string
  expand: string
  collapse: string
  /** How many answers were not seen yet, as `{n}`. */
  unread: string
  /** What happened. */
  what: Record<Problem, string>
  /** What the visitor can do. */
  next: Record<Problem, string>
}

/** How a visitor reads an error. */
export const PROBLEMS: Record<WidgetErrorCode, Problem> = {
  script_blocked: 'offline',
  timeout: 'offline',
  unauthorized: 'signedOut',
  forbidden_origin: 'off',
  rate_limited: 'busy',
  unavailable: 'busy',
  bad_config: 'off',
}
