import type { Target } from './commands/command.ts'
import { describeDue, type Reader } from './describe-due.ts'
import type { DueRange } from './due-range.ts'
import type { Action } from './questions.ts'
import type { Task, TaskStatus } from './task.ts'
import type { Words } from './words/words.ts'
import { wordsFor } from './words/words-for.ts'

const COMMANDS = [
  'Add a task to buy groceries',
  "What's pending?",
  'Mark task 3 as complete',
  'Change task 1 to "Call mom tonight"',
  'Delete the meeting task',
]
const EXAMPLES = COMMANDS.map((command) => `- ${command}`).join('\n')

export type Sentences = ReturnType<typeof sentences>

/**
 * What the built-in assistant says, in the reader's language. Titles are the visitor's own words, so Markdown in them
 * is taken apart.
 */
export function sentences(reader: Reader) {
  const words = wordsFor(reader.locale)
  const nothing: Record<TaskStatus, string> = {
    pending: words.nothingToDo,
    completed: words.nothingCompleted,
    all: words.empty,
  }

  /** What is above the list itself, which is drawn with its checkboxes. */
  function list(tasks: Task[], status: TaskStatus, due: DueRange = {}): string {
    const count = tasks.length
    if (due.overdue) return words.overdue(count)
    const when = dueWhen(words, due, reader)
    if (when) return oneStop(words.due(count, when))
    if (count === 0) return nothing[status]
    if (status === 'all') return words.all(count, tasks.filter(({ completed }) => !completed).length)
    return status === 'pending' ? words.toDo(count) : words.completed(count)
  }

  return {
    ...words,
    list,
    help: `${words.help}\n\n${EXAMPLES}\n\n${words.owner}`,
    notUnderstood: `${words.notUnderstood}\n\n${EXAMPLES}\n\n${words.owner}`,

    nowAdded(tasks: Task[]): string {
      const [task] = tasks
      if (tasks.length !== 1 || !task) return words.addedMany(tasks.length)
      if (!task.due) return words.addedOne(bold(task), task.id)
      return oneStop(words.addedDue(bold(task), task.id, describeDue(task.due, reader)))
    },

    incomplete: (intent: 'add_task' | 'complete_task' | 'delete_task' | 'update_task'): string =>
      ({
        add_task: words.addWhat('"Add a task to buy groceries"'),
        complete_task: words.completeWhich,
        delete_task: words.deleteWhich,
        update_task: words.changeWhat('"Change task 1 to Call mom tonight"'),
      })[intent],

    whichOf: (name: string): string => `${name ? words.fits(name) : words.oneAtATime} ${words.which}`,

    notFound(target: Target, all: Task[], due?: DueRange): string {
      if ('last' in target || 'them' in target) return words.unsure
      if ('every' in target) return list([], target.every, due)
      const what = 'ids' in target ? missing(words, target.ids) : words.noTaskLike(plain(target.name))
      return `${what} ${all.length === 0 ? words.empty : `${words.yourList}\n\n${bullets(all, reader)}`}`
    },

    missing: (ids: number[]): string => missing(words, ids),

    acted(action: Action, tasks: Task[], left: number): string {
      const names = tasks.map(bold).join(', ')
      if (action.tool === 'delete_task') return words.nowDeleted(names)
      if (action.tool === 'update_task') {
        const changes = tasks.map((task) => {
          const due =
            ('shift' in action || action.due) && task.due ? `, ${describeDue(task.due, reader)}` : ''
          return oneStop(words.nowChanged(task.id, bold(task) + due))
        })
        return changes.join(' ')
      }
      if (action.completed === false) return words.nowReopened(names, tasks.length)
      return `${words.nowDone(names)} ${words.left(left)}`
    },
  }
}

/** The days of a range in words; `undefined` when it has no end. */
function dueWhen(words: Words, { due_from, due_to }: DueRange, reader: Reader): string | undefined {
  if (!due_to) return undefined
  const last = describeDue(due_to, reader)
  if (!due_from) return words.dueBy(last)
  return due_from === due_to ? words.dueOn(last) : words.dueBetween(describeDue(due_from, reader), last)
}

/** "27. Nov." ends a sentence as well. */
const oneStop = (sentence: string): string => sentence.replace(/\.\.$/, '.')

const missing = (words: Words, ids: number[]): string => words.noTask(ids.join(', '))

const bullets = (tasks: Task[], reader: Reader): string =>
  tasks
    .map((task) => {
      const due = task.due ? `, ${describeDue(task.due, reader)}` : ''
      return task.completed
        ? `- ${task.id}: ~~${plain(task.title)}~~ ✓`
        : `- ${task.id}: ${plain(task.title)}${due}`
    })
    .join('\n')

const bold = (task: Task): string => `**${plain(task.title)}**`

/** A title as Markdown that shows exactly its characters. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&').replace(/\s+/g, ' ')
