import type { Thread, ThreadItem, ThreadStreamEvent, WidgetItem } from '../server/chatkit/wire.ts'
import type { Exhibit } from './gallery-exhibit.ts'
import { answer, doneCard, user } from './gallery-items.ts'

interface Request {
  type: string
  params: {
    item_id?: string
    action?: { type: string; payload?: { id?: number; completed?: boolean } }
    input?: { content?: { text: string }[]; status?: string; answers?: Record<string, object> }
  }
}

/** A server that answers from a record, and plays along with what can be clicked. */
export function recordedServer(exhibit: Exhibit, thread: Thread): typeof fetch {
  const items = new Map(thread.items.data.map((item) => [item.id, item]))
  return async (_url, init) => {
    const request = JSON.parse(String(init?.body)) as Request
    switch (request.type) {
      case 'threads.get_by_id':
        return json(thread)
      case 'threads.list':
        return json({
          data: ['Move to the new flat', 'Weekend in Lisbon', 'Groceries'].map(listed),
          has_more: false,
        })
      case 'threads.sync_custom_action':
        return json(actOn(items, request))
      case 'threads.create':
      case 'threads.add_user_message':
      case 'threads.add_structured_input':
        return stream(turn(exhibit, thread, items, request), exhibit.says?.isEndless === true)
      default:
        return json({})
    }
  }
}

const json = (value: unknown) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } })

function stream(events: ThreadStreamEvent[], isEndless: boolean): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const event of events) controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`))
      if (!isEndless) controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

function turn(
  { says }: Exhibit,
  thread: Thread,
  items: Map<string, ThreadItem>,
  { type, params }: Request,
): ThreadStreamEvent[] {
  const said = params.input?.content?.map(({ text }) => text).join('') ?? ''
  const opening: ThreadStreamEvent[] = [
    ...(type === 'threads.create' ? [{ type: 'thread.created' as const, thread }] : []),
    ...(said ? [{ type: 'thread.item.done' as const, item: user(said) }] : []),
    { type: 'stream_options', stream_options: { allow_cancel: true } },
  ]
  const asked = items.get(params.item_id ?? '')
  const closing: ThreadStreamEvent[] = says?.events ?? [
    { type: 'thread.item.done', item: answer('This is a record: nobody is listening.') },
  ]
  if (asked?.type !== 'structured_input') return [...opening, ...closing]
  const inputs = asked.inputs.map((input) => ({ ...input, answer: params.input?.answers?.[input.id] }))
  const item = { ...asked, status: params.input?.status, inputs } as ThreadItem
  return [...opening, { type: 'thread.item.replaced', item }, ...closing]
}

/** Does to a widget what the server of the demo would do. */
function actOn(items: Map<string, ThreadItem>, { params: { item_id, action } }: Request) {
  const item = items.get(item_id ?? '')
  if (item?.type !== 'widget') return {}
  const widget =
    action?.type === 'tasks.undo' ? doneCard('Added', 'Buy stamps', 'tomorrow, 4 Mar', true) : undefined
  const updated_item = widget ? { ...item, widget } : checked(item, action)
  if (!updated_item) return {}
  items.set(item.id, updated_item as ThreadItem)
  return { updated_item }
}

interface Row {
  children: [{ children: Record<string, unknown>[] }]
  id: string
}

function checked(item: WidgetItem, action: Request['params']['action']): object | undefined {
  if (action?.type !== 'tasks.complete') return undefined
  const { id, completed = false } = action.payload ?? {}
  const rows = (item.widget.children as Row[]).map((row) => {
    if (row.id !== `task.${id}`) return row
    const [box, text, ...rest] = row.children[0].children
    const plain = { type: 'Text', value: text?.value }
    const done = completed ? { ...plain, lineThrough: true, color: 'secondary' } : plain
    return {
      ...row,
      children: [{ ...row.children[0], children: [{ ...box, defaultChecked: completed }, done, ...rest] }],
    }
  })
  return { ...item, widget: { ...item.widget, children: rows } }
}

const listed = (title: string, index: number) => ({
  id: `thr_${index}`,
  title,
  created_at: new Date(Date.now() - index * 90_000_000).toISOString(),
  status: { type: 'active' },
  metadata: {},
  items: { data: [], has_more: false },
})
