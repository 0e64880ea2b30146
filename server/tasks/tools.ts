import { z } from 'zod'
import type { TaskStore } from './store.ts'
import { MAX_DESCRIPTION, MAX_TITLE, type Task } from './task.ts'

const taskId = z.int().min(1).describe("The task's number, as list_tasks shows it")
const title = z.string().trim().min(1).max(MAX_TITLE).describe('What is to be done, short')
const description = z.string().trim().max(MAX_DESCRIPTION).describe('Details, if there are any')
const due = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .describe('When it is due: a date such as 2026-12-24, or an ISO 8601 instant')

export const newTask = z.object({ title, description: description.optional(), due: due.nullish() })
export const taskChanges = z.object({
  title: title.optional(),
  description: description.optional(),
  due: due.nullish(),
  completed: z.boolean().optional(),
})
export const taskStatus = z.enum(['all', 'pending', 'completed'])

/** What a tool did, for the assistant: the task it was about, and the list as it is now. */
export type ToolOutcome =
  | { ok: true; done: 'added' | 'listed' | 'completed' | 'updated' | 'deleted'; task?: Task; tasks: Task[] }
  | { ok: false; error: string }

/** Something the assistant can do. */
export interface Tool {
  name: string
  /** For the model. */
  description: string
  /** What its arguments must be. */
  parameters: z.ZodObject
  /** Whether it changes tasks. */
  changes: boolean
  /** Arguments that do not fit are an outcome, not an error: the model can mend them. */
  run(args: unknown): Promise<ToolOutcome>
}

/** The five tools, for one user. Who that is comes from the session, never from the model. */
export function taskTools(store: TaskStore, userId: string, now: () => Date): Tool[] {
  const all = () => store.listTasks(userId, 'all')

  async function outcome(done: 'added' | 'completed' | 'updated' | 'deleted', id: number, task?: Task) {
    if (!task)
      return { ok: false, error: `There is no task ${id}. Call list_tasks to see what there is.` } as const
    return { ok: true, done, task, tasks: await all() } as const
  }

  return [
    tool('add_task', "Adds a task to the user's real list.", true, newTask, async (args) => {
      const task = await store.addTask(userId, args, now())
      return outcome('added', task.id, task)
    }),
    tool(
      'list_tasks',
      "Lists the user's real tasks. Call it before you act on a task that is named by its words.",
      false,
      z.object({ status: taskStatus.default('all') }),
      async ({ status }) => ({ ok: true, done: 'listed', tasks: await store.listTasks(userId, status) }),
    ),
    tool(
      'complete_task',
      'Marks a task as done, or as not done again with completed: false.',
      true,
      z.object({ task_id: taskId, completed: z.boolean().default(true) }),
      async ({ task_id, completed }) =>
        outcome('completed', task_id, await store.updateTask(userId, task_id, { completed }, now())),
    ),
    tool(
      'update_task',
      'Changes the title, the description or the due date of a task. What is left out stays.',
      true,
      taskChanges.extend({ task_id: taskId }),
      async ({ task_id, ...changes }) =>
        outcome('updated', task_id, await store.updateTask(userId, task_id, changes, now())),
    ),
    tool(
      'delete_task',
      'Deletes a task for good.',
      true,
      z.object({ task_id: taskId }),
      async ({ task_id }) => outcome('deleted', task_id, await store.deleteTask(userId, task_id)),
    ),
  ]
}

function tool<Parameters extends z.ZodObject>(
  name: string,
  description: string,
  changes: boolean,
  parameters: Parameters,
  run: (args: z.infer<Parameters>) => Promise<ToolOutcome>,
): Tool {
  return {
    name,
    description,
    parameters,
    changes,
    async run(args) {
      const parsed = parameters.safeParse(args)
      if (parsed.success) return run(parsed.data)
      const [issue] = parsed.error.issues
      return { ok: false, error: `${issue?.path.join('.') || 'The arguments'}: ${issue?.message}` }
    },
  }
}
