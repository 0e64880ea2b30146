import { toTitle } from './commands/text.ts'
import { jointsOf } from './dates/joints.ts'
import { type FoundDue, findDue, type Moment } from './due.ts'

/** "On" belongs to the verb in "turn it on tomorrow". */
const NO_PREPOSITION = /^(?:today|tonight|tomorrow|in)\b/i
const VERB_PARTICLE = /^(?:on|at)$/i
/** "Del 1 al": what comes before the date is one, too. */
const OPEN_RANGE = /\d\s*(?:al?|au|to|bis|tot|e|y|and|und|et|[-–—/])$/iu
const EDGE = /[\s,;:(–—-]+$/u

/**
 * A title without the words that say when it is due, when they stand at its start or end. It keeps them all where it
 * would not be whole without them: when they stand in its midst, are one time of many, or begin what has an end.
 */
export function splitDue(words: string, moment: Moment): { title: string; due?: string } {
  const found = findDue(words, moment)
  if (!found) return { title: words }
  const rest = found.isRange ? undefined : cut(words, found)
  // Nothing but a date is a title after all.
  if (rest === '') return { title: words }
  return { title: rest === undefined ? words : toTitle(rest), due: found.due }
}

/** What is left without the date and the time; `undefined` when they cannot go. */
function cut(words: string, { spans, language }: FoundDue): string | undefined {
  const left = [...spans]
  let [start, end] = [0, words.length]
  for (let last = left.at(-1); last && isTail(words.slice(last.end, end), language); last = left.at(-1)) {
    const before = words.slice(0, last.start).trimEnd()
    end = trimBefore(before, words.slice(last.start, last.end), language).length
    if (OPEN_RANGE.test(before) || jointsOf(language).kept.test(words.slice(0, end))) return undefined
    left.pop()
  }
  for (const span of left) {
    const before = words.slice(start, span.start)
    if (trimBefore(before, words.slice(span.start, span.end), language) !== '') return undefined
    const after = trimAfter(words.slice(span.end, end), language)
    if (after === undefined) return undefined
    start = end - after.length
  }
  const rest = words.slice(start, end).trim()
  return isBalanced(rest) ? rest : undefined
}

/** The words before a date without those that only lead to it. */
function trimBefore(text: string, date: string, language: string): string {
  const trimmed = text.replace(EDGE, '')
  const joint = jointsOf(language).before.exec(trimmed)
  if (!joint || (VERB_PARTICLE.test(joint[0]) && NO_PREPOSITION.test(date))) return trimmed
  return trimBefore(trimmed.slice(0, joint.index), date, language)
}

/** The words after a date without those that belong to it; `undefined` when it is part of a word: "Sunday's". */
function trimAfter(text: string, language: string): string | undefined {
  const { after } = jointsOf(language)
  const rest = text.replace(after, '')
  if (rest === text && /^(?:['’]|[-–/]\S)/u.test(text)) return undefined
  return rest
    .replace(/^[\s,:;.。、，–—-]+/u, '')
    .replace(after, '')
    .trimStart()
}

const isTail = (after: string, language: string): boolean =>
  /^[\s.,;:!?)。、！]*$/u.test(after.trimStart().replace(jointsOf(language).after, ''))

const isBalanced = (text: string): boolean => text.split('(').length === text.split(')').length
