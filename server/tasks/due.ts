import * as chrono from 'chrono-node'
import { clockAt, instantOf } from './dates/zone.ts'

/** When and where the visitor is. */
export interface Moment {
  now: Date
  /** IANA name. */
  timeZone: string
  /** BCP 47. */
  locale: string
}

const PARSERS = {
  ar: chrono.ar,
  de: chrono.de,
  en: chrono.en,
  es: chrono.es,
  fr: chrono.fr,
  it: chrono.it,
  ja: chrono.ja,
  nl: chrono.nl,
  pt: chrono.pt,
  ru: chrono.ru,
  sv: chrono.sv,
  uk: chrono.uk,
  vi: chrono.vi,
  zh: chrono.zh,
} as const

/** A date (`2026-12-24`), or an instant when a time of day is meant. */
export interface FoundDue {
  due: string
  /** The words that said it, and where they stand. */
  text: string
  index: number
}

/**
 * Finds when something is due in plain words, in the visitor's language and then in English, as seen from
 * where they are: "tomorrow", "next Friday at 5pm", "übermorgen". What lies ahead is preferred.
 */
export function findDue(text: string, { now, timeZone, locale }: Moment): FoundDue | undefined {
  const language = locale.slice(0, 2) as keyof typeof PARSERS
  const parsers = new Set([PARSERS[language] ?? PARSERS.en, PARSERS.en])
  const reference = { instant: now, timezone: (clockAt(now, timeZone) - now.getTime()) / 60_000 }
  const found = [...parsers]
    .flatMap((parser) => parser.casual.parse(text, reference, { forwardDate: true }))
    .filter((result) => !BARE_NAME.test(result.text))
    .sort((a, b) => b.text.length - a.text.length)[0]
  return found && { due: toDue(found.start, timeZone), text: found.text, index: found.index }
}

/** A short name of a day or a month alone is more often something else: "sun cream", "call Jan", "march on". */
const BARE_NAME =
  /^(?:sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|march|apr|april|may|jun|june|jul|aug|sep|oct|nov|dec|now)$/i

/** An ISO date or instant as it is, plain words as what they mean; `undefined` when it is neither. */
export function parseDue(text: string, moment: Moment): string | undefined {
  const trimmed = text.trim()
  if (/^\d{4}-\d{2}-\d{2}$/.test(trimmed)) return Number.isNaN(Date.parse(trimmed)) ? undefined : trimmed
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(trimmed)) {
    const instant = new Date(trimmed)
    return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString()
  }
  return findDue(trimmed, moment)?.due
}

function toDue(found: chrono.ParsedComponents, timeZone: string): string {
  const [year, month, day] = (['year', 'month', 'day'] as const).map((part) => found.get(part) ?? 0)
  const date = `${year}-${pad(month)}-${pad(day)}`
  if (!found.isCertain('hour')) return date
  const local = Date.UTC(year ?? 0, (month ?? 1) - 1, day, found.get('hour') ?? 0, found.get('minute') ?? 0)
  const zone = found.get('timezoneOffset')
  // Without a zone of its own, a time is one of the visitor's clock.
  const hasZone = found.isCertain('timezoneOffset') && zone !== null
  return (hasZone ? new Date(local - zone * 60_000) : instantOf(local, timeZone)).toISOString()
}

const pad = (part: number | undefined) => String(part).padStart(2, '0')
