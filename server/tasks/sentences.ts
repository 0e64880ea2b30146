import type { Reader } from './cards.ts'
import type { Target } from './commands/command.ts'
import { describeDue } from './due.ts'
import type { Task, TaskStatus } from './task.ts'

/** What the built-in assistant says. Titles are the visitor's own words, so Markdown in them is taken apart. */

export const HELP = `I'm the built-in assistant of this todo list. I understand plain commands, for example:

- Add a task to buy groceries
- What's pending?
- Mark task 3 as complete
- Change task 1 to "Call mom tonight"
- Delete the meeting task

For free conversation, the owner of this site can set \`OPENAI_API_KEY\` on the server.`

export const NOT_UNDERSTOOD = `I didn't get that. I'm the built-in assistant and understand plain commands only, such as \
"Add a task to buy groceries", "What's pending?" or "Mark task 3 as complete". For free conversation, the owner of \
this site can set \`OPENAI_API_KEY\` on the server.`

export const NO_FILES =
  "I'm the built-in assistant and can't read files. Tell me in words what you would like to do."
export const UNDONE = 'All right, I took that back. This is your list now:'
export const NOTHING_TO_UNDO = 'There is nothing to undo in this conversation.'
export const NOT_AMONG = "That wasn't among the choices, so I left everything as it is."
export const WELCOME = "You're welcome."
export const LEFT_ALONE = 'All right, I left everything as it is.'
export const NOTHING_ASKED = 'There is nothing waiting for an answer. What would you like to do?'

export function added(tasks: Task[], reader: Reader): string {
  const [task] = tasks
  if (tasks.length !== 1 || !task) return `Added ${tasks.length} tasks.`
  const due = task.due ? `, due ${describeDue(task.due, reader)}` : ''
  return `Added ${bold(task)} as task ${task.id}${due}.`
}

/** What is above the list itself, which is drawn with its checkboxes. */
export function list(tasks: Task[], status: TaskStatus): string {
  if (tasks.length === 0) return EMPTY[status]
  const open = tasks.filter((task) => !task.completed).length
  const things = (count: number) => (count === 1 ? '1 task' : `${count} tasks`)
  return {
    pending: `You have ${things(tasks.length)} to do.`,
    completed: `You have completed ${things(tasks.length)}.`,
    all: `You have ${things(tasks.length)}, ${open} of them to do.`,
  }[status]
}

const EMPTY = {
  pending: 'Nothing is pending. Enjoy it!',
  completed: "You haven't completed any tasks so far.",
  all: "Your list is empty. Tell me what you need to do and I'll add it.",
}

export function incomplete(intent: 'add_task' | 'complete_task' | 'delete_task' | 'update_task'): string {
  return {
    add_task: 'What should I add? For example: "Add a task to buy groceries".',
    complete_task: 'Which task is done? Tell me its number or its name.',
    delete_task: 'Which task should I delete? Tell me its number or its name.',
    update_task: 'What should I change? For example: "Change task 1 to Call mom tonight".',
  }[intent]
}

export function which(tool: string, name: string): string {
  const verb = { complete_task: 'mark', delete_task: 'delete', update_task: 'change' }[tool] ?? 'take'
  const why = name ? `Several tasks fit "${name}"` : 'I can change one task at a time'
  return `${why}. Which one should I ${verb}?`
}

export const sure = (tasks: Task[]): string =>
  `Delete these ${tasks.length} tasks? ${tasks.map(({ id, title }) => `${id}: ${title}`).join(', ')}`

export function notFound(target: Target, all: Task[]): string {
  if ('last' in target) return "I'm not sure which task you mean. Tell me its number or its name."
  if ('every' in target) return EMPTY[target.every]
  const what = 'ids' in target ? `a task ${target.ids.join(', ')}` : `a task like "${plain(target.name)}"`
  const rest = all.length === 0 ? 'Your list is empty.' : `This is your list:\n\n${bullets(all)}`
  return `I can't find ${what}. ${rest}`
}

export const missing = (ids: number[]): string => `There is no task ${ids.join(' or ')}.`

export function done(action: { tool: string; completed?: boolean }, tasks: Task[], left: number): string {
  const names = tasks.map(bold).join(', ')
  if (action.tool === 'delete_task') return `Deleted ${names}.`
  if (action.tool === 'update_task') return `Changed task ${tasks[0]?.id}: it now reads ${names}.`
  if (action.completed === false) return `${names} ${tasks.length > 1 ? 'are' : 'is'} back on your list.`
  const rest = left === 0 ? 'Nothing left to do!' : `${left} left to do.`
  return `Done: ${names}. ${rest}`
}

export const refused = (error: string): string => `I couldn't do that: ${error}`

const bullets = (tasks: Task[]): string =>
  tasks
    .map((task) => {
      const due = task.due ? `, due ${task.due}` : ''
      return task.completed
        ? `- ${task.id}: ~~${plain(task.title)}~~ ✓`
        : `- ${task.id}: ${plain(task.title)}${due}`
    })
    .join('\n')

const bold = (task: Task): string => `**${plain(task.title)}**`

/** A title as Markdown that shows exactly its characters. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&').replace(/\s+/g, ' ')
