import * as chrono from 'chrono-node'
import { PHRASES } from './phrases.ts'

/** A way of reading dates. */
export interface DateParser {
  /** Whose words it knows. */
  language: string
  /** Whether a time of day without a date is read, too: not by one that does not speak the language. */
  readsTimes: boolean
  chrono: chrono.Chrono
}

const NATIVE: Partial<Record<string, chrono.Chrono>> = {
  ar: chrono.ar.casual,
  de: chrono.de.casual,
  es: chrono.es.casual,
  fr: chrono.fr.casual,
  it: chrono.it.casual,
  ja: chrono.ja.casual,
  nl: chrono.nl.casual,
  pt: chrono.pt.casual,
  ru: chrono.ru.casual,
  sv: chrono.sv.casual,
  uk: chrono.uk.casual,
  vi: chrono.vi.casual,
  zh: chrono.zh.casual,
}

/** Where 3/4 is the fourth of March. English elsewhere, and any other language, writes the day first. */
const MONTH_FIRST = /^(?:US|CA|PH|PR|AS|GU|MP|UM|VI|FM|MH|PW|JP|KR|CN|TW)$/

/** The visitor's own language, and then English, in which the examples are. */
export function parsersFor(locale: string): DateParser[] {
  const { language, region } = new Intl.Locale(locale).maximize()
  const base = MONTH_FIRST.test(region ?? '') ? chrono.en.casual : chrono.en.GB
  const english = { language: 'en', chrono: withPhrases(base, 'en') }
  if (language === 'en') return [{ ...english, readsTimes: true }]
  const native = NATIVE[language]
  if (native) {
    return [
      { language, readsTimes: true, chrono: withPhrases(native, language) },
      { ...english, readsTimes: true },
    ]
  }
  return [{ language, readsTimes: false, chrono: withPhrases(english.chrono, language) }]
}

function withPhrases(base: chrono.Chrono, language: string): chrono.Chrono {
  const parser = base.clone()
  parser.parsers.unshift(...(PHRASES[language] ?? []))
  return parser
}
