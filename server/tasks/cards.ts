import type { WidgetRoot } from '../chatkit/wire.ts'
import { describeDue, type Reader } from './describe-due.ts'
import type { DueRange } from './due-range.ts'
import type { TaskChange } from './store.ts'
import type { Task, TaskStatus } from './task.ts'
import { wordsFor } from './words/words-for.ts'

/** Sent by the checkbox of a row: the task is done, or is not. */
export const COMPLETE_ACTION = 'tasks.complete'
/** Sent by the button of a card: all that was done by the request it tells of is taken back. */
export const UNDO_ACTION = 'tasks.undo'

/** Rows that are drawn before "show more". */
const SHOWN = 12
/** Changes that a card tells of one by one; of the others it tells how many there are. */
const TOLD = 100

/** Which tasks a list holds. */
export type Listing = DueRange & { status: TaskStatus }

/** The id of the list that holds these: `tasks.pending`, `tasks.pending.2026-11-23/2026-11-29`. */
export function listId({ status, due_from, due_to, overdue }: Listing): string {
  const days = due_from || due_to ? [`${due_from ?? '..'}/${due_to ?? '..'}`] : []
  return ['tasks', status, ...(overdue ? ['overdue'] : []), ...days].join('.')
}

/**
 * The tasks as a list whose checkboxes complete them.
 * @param id Says which tasks it holds, and stays when the list is drawn again.
 */
export function taskList(tasks: Task[], id: string, reader: Reader): WidgetRoot {
  return {
    type: 'ListView',
    id,
    limit: SHOWN,
    children: tasks.map((task) => ({
      type: 'ListViewItem',
      id: `task.${task.id}`,
      children: [row(task, reader)],
    })),
  }
}

function row(task: Task, reader: Reader): object {
  return {
    type: 'Row',
    gap: 3,
    align: 'center',
    children: [
      {
        type: 'Checkbox',
        name: 'completed',
        label: `${task.id}`,
        defaultChecked: task.completed,
        onChangeAction: atOnce(COMPLETE_ACTION, { id: task.id }),
      },
      {
        type: 'Text',
        value: task.title,
        ...(task.completed ? { lineThrough: true, color: 'secondary' } : {}),
      },
      ...(task.due && !task.completed
        ? [
            { type: 'Spacer' },
            { type: 'Badge', label: describeDue(task.due, reader), variant: 'soft', color: 'secondary' },
          ]
        : []),
    ],
  }
}

/** What kind of change it was. */
function kindOf({ before, after }: TaskChange): 'added' | 'deleted' | 'changed' | 'done' | 'reopened' {
  if (!before) return 'added'
  if (!after) return 'deleted'
  if (before.completed === after.completed) return 'changed'
  return after.completed ? 'done' : 'reopened'
}

/** What was just done, with a button that takes it back. */
export function changeCard(changes: TaskChange[], reader: Reader): WidgetRoot {
  const words = wordsFor(reader.locale)
  const undone = changes.every(({ undoneBy }) => undoneBy !== null)
  return {
    type: 'Card',
    size: 'sm',
    children: [
      ...changes.slice(0, TOLD).map((change) => changeRow(change, undone, reader)),
      ...(changes.length > TOLD ? [{ type: 'Caption', value: `+ ${changes.length - TOLD} …` }] : []),
      {
        type: 'Row',
        justify: 'end',
        children: [
          undone
            ? { type: 'Caption', value: words.undone }
            : {
                type: 'Button',
                label: words.undo,
                size: 'sm',
                variant: 'outline',
                color: 'secondary',
                onClickAction: atOnce(UNDO_ACTION, { changes: changes.slice(0, 1).map(({ id }) => id) }),
              },
        ],
      },
    ],
  }
}

function changeRow(change: TaskChange, undone: boolean, reader: Reader): object {
  const task = change.after ?? change.before
  const kind = kindOf(change)
  const struck = undone || kind === 'deleted'
  return {
    type: 'Col',
    gap: 1,
    children: [
      { type: 'Caption', value: wordsFor(reader.locale)[kind] },
      { type: 'Text', value: task?.title ?? '', weight: 'medium', ...(struck ? { lineThrough: true } : {}) },
      ...(task?.due ? [{ type: 'Caption', value: describeDue(task.due, reader) }] : []),
    ],
  }
}

/** What a card or list says when it is copied as text. */
export const asText = (tasks: Task[]): string =>
  tasks.map(({ id, title, completed }) => `${completed ? '[x]' : '[ ]'} ${id}. ${title}`).join('\n')

/** An action that is answered at once, without a turn, also while one is running. */
const atOnce = (type: string, payload: object) => ({
  type,
  payload,
  handler: 'server',
  loadingBehavior: 'none',
  streaming: false,
})
