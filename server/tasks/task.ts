import { ChatError } from '../errors.ts'

/** Something a visitor has to do. */
export interface Task {
  /** Counted per user from 1, and never given twice. */
  id: number
  /** What is to be done, 200 characters at most. */
  title: string
  /** Details; empty when there are none. 2,000 characters at most. */
  description: string
  /** ISO 8601 date (`2026-12-24`) or instant, or `null` when there is no due date. */
  due: string | null
  /** Whether it is done. */
  completed: boolean
  /** ISO 8601, UTC. */
  created_at: string
  /** ISO 8601, UTC. */
  updated_at: string
}

/** Which tasks are meant. */
export type TaskStatus = 'all' | 'pending' | 'completed'

/** What is needed for a new task. */
export interface NewTask {
  /** What is to be done, 200 characters at most. */
  title: string
  /** Details. Default: none. */
  description?: string | undefined
  /** ISO 8601 date or instant. Default: no due date. */
  due?: string | null | undefined
}

/** What can be changed of a task. */
export type TaskChanges = { [Field in keyof NewTask]?: NewTask[Field] | undefined } & {
  completed?: boolean | undefined
}

/** The most tasks a user may have; what an undo brings back finds room anyway. */
export const MAX_TASKS = 1000
/** Longest title, in characters. */
export const MAX_TITLE = 200
/** Longest description, in characters. */
export const MAX_DESCRIPTION = 2000

/** @throws ChatError `conflict` when a user has as many tasks as there may be. */
export function checkRoom(tasks: number): void {
  if (tasks < MAX_TASKS) return
  const most = MAX_TASKS.toLocaleString('en')
  throw new ChatError('conflict', `A list holds ${most} tasks at most, and yours is full. Delete some first.`)
}

export const createTask = (id: number, { title, description, due }: NewTask, now: Date): Task => ({
  id,
  title,
  description: description ?? '',
  due: due ?? null,
  completed: false,
  created_at: now.toISOString(),
  updated_at: now.toISOString(),
})

/** The task with what was named changed. What is `undefined` stays. */
export const changeTask = (task: Task, changes: TaskChanges, now: Date): Task => ({
  ...task,
  title: changes.title ?? task.title,
  description: changes.description ?? task.description,
  due: changes.due === undefined ? task.due : changes.due,
  completed: changes.completed ?? task.completed,
  updated_at: now.toISOString(),
})

const FIELDS = ['title', 'description', 'due', 'completed'] as const

/** Whether the task already is as the changes would make it. */
export const isAsAsked = (task: Task, changes: TaskChanges): boolean =>
  FIELDS.every((field) => changes[field] === undefined || changes[field] === task[field])

/** The task without the change from `before` to `after`; what is no longer as that left it stays as it is. */
export function revertTask(task: Task, before: Task, after: Task): Task {
  const reverted = { ...task }
  for (const field of FIELDS) {
    const isChanged = before[field] !== after[field]
    if (isChanged && task[field] === after[field]) Object.assign(reverted, { [field]: before[field] })
  }
  return reverted
}

export const hasStatus = (task: Task, status: TaskStatus): boolean =>
  status === 'all' || task.completed === (status === 'completed')
