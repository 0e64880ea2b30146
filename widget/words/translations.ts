import type { Words as ViewWords } from '../view/words.ts'
import type { Words } from './words.ts'

/** One language: what the element says, and what the built-in view says. */
export interface Translation {
  element: Words
  view: ViewWords
}

const TRANSLATED = /^(ar|de|es|fr|hi|it|ja|ko|pt|ru|tr|zh)\b/i
const TRADITIONAL_CHINESE = /^zh-(hant|tw|hk|mo)\b/i

/** Fetches the words for a language tag from the folder at `base`. `undefined` for English, and when there are none. */
export async function translationFor(locale: string, base: string): Promise<Translation | undefined> {
  const language = TRADITIONAL_CHINESE.test(locale) ? 'zh-Hant' : TRANSLATED.exec(locale)?.[0]?.toLowerCase()
  if (!language) return undefined
  try {
    const response = await fetch(`${base}${language}.json`)
    // Without them the chat speaks English, and asks again next time.
    return response.ok ? await response.json() : undefined
  } catch {
    return undefined
  }
}
