/** Asterisks, underscores or tildes in a row. */
export interface Run {
  type: 'run'
  text: string
  /** Its place among all runs. */
  id: number
  canOpen: boolean
  canClose: boolean
  /** How many of its marks are still text. */
  left: number
  /** What it closes and opens, from the marks next to the text outwards. */
  closes: Mark[]
  opens: Mark[]
}

type Mark = 'emphasis' | 'strong' | 'strike'

// Languages that put no spaces between words write no spaces around marks either.
const EDGE = /[\s\p{P}\p{S}\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u
const PUNCTUATION = /[\p{P}\p{S}]/u

/** Reads the marks at a position, and whether they can open or close by the rules of CommonMark. */
export function toRun(text: string, at: number): Run {
  const mark = text[at]
  let end = at
  while (text[end] === mark) end++
  const before = /.?$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] || ' '
  const after = String.fromCodePoint(text.codePointAt(end) ?? 32)
  const isLeft = /\S/.test(after) && (!PUNCTUATION.test(after) || EDGE.test(before))
  const isRight = /\S/.test(before) && (!PUNCTUATION.test(before) || EDGE.test(after))
  const isWord = mark === '_'
  const length = end - at
  return {
    type: 'run',
    text: text.slice(at, end),
    id: at + 1,
    canOpen: isLeft && (!isWord || !isRight || PUNCTUATION.test(before)) && (mark !== '~' || length < 3),
    canClose: isRight && (!isWord || !isLeft || PUNCTUATION.test(after)) && (mark !== '~' || length < 3),
    left: length,
    closes: [],
    opens: [],
  }
}

/** Finds for each run that closes the one that opens. What is between two halves of a pair finds no half outside it. */
export function pair(runs: readonly Run[]): void {
  // Below these no half was found for runs of their kind: looking there again would cost as much as the text is long.
  const floors: Record<string, number> = {}
  const open: Run[] = []
  for (const closer of runs) {
    while (closer.canClose && closer.left > 0) {
      const kind = `${closer.text[0]}${closer.canOpen}${closer.text.length % 3}${closer.text[0] === '~' && closer.text}`
      const floor = floors[kind] ?? 0
      let index = open.length - 1
      while (index >= 0 && (open[index]?.id ?? 0) > floor && !isPair(open[index], closer)) index--
      const opener = open[index]
      if (!opener || opener.id <= floor) {
        floors[kind] = open.at(-1)?.id ?? floor
        break
      }
      const length = Math.min(2, opener.left, closer.left)
      const mark = closer.text[0] === '~' ? 'strike' : length === 2 ? 'strong' : 'emphasis'
      opener.opens.push(mark)
      closer.closes.push(mark)
      opener.left -= length
      closer.left -= length
      open.length = opener.left > 0 ? index + 1 : index
    }
    if (closer.canOpen && closer.left > 0) open.push(closer)
  }
}

function isPair(opener: Run | undefined, closer: Run): boolean {
  if (!opener || opener.text[0] !== closer.text[0]) return false
  const [a, b] = [opener.text.length, closer.text.length]
  if (closer.text[0] === '~') return a === b
  return !((opener.canClose || closer.canOpen) && (a + b) % 3 === 0 && a % 3 !== 0)
}
