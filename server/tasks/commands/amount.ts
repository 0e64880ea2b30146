import { CARDINALS } from './phrases.ts'

/** A number of things, as the source of a pattern. */
export const COUNT = `(?:\\d{1,3}|an?|${CARDINALS.join('|')})`

/** How long something takes, in words that need not be understood, as the source of a pattern. */
export const SOME_TIME = `(?:-?\\d[\\d.,]*|half|another|several|some|eleven|twelve|\\w+(?:teen|ty)|an?|${CARDINALS.join('|')}) ?
  (?:(?:more|and|an?|half|whole|full|working|business|couple|few|of) ){0,4}
  (?:min(?:ute)?|h(?:ou)?r?|day|week|fortnight|month|year)s?\\b`

/** The number that is said; "a week" is one. */
export function countIn(said: string): number {
  const words = said.toLowerCase().split(' ')
  const digits = words.find((word) => /^\d/.test(word))
  const index = CARDINALS.findIndex((word) => words.includes(word))
  return digits ? Number(digits) : Math.max(index, 0) + 1
}
