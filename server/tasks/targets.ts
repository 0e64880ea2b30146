import type { Target } from './commands/command.ts'
import { matchTasks } from './commands/match-tasks.ts'
import type { Action } from './questions.ts'
import { hasStatus, type Task } from './task.ts'

/** Which tasks an order is about. */
export interface Meant {
  tasks: Task[]
  /** What was said, as it was understood. */
  target: Target
}

/**
 * Finds the tasks that an order is about.
 * @param last The numbers of the tasks spoken of last: what "it" means.
 */
export function findMeant(said: Target, action: Action, all: Task[], last: number[]): Meant {
  const target = namesApart(narrow(said, action), all)
  const spared = 'every' in target ? target.but && findMeant(target.but, action, all, last) : undefined
  // Who is not found would not be spared.
  if (spared?.tasks.length === 0) return spared
  const tasks = resolve(target, action, all, last)
  return { target, tasks: spared ? tasks.filter((task) => !spared.tasks.includes(task)) : tasks }
}

/** The tasks with these numbers, in the order of the numbers. */
export const among = (tasks: Task[], wanted: number[]): Task[] =>
  wanted.flatMap((id) => tasks.filter((task) => task.id === id))

export const idsOf = (tasks: Task[]): number[] => tasks.map(({ id }) => id)

function resolve(target: Target, action: Action, all: Task[], last: number[]): Task[] {
  if ('ids' in target) return among(all, target.ids)
  if ('last' in target) return among(all, last)
  if ('every' in target) return all.filter((task) => hasStatus(task, target.every))
  const named = matchTasks(target.name, all)
  if (action.tool !== 'complete_task' || named.length < 2) return named
  // "Finish the report" means the one that is still to be done.
  const open = named.filter((task) => task.completed !== action.completed)
  return open.length > 0 ? open : named
}

/** "Complete everything" means what is still open, and says so when nothing is. */
const narrow = (target: Target, action: Action): Target =>
  'every' in target && target.every === 'all' && action.tool === 'complete_task'
    ? { ...target, every: action.completed ? 'pending' : 'completed' }
    : target

/** Nobody names more in one breath, and each is looked for among all tasks. */
const MOST_NAMES = 20

/** "Milk and bread" are two tasks where no one task is called so. */
function namesApart(target: Target, all: Task[]): Target {
  if (!('name' in target) || matchTasks(target.name, all).length > 0) return target
  const names = target.name.split(/ ?, ?(?:and )?| and | & /iu)
  if (names.length > MOST_NAMES) return target
  const parts = names.map((name) => matchTasks(name, all))
  const found = parts.flatMap((tasks) => (tasks.length === 1 ? tasks : []))
  return parts.length > 1 && found.length === parts.length ? { ids: idsOf(found) } : target
}
