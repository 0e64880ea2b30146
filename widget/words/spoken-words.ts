import { en } from './en.ts'
import { translationFor } from './translations.ts'
import type { Words } from './words.ts'

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

/**
 * The words of one element: English ones until the language that is wanted was fetched.
 * @param base Tells the folder of the translations.
 */
export function createSpokenWords(base: () => string, changed: () => void) {
  let translation: Words | undefined
  // The language of the translation, or of the one that is on its way.
  let wanted: string | undefined
  return {
    /** What is said now, for a language tag such as `pt-BR`. */
    in: (locale: string): Words => ({
      ...en,
      chat: CHAT[locale.slice(0, 2)] ?? en.chat,
      ...translation,
    }),

    /** Fetches the translation for a language tag, unless it is here. */
    async learn(locale: string): Promise<void> {
      if (locale === wanted) return
      wanted = locale
      const words = (await translationFor(locale, base()))?.element
      // Meanwhile another language may have been wanted.
      if (locale !== wanted) return
      translation = words
      wanted = words && locale
      changed()
    },
  }
}
