import type { Target } from './commands/command.ts'
import { matchTasks } from './commands/match-tasks.ts'
import { parseDueRange } from './commands/parse-due-range.ts'
import type { Moment } from './due.ts'
import { type DueRange, dueIn } from './due-range.ts'
import type { Action } from './questions.ts'
import { hasStatus, type Task, type TaskStatus } from './task.ts'

type Every = Extract<Target, { every: TaskStatus }>

/** Which tasks an order is about. */
export interface Meant {
  tasks: Task[]
  /** What was said, as it was understood. */
  target: Target
  /** When those tasks are due, if that was said. */
  due?: DueRange
}

/** The numbers of tasks that "it" and "them" mean. */
export interface Memory {
  /** Those that were spoken of last. */
  about: number[]
  /** Those of the list that was shown since, if there was one. */
  listed?: number[] | undefined
}

/** Finds the tasks that an order is about. */
export function findMeant(said: Target, action: Action, all: Task[], memory: Memory, moment: Moment): Meant {
  const target = namesApart(said, all)
  const meant =
    'every' in target
      ? findEvery(target, action, all, moment)
      : { target, tasks: resolve(target, action, all, memory) }
  const but = 'but' in target ? target.but : undefined
  if (!but) return meant
  const spared = findMeant(but, action, all, memory, moment)
  // Who is not found would not be spared.
  if (spared.tasks.length === 0) return spared
  return { ...meant, tasks: meant.tasks.filter((task) => !spared.tasks.includes(task)) }
}

function findEvery(said: Every, action: Action, all: Task[], moment: Moment): Meant {
  const target = { ...said, every: said.every === 'all' ? statusFor(action) : said.every }
  const due = target.due === undefined ? {} : parseDueRange(target.due, moment)
  // What is due on a day that is none is not everything.
  if (!due) return { target: { name: target.due ?? '' }, tasks: [] }
  const every = dueIn(all, due, moment).filter((task) => hasStatus(task, target.every))
  const dated = every.filter((task) => task.due)
  // What has no date is not due sooner when all that has one is.
  return { target, due, tasks: 'shift' in action && dated.length > 0 ? dated : every }
}

/** The tasks with these numbers, in the order of the numbers. */
export const among = (tasks: Task[], wanted: number[]): Task[] =>
  wanted.flatMap((id) => tasks.filter((task) => task.id === id))

export const idsOf = (tasks: Task[]): number[] => tasks.map(({ id }) => id)

function resolve(
  target: Exclude<Target, Every>,
  action: Action,
  all: Task[],
  { about, listed }: Memory,
): Task[] {
  if ('ids' in target) return among(all, target.ids)
  if ('last' in target) return among(all, about)
  if ('them' in target) {
    const them = among(all, listed ?? about)
    const fitting = them.filter((task) => hasStatus(task, statusFor(action)))
    return fitting.length > 0 ? fitting : them
  }
  const named = matchTasks(target.name, all)
  if (action.tool !== 'complete_task' || named.length < 2) return named
  // "Finish the report" means the one that is still to be done.
  const open = named.filter((task) => task.completed !== action.completed)
  return open.length > 0 ? open : named
}

/** "Complete everything" means what is still open, and says so when nothing is; so does "move everything to friday". */
function statusFor(action: Action): TaskStatus {
  if (action.tool === 'delete_task') return 'all'
  return action.tool === 'complete_task' && !action.completed ? 'completed' : 'pending'
}

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
