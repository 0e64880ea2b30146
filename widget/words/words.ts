import type { WidgetErrorCode } from '../errors.ts'
import { en } from './en.ts'

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

// The launcher has its name before anything may be fetched; the other languages call it as English does.
const CHAT: Record<string, string> = {
  ar: 'دردشة',
  hi: 'चैट',
  ja: 'チャット',
  ko: '채팅',
  ru: 'Чат',
  tr: 'Sohbet',
  zh: '聊天',
}

/** Our words for a language tag such as `pt-BR`, with those of its translation once it was fetched. */
export function wordsFor(locale: string, translation?: Partial<Words>): Words {
  return { ...en, chat: CHAT[locale.slice(0, 2)] ?? en.chat, ...translation }
}
