import { matchTasks } from './match-tasks.ts'
import { pattern, sentence } from './pattern.ts'
import { DELETE, FINISH, IT } from './phrases.ts'
import { findCommand, SMALL_TALK } from './rules.ts'
import { strip, tidy, trimEnd } from './text.ts'
import { nameOf, POSITION, toIds } from './to-target.ts'

const CHOOSING = pattern(
  `^(?:(?:i (?:mean|meant|want)|choose|pick|take|option|only|it is|it's|${DELETE}|${FINISH}) )+`,
)
const ALL_OF_THEM = sentence(
  `(?:all|both|each|everything|every one)(?: (?:of|${IT}|the|two|three|four|ones|tasks))*`,
)
const ALL_BUT = sentence(`(?:all|everything|both)(?: of ${IT})? (?:but|except(?: for)?) (.+)`)

/** The ids an answer like "2", "the second", "both" or "the dentist one" chooses; `undefined` if unclear. */
export function parseChoice(text: string, options: { id: number; title: string }[]): number[] | undefined {
  const line = tidy(text).join(' ')
  if (findCommand(SMALL_TALK, trimEnd(line))) return undefined
  const said = strip(line).replace(CHOOSING, '')
  const but = ALL_BUT.exec(said)?.[1]
  if (!but) return choose(said, options)
  const left = choose(but, options)
  return left && options.map(({ id }) => id).filter((id) => !left.includes(id))
}

function choose(said: string, options: { id: number; title: string }[]): number[] | undefined {
  const ids = options.map(({ id }) => id)
  if (ALL_OF_THEM.test(said)) return /^both/iu.test(said) && ids.length !== 2 ? undefined : ids
  if (/^(?:the )?last(?: one)?$/iu.test(said)) return ids.slice(-1)
  const numbers = toIds(said)
  if (numbers) {
    const isPosition = POSITION.test(said)
    if (!isPosition && numbers.every((id) => ids.includes(id))) return numbers
    const chosen = numbers.flatMap((position) => ids[position - 1] ?? [])
    return chosen.length === numbers.length && !said.includes('#') ? chosen : undefined
  }
  const whole = matchTasks(nameOf(said), options)
  const named =
    whole.length > 0 ? [whole] : said.split(/,| and | & /iu).map((part) => matchTasks(nameOf(part), options))
  const chosen = named.flatMap((found) => (found.length === 1 ? found : []))
  return chosen.length === named.length ? chosen.map(({ id }) => id) : undefined
}
