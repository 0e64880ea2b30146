import type { Shift } from '../shift-due.ts'
import type { TaskStatus } from '../task.ts'

export type Intent = 'add_task' | 'complete_task' | 'delete_task' | 'update_task'

/**
 * Which tasks a sentence is about: by number, by name, by state, those last listed or spoken of, some of them spared, or
 * the one last spoken of. When they are due comes as it was said; without it, it does not matter.
 */
export type Target =
  | { ids: number[] }
  | { name: string }
  | { every: TaskStatus; due?: string; but?: Target }
  | { them: true; but?: Target }
  | { last: true }

/** Whether a sentence is about as many tasks as there happen to be. */
export const isMany = (target: Target): boolean => 'every' in target || 'them' in target

/** What a sentence asks for. `incomplete` is a wish without its what; `yes` and `no` answer a question. */
export type Command =
  // A title in quotes is meant to the letter.
  | { tool: 'add_task'; titles: string[]; description?: string; isQuoted?: true }
  // When the tasks are due comes as it was said; without it, it does not matter.
  | { tool: 'list_tasks'; status: TaskStatus; due?: string }
  | { tool: 'complete_task'; target: Target; completed: boolean }
  | { tool: 'delete_task'; target: Target }
  // When it is due comes as it was said; `null` takes the date away.
  | { tool: 'update_task'; target: Target; title?: string; description?: string; due?: string | null }
  | { tool: 'update_task'; target: Target; shift: Shift }
  | { tool: 'incomplete'; intent: Intent }
  | { tool: 'undo' | 'help' | 'thanks' | 'yes' | 'no' }
  | undefined
