/** A longer name is none: a title has 200 characters at most. */
const MAX_NAME = 400
const SMALL_WORDS = new Set('a an the my to of for'.split(' '))

/**
 * The tasks a name could mean, only the best kind of match: the title itself, then the name inside a title,
 * then its words in any order, then words that begin or inflect alike ("meeting", "Prepare for meetings").
 */
export function matchTasks<T extends { title: string }>(name: string, tasks: T[]): T[] {
  if (name.length > MAX_NAME) return []
  const wanted = toWords(name)
  const key = new Set(wanted.filter((word) => !SMALL_WORDS.has(word)))
  const isLike = (words: string[], word: string) =>
    words.some((other) => stem(other) === stem(word) || (word.length > 2 && other.startsWith(word)))
  const tests: ((words: string[]) => boolean)[] = [
    (words) => words.join(' ') === wanted.join(' '),
    (words) => ` ${words.join(' ')} `.includes(` ${wanted.join(' ')} `),
    (words) => key.size > 0 && [...key].every((word) => words.includes(word)),
    (words) => key.size > 0 && [...key].every((word) => isLike(words, word)),
  ]
  // A name without words is a picture or a mark, and stands for itself.
  if (wanted.length === 0) return name.trim() ? tasks.filter(({ title }) => title.includes(name.trim())) : []
  for (const test of tests) {
    const found = tasks.filter(({ title }) => test(toWords(title)))
    if (found.length > 0) return found
  }
  return []
}

function toWords(text: string): string[] {
  const plain = text.toLowerCase().replace(/['’‘]/gu, '')
  return plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

function stem(word: string): string {
  const root = word.replace(/(?:ings?|ies|e?s|ed|y|e)$/u, '')
  return root.length > 2 ? root : word
}
