import { z } from 'zod'
import { cleanLine, SAYS_NOTHING, saysSomething } from '../clean-line.ts'
import { ChatError } from '../errors.ts'
import { withRequest } from './changes.ts'
import { type Moment, parseDue } from './due.ts'
import { dueIn, dueRange } from './due-range.ts'
import type { Cause, TaskStore } from './store.ts'
import { MAX_DESCRIPTION, MAX_TITLE, type Task } from './task.ts'
import { wordsFor } from './words/words-for.ts'

const taskId = z.int().min(1).describe("The task's number, as list_tasks shows it")
// Postgres takes no NUL in a text.
const text = z
  .string()
  .trim()
  .refine((value) => !value.includes('\0'), 'must not contain NUL')
const title = z
  .string()
  .overwrite(cleanLine)
  .min(1, SAYS_NOTHING)
  .max(MAX_TITLE)
  .refine(saysSomething, SAYS_NOTHING)
  .describe('What is to be done, short')
const description = text.max(MAX_DESCRIPTION).describe('Details, if there are any')
const due = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .describe('When it is due: a date such as 2026-12-24, or an ISO 8601 instant')
const dueInWords = z
  .string()
  .max(100)
  .describe('When it is due: a date such as 2026-12-24, an ISO 8601 instant, or the words of the person')

/** What the HTTP routes take. */
export const newTask = z.object({ title, description: description.optional(), due: due.nullish() })
export const taskChanges = z.object({
  title: title.optional(),
  description: description.optional(),
  due: due.nullish(),
  completed: z.boolean().optional(),
})
export const taskStatus = z.enum(['all', 'pending', 'completed'])

/** What the tools take. Made once: a schema costs more to make than to use. */
const PARAMETERS = {
  add_task: newTask.extend({ due: dueInWords.nullish() }),
  list_tasks: z.object({ status: taskStatus.default('all'), ...dueRange.shape }),
  complete_task: z.object({ task_id: taskId, completed: z.boolean().default(true) }),
  update_task: z.object({
    task_id: taskId,
    title: title.optional(),
    description: description.optional(),
    due: dueInWords.nullish(),
  }),
  delete_task: z.object({ task_id: taskId }),
  undo: z.object({}),
}

/** How many tasks are told to the model after each tool. */
const TOLD = 50

/** What a tool did, for the assistant: the task it was about, and the list as it is now. */
export type ToolOutcome =
  | { ok: true; done: string; task?: Task; [more: string]: unknown }
  | { ok: false; error: string }

/** Something the assistant can do. */
export interface Tool {
  /** By which the model calls it. */
  name: string
  /** For the model. */
  description: string
  /** What its arguments must be. */
  parameters: z.ZodObject
  /** Whether it changes tasks. */
  changes: boolean
  /** What it is doing, in words for the visitor. */
  title(args: Record<string, unknown>): string
  /**
   * Arguments that do not fit are an outcome, not an error: the model can mend them.
   * @param key Run again with the same key, nothing is changed a second time.
   */
  run(args: unknown, key: string): Promise<ToolOutcome>
}

/** Makes tools of the application's own, for one user and one conversation. */
export type MakeTools = (context: ToolContext) => Tool[]

/** Whom a tool works for, where and when. */
export interface ToolContext extends Moment {
  /** From a verified token, never from the model. */
  userId: string
  /** The conversation. */
  threadId: string
}

/**
 * The tools, for one user. Who that is comes from the session, never from the model.
 * @param tellsList Whether outcomes tell the list as it is now, which a model wants to know.
 */
