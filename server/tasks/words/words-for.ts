import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { hi } from './hi.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { pt } from './pt.ts'
import { ru } from './ru.ts'
import { tr } from './tr.ts'
import type { Words } from './words.ts'
import { zh } from './zh.ts'
import { zhHant } from './zh-hant.ts'

const LANGUAGES: Record<string, Words> = { ar, de, en, es, fr, hi, it, ja, ko, pt, ru, tr, zh }

/** The words in the visitor's language; in English where we do not have it. */
export function wordsFor(locale: string): Words {
  const { language, script } = new Intl.Locale(locale).maximize()
  if (language === 'zh' && script === 'Hant') return zhHant
  return LANGUAGES[language] ?? en
}
