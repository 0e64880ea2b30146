import type {
  ThreadItem,
  ThreadStreamEvent,
  UserMessageItem,
  WidgetItem,
  WidgetRoot,
} from '../../server/chatkit/wire.ts'

let ids = 0
export const newId = (prefix: string) => `${prefix}_${++ids}`

export function userMessage(text: string): UserMessageItem {
  return {
    id: newId('msg'),
    thread_id: '',
    created_at: new Date().toISOString(),
    type: 'user_message',
    content: [{ type: 'input_text', text }],
    attachments: [],
    inference_options: {},
  }
}

export function assistantMessage(text: string, threadId = ''): ThreadItem {
  return {
    id: newId('msg'),
    thread_id: threadId,
    created_at: new Date().toISOString(),
    type: 'assistant_message',
    content: [{ type: 'output_text', text, annotations: [] }],
  }
}

/** The events of an answer that comes piece by piece: added, a delta for each piece, done. */
export function textEvents(threadId: string, pieces: string[]): ThreadStreamEvent[] {
  const done = assistantMessage(pieces.join(''), threadId)
  const type = 'assistant_message.content_part.text_delta'
  return [
    { type: 'thread.item.added', item: { ...done, content: [] } as ThreadItem },
    ...pieces.map(
      (delta): ThreadStreamEvent => ({
        type: 'thread.item.updated',
        item_id: done.id,
        update: { type, content_index: 0, delta },
      }),
    ),
    { type: 'thread.item.done', item: done },
  ]
}

/** The same as a whole script, with a pause before each event. */
export async function* streamText(
  threadId: string,
  pieces: string[],
  pauseMs = 0,
): AsyncGenerator<ThreadStreamEvent> {
  for (const event of textEvents(threadId, pieces)) {
    if (pauseMs) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    yield event
  }
}

/** A widget, of which the view must make what it can. */
export const widgetItem = (widget: unknown, id = newId('msg')): WidgetItem => ({
  id,
  thread_id: '',
  created_at: new Date().toISOString(),
  type: 'widget',
  widget: widget as WidgetRoot,
})
