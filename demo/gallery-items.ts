import type { ThreadItem, WidgetRoot } from '../server/chatkit/wire.ts'

let count = 0
const base = () => ({ id: `item_${++count}`, thread_id: 'gallery', created_at: '2026-01-01T10:00:00.000Z' })

export const user = (text: string, quoted_text?: string): ThreadItem => ({
  ...base(),
  type: 'user_message',
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
  ...(quoted_text && { quoted_text }),
})

export const answer = (text: string): ThreadItem => ({
  ...base(),
  type: 'assistant_message',
  content: [{ type: 'output_text', text, annotations: [] }],
})

export const widget = (root: object): ThreadItem => ({
  ...base(),
  type: 'widget',
  widget: root as WidgetRoot,
})

/** Any other item, by its type and what is in it. */
export const item = (fields: object): ThreadItem => ({ ...base(), ...fields }) as ThreadItem

const drawing = (body: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">${body}</svg>`)}`

export const PICTURE = drawing(
  '<rect width="320" height="200" fill="#dfe9e2"/><circle cx="232" cy="70" r="34" fill="#f3c969"/><path d="M0 200 90 90l60 66 44-40 126 84Z" fill="#3f7d5c"/><path d="M0 200 90 90l34 38-60 72Z" fill="#2f6f4f"/>',
)

interface Todo {
  id: number
  title: string
  completed?: boolean
  due?: string
}

/** The list of tasks as the server of the demo sends it. */
export const taskList = (todos: Todo[], limit = 8) => ({
  type: 'ListView',
  limit,
  children: todos.map(({ id, title, completed = false, due }) => ({
    type: 'ListViewItem',
    id: `task.${id}`,
    children: [
      {
        type: 'Row',
        gap: 3,
        align: 'center',
        children: [
          {
            type: 'Checkbox',
            name: 'completed',
            label: `${id}`,
            defaultChecked: completed,
            onChangeAction: atOnce('tasks.complete', { id }),
          },
          {
            type: 'Text',
            value: title,
            ...(completed && { lineThrough: true, color: 'secondary' }),
          },
          ...(due && !completed
            ? [{ type: 'Spacer' }, { type: 'Badge', label: due, variant: 'soft', color: 'secondary' }]
            : []),
        ],
      },
    ],
  })),
})

/** What was just done, with the way back. */
export const doneCard = (heading: string, title: string, due?: string, isUndone = false) => ({
  type: 'Card',
  size: 'sm',
  children: [
    {
      type: 'Col',
      gap: 1,
      children: [
        { type: 'Caption', value: heading },
        { type: 'Text', value: title, weight: 'medium', ...(isUndone && { lineThrough: true }) },
        ...(due ? [{ type: 'Caption', value: due }] : []),
      ],
    },
    {
      type: 'Row',
      justify: 'end',
      children: [
        isUndone
          ? { type: 'Caption', value: 'Undone' }
          : {
              type: 'Button',
              label: 'Undo',
              size: 'sm',
              variant: 'outline',
              color: 'secondary',
              onClickAction: atOnce('tasks.undo', { changes: [1] }),
            },
      ],
    },
  ],
})

/** An action that is answered at once. */
export const atOnce = (type: string, payload: object = {}) => ({
  type,
  payload,
  handler: 'server',
  loadingBehavior: 'none',
  streaming: false,
})