export function taskTools(store: TaskStore, context: ToolContext, tellsList = true): Tool[] {
  const { userId, threadId, now } = context
  const words = wordsFor(context.locale)
  const cause = (key: string): Cause => ({ threadId, key })

  async function outcome(done: string, task?: Task): Promise<ToolOutcome> {
    if (!tellsList) return { ok: true, done, ...(task ? { task } : {}) }
    const all = await store.listTasks(userId, 'all')
    const pending = all.filter(({ completed }) => !completed).length
    const list = { tasks: all.slice(0, TOLD), pending, completed: all.length - pending }
    return { ok: true, done, ...(task ? { task } : {}), ...list }
  }
  const outcomeFor = async (
    done: 'completed' | 'reopened' | 'updated' | 'deleted',
    id: number,
    task?: Task,
  ) => (task ? outcome(done, task) : failed(`There is no task ${id}. Call list_tasks to see what there is.`))
  const readDue = (words: string | null | undefined) => (words ? parseDue(words, context) : words)

  return [
    tool({
      name: 'add_task',
      description: "Adds a task to the user's real list.",
      parameters: PARAMETERS.add_task,
      title: ({ title }) => words.adding(cleanLine(`${title}`)),
      async run(args, key) {
        const due = readDue(args.due)
        if (args.due && !due) return failed(`"${args.due}" is no date.`)
        const added = await store.addTask(userId, { ...args, due }, now, cause(key)).catch(refused)
        return added instanceof ChatError ? failed(added.message) : outcome('added', added)
      },
    }),
    tool({
      name: 'list_tasks',
      description:
        "Lists the user's real tasks, all or those due in some days. Call it before you act on a task that is named by its words.",
      parameters: PARAMETERS.list_tasks,
      changes: false,
      title: () => words.looking,
      async run({ status, ...range }) {
        const tasks = dueIn(await store.listTasks(userId, status), range, context)
        const listed = await outcome('listed')
        return listed.ok ? { ...listed, tasks: tasks.slice(0, TOLD) } : listed
      },
    }),
    tool({
      name: 'complete_task',
      description: 'Marks a task as done, or as not done again with completed: false.',
      parameters: PARAMETERS.complete_task,
      title: ({ task_id, completed }) =>
        completed === false ? words.reopening(`${task_id}`) : words.completing(`${task_id}`),
      run: async ({ task_id, completed }, key) =>
        outcomeFor(
          completed ? 'completed' : 'reopened',
          task_id,
          await store.updateTask(userId, task_id, { completed }, now, cause(key)),
        ),
    }),
    tool({
      name: 'update_task',
      description: 'Changes the title, the description or the due date of a task. What is left out stays.',
      parameters: PARAMETERS.update_task,
      title: ({ task_id }) => words.changing(`${task_id}`),
      async run({ task_id, ...changes }, key) {
        const due = readDue(changes.due)
        if (changes.due && !due) return failed(`"${changes.due}" is no date.`)
        const task = await store.updateTask(userId, task_id, { ...changes, due }, now, cause(key))
        return outcomeFor('updated', task_id, task)
      },
    }),
    tool({
      name: 'delete_task',
      description:
        'Deletes a task. Several at once are deleted only after the person was asked, which is done for you.',
      parameters: PARAMETERS.delete_task,
      title: ({ task_id }) => words.deleting(`${task_id}`),
      run: async ({ task_id }, key) =>
        outcomeFor('deleted', task_id, await store.deleteTask(userId, task_id, cause(key))),
    }),
    tool({
      name: 'undo',
      description: 'Takes back the last thing that was done to the list in this conversation.',
      parameters: PARAMETERS.undo,
      title: () => words.undoing,
      async run(_args, key) {
        const [last] = await store.listChanges(userId, threadId, { undoableBy: key, limit: 1 })
        if (!last) return failed('There is nothing to undo in this conversation.')
        // All that one request did goes together.
        const changes = await withRequest(store, userId, last)
        const ids = changes.map(({ id }) => id)
        await store.undoChanges(userId, ids, key)
        return outcome('undone')
      },
    }),
  ]
}

function refused(error: unknown): ChatError {
  if (error instanceof ChatError) return error
  throw error
}

const failed = (error: string) => ({ ok: false, error }) as const

function tool<Parameters extends z.ZodObject>({
  run,
  ...rest
}: Omit<Tool, 'run' | 'parameters' | 'changes'> & {
  parameters: Parameters
  changes?: false
  run: (args: z.infer<Parameters>, key: string) => Promise<ToolOutcome>
}): Tool {
  return {
    changes: true,
    ...rest,
    async run(args, key) {
      const parsed = rest.parameters.safeParse(args)
      if (parsed.success) return run(parsed.data, key)
      const [issue] = parsed.error.issues
      return failed(`${issue?.path.join('.') || 'The arguments'}: ${issue?.message}`)
    },
  }
}
