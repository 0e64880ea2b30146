import type { ParsedResult } from 'chrono-node'

/** A name of a month, or now, alone is more often something else: "march on", "do it now". */
const BARE_NAME = /^(?:march|april|june|july|now)$/i
/** So are short names of days and months: "sun cream", "call Jan", and "so" in German. */
const SHORT_NAME = /^(?!hoy$)\p{Script=Latin}{1,3}$/iu
/** How long, and what was. */
const NOT_AHEAD = /^(?:for|für|durante|pendant|last|past|letzte[nrs]?)\s|^\d+ ?h$/i
const FRACTION = /^([1-7])\/([2-8])$/
const DUE_ON = /(?:^|\s)(?:on|by|due|until|till|before|for|am|bis|le|el|il|em|op)\s+$/i
const QUOTED = /"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|「[^」]*」/g
/** Letters and digits of scripts that put spaces between words. */
const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}\d]/u
/** In small letters, other zones are words: "at 9 get milk", "art class". */
const SMALL_ZONE = /\b(?:utc|gmt|[pmce][sd]t|cest)\b/

/** Whether what looks like a date is one, and one by which something can be due. */
export function isDuePhrase(result: ParsedResult, text: string, locale: string): boolean {
  const { text: said, index, start } = result
  if (BARE_NAME.test(said) || SHORT_NAME.test(said) || NOT_AHEAD.test(said)) return false
  if (isInsideWord(text, index, index + said.length)) return false
  if (isInsideQuotes(text, index) || isFraction(said, text, index)) return false
  if (start.tags().has('casualReference/now')) return false
  const isCertain = (['day', 'weekday', 'month', 'hour'] as const).some((part) => start.isCertain(part))
  // "Evening" may be a dress; "this evening" is today. "Morning tomorrow" is read as today.
  if (!isCertain) return /\s/.test(said) && !start.tags().has('casualReference/tomorrow')
  // In German, "3 am" is three and a preposition.
  return !/^de\b/i.test(locale) || !/^\d+ am$/i.test(said)
}

/** The words at the end of a result that were taken for a time zone and are none. */
export function falseZone({ text, start }: ParsedResult): string {
  const [last = ''] = /[\s,(]+[a-z]{2,4}\)?$/.exec(text) ?? []
  return start.isCertain('timezoneOffset') && !/^\d|\d$/.test(last) && !SMALL_ZONE.test(last) ? last : ''
}

function isInsideWord(text: string, start: number, end: number): boolean {
  const isJoined = (at: number) => WORD.test(text.charAt(at - 1)) && WORD.test(text.charAt(at))
  return isJoined(start) || isJoined(end)
}

const isInsideQuotes = (text: string, index: number): boolean =>
  [...text.matchAll(QUOTED)].some((quote) => quote.index < index && index < quote.index + quote[0].length)

/** "1/2 dozen", unless it is "on 1/2". */
function isFraction(said: string, text: string, index: number): boolean {
  const [, above = '', below = ''] = FRACTION.exec(said) ?? []
  if (above >= below || DUE_ON.test(text.slice(0, index))) return false
  return /^\s+\p{L}/u.test(text.slice(index + said.length))
}
