import type { Command } from './commands/command.ts'
import { parseChoice } from './commands/parse-choice.ts'
import { parseCommand } from './commands/parse-command.ts'
import { type Action, type AskedQuestion, isNo, isYes, offer } from './questions.ts'
import type { Task } from './task.ts'

/** The tasks that an answer chooses of those that were offered; `no` to leave everything as it is. */
export type Answer = Task[] | 'no'

/** What words say to a question; `undefined` when they are no answer to it, but something else. */
export function readAnswer(asked: AskedQuestion, words: string, offered: Task[]): Answer | undefined {
  const command = parseCommand(words)
  const { kind, action } = asked.question
  if (command?.tool === 'no' || isNo(asked, words)) return 'no'
  if (kind === 'sure') return isYes(asked, words) || command?.tool === 'yes' ? offered : undefined
  const exact = offered.filter((task) => [offer(task), task.title].includes(words))
  if (exact.length > 0) return exact
  if (isOtherOrder(command, action)) return undefined
  const chosen = parseChoice(words, offered)
  return chosen?.length ? offered.filter(({ id }) => chosen.includes(id)) : undefined
}

/** "Complete 1" is no answer to which task is to be deleted, and "delete everything" is more than was offered. */
function isOtherOrder(command: Command, action: Action | undefined): boolean {
  if (!command || !('target' in command)) return false
  if (command.tool !== action?.tool) return true
  if ('every' in command.target) return true
  return 'completed' in command && 'completed' in action && command.completed !== action.completed
}
