import type { ParsingComponents, ParsingContext } from 'chrono-node'

/** What chrono takes as a parser of its own. */
interface Phrase {
  pattern(): RegExp
  extract(context: ParsingContext, match: RegExpMatchArray): ParsingComponents | null
}

const WORD = '[\\p{L}\\p{M}\\p{N}]'
const alone = (source: string) => new RegExp(`(?<!${WORD})(?:${source})(?!${WORD})`, 'iu')

/** Words for a day that is this many days ahead. */
const day = (ahead: number, words: RegExp): Phrase => ({
  pattern: () => words,
  extract: (context) => daysAhead(context, ahead),
})

/** A day of one of the next weeks, which begin on Monday: the groups `week` and `day` are looked up. */
const dayOfWeek = (words: RegExp, weeks: Record<string, number>, days: string[]): Phrase => ({
  pattern: () => words,
  extract(context, { groups }) {
    const sinceMonday = (context.reference.getDateWithAdjustedTimezone().getDay() + 6) % 7
    const week = weeks[(groups?.week ?? '').toLowerCase()] ?? 1
    const weekday = days.indexOf((groups?.day ?? '').toLowerCase())
    return weekday < 0 ? null : daysAhead(context, week * 7 + weekday - sinceMonday)
  },
})

/** With these, twelve is not noon. */
const MIDNIGHT = /noche|noite|sera|오전/i

/** A time of day that is said with a part of the day: "a las 3 de la tarde". */
const clock = (words: RegExp, afternoon: RegExp): Phrase => ({
  pattern: () => words,
  extract(context, { groups = {} }) {
    const { at, hour = '', minute, half, part = '' } = groups
    // "2h" alone is how long something takes.
    if (!part && !at && !half) return null
    const isNight = hour === '12' && MIDNIGHT.test(part)
    const shift = isNight ? -12 : afternoon.test(part) && Number(hour) < 12 ? 12 : 0
    const time = { hour: Number(hour) + shift, minute: Number(minute ?? half ?? 0) }
    return time.hour < 24 && time.minute < 60 ? context.createParsingComponents(time) : null
  },
})

const dayAndMonth: Phrase = {
  pattern: () => /(?<!\d[.,]?)(?<day>\d{1,2})\.\s?(?<month>\d{1,2})(?:\.(?!\d)|(?![\d.]))/u,
  extract(context, { groups }) {
    const [date, month] = [Number(groups?.day), Number(groups?.month)]
    if (month < 1 || month > 12 || date < 1 || date > 31) return null
    const components = context.createParsingComponents({ day: date, month })
    components.imply('year', context.reference.getDateWithAdjustedTimezone().getFullYear())
    return components
  },
}

function daysAhead(context: ParsingContext, ahead: number): ParsingComponents {
  const date = context.reference.getDateWithAdjustedTimezone()
  date.setDate(date.getDate() + ahead)
  const [year, month] = [date.getFullYear(), date.getMonth() + 1]
  return context.createParsingComponents({ year, month, day: date.getDate() })
}

const HOUR = '(?<hour>\\d{1,2})(?:h(?<half>\\d{2})|(?::(?<minute>\\d{2}))?'
const GERMAN_DAYS = ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag']
const ENGLISH_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Words for days and times that chrono misses or misreads, by language. */
export const PHRASES: Partial<Record<string, Phrase[]>> = {
  de: [
    day(0, alone('heute früh')),
    day(1, alone('morgen früh')),
    dayOfWeek(alone(`nächste Woche (?:am )?(?<day>${GERMAN_DAYS.join('|')})`), {}, GERMAN_DAYS),
    dayOfWeek(alone(`(?<day>${GERMAN_DAYS.join('|')}) nächste Woche`), {}, GERMAN_DAYS),
    dayAndMonth,
  ],
  en: [
    dayOfWeek(alone(`next week (?:on )?(?<day>${ENGLISH_DAYS.join('|')})`), {}, ENGLISH_DAYS),
    dayOfWeek(alone(`(?<day>${ENGLISH_DAYS.join('|')}) (?:of )?next week`), {}, ENGLISH_DAYS),
  ],
  es: [
    day(2, alone('pasado ma[ñn]ana')),
    clock(
      alone(`(?<at>a las? )?${HOUR} ?(?:h(?:s|oras)?)?(?: (?:de|por) la (?<part>ma[ñn]ana|tarde|noche))?)`),
      /tarde|noche/i,
    ),
  ],
  fr: [
    day(2, alone('apr[èe]s[- ]demain')),
    clock(
      alone(`(?<at>à )?${HOUR} ?h(?:eures?)?(?: (?:du|de l['’])? ?(?<part>matin|après-midi|soir))?)`),
      /midi|soir/i,
    ),
  ],
  it: [
    clock(alone(`(?<at>alle )?${HOUR}(?: del(?:la)? (?<part>mattin[ao]|pomeriggio|sera))?)`), /pom|sera/i),
  ],
  ja: [
    day(2, /明後日|あさって/u),
    dayOfWeek(/(?<week>再来週|来週)の?(?<day>[月火水木金土日])曜日?/u, { 来週: 1, 再来週: 2 }, [
      ...'月火水木金土日',
    ]),
  ],
  nl: [day(2, alone('overmorgen'))],
  pt: [
    day(2, alone('depois de amanh[ãa]')),
    clock(
      alone(`(?<at>[àa]s? )?${HOUR} ?(?:h(?:s|oras)?)?(?: d[ae] (?<part>manhã|tarde|noite))?)`),
      /tarde|noite/i,
    ),
  ],
  sv: [
    day(1, alone('i ?morgon')),
    day(2, alone('i ?övermorgon')),
    clock(alone('(?<at>kl(?:ockan)?\\.? )(?<hour>\\d{1,2})(?:[.:](?<minute>\\d{2}))?'), /(?!)/),
  ],

  // Languages of ours that chrono does not speak at all.
  hi: [day(0, alone('आज')), day(1, alone('कल')), day(2, alone('परसों'))],
  ko: [
    day(0, /(?<!\p{L})오늘(?=까지|에|의|은|[\s\d,]|$)/u),
    day(1, /(?<!\p{L})내일(?=까지|에|의|은|[\s\d,]|$)/u),
    clock(/(?<part>오전|오후) ?(?<hour>\d{1,2})시(?: ?(?<minute>\d{1,2})분)?/u, /오후/),
    day(2, /(?<!\p{L})모레(?=까지|에|의|는|[\s\d,]|$)/u),
  ],
  tr: [day(0, alone('bugün')), day(1, alone('yarın')), day(2, alone('öbür gün'))],
}
