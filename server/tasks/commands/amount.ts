import { CARDINALS } from './phrases.ts'

/** A number of things, as the source of a pattern. */
export const COUNT = `(?:\\d{1,3}|an?|${CARDINALS.join('|')})`

/** The number that is said; "a week" is one. */
export function countIn(said: string): number {
  const words = said.toLowerCase().split(' ')
  const digits = words.find((word) => /^\d/.test(word))
  const index = CARDINALS.findIndex((word) => words.includes(word))
  return digits ? Number(digits) : Math.max(index, 0) + 1
}
