import { createId } from '../chatkit/ids.ts'
import type { AssistantMessageItem, ThreadStreamEvent, UserMessageItem } from '../chatkit/wire.ts'

/** An assistant message that is being said: the events that open it, carry its words, and close it. */
export function startReply(threadId: string, now: Date) {
  const item: AssistantMessageItem = {
    id: createId('msg'),
    thread_id: threadId,
    created_at: now.toISOString(),
    type: 'assistant_message',
    content: [],
  }
  const part = { type: 'output_text' as const, text: '', annotations: [] }
  return {
    *open(): Generator<ThreadStreamEvent> {
      yield { type: 'thread.item.added', item }
      const update = {
        type: 'assistant_message.content_part.added',
        content_index: 0,
        content: part,
      } as const
      yield { type: 'thread.item.updated', item_id: item.id, update }
    },
    say(delta: string): ThreadStreamEvent {
      part.text += delta
      const update = { type: 'assistant_message.content_part.text_delta', content_index: 0, delta } as const
      return { type: 'thread.item.updated', item_id: item.id, update }
    },
    *close(): Generator<ThreadStreamEvent> {
      const update = { type: 'assistant_message.content_part.done', content_index: 0, content: part } as const
      yield { type: 'thread.item.updated', item_id: item.id, update }
      yield { type: 'thread.item.done', item: { ...item, content: [part] } }
    },
  }
}

export type Reply = ReturnType<typeof startReply>

/** A whole assistant message at once. */
export function assistantMessage(threadId: string, text: string, now: Date = new Date()): ThreadStreamEvent {
  const content = [{ type: 'output_text' as const, text, annotations: [] }]
  const base = { id: createId('msg'), thread_id: threadId, created_at: now.toISOString() }
  return { type: 'thread.item.done', item: { ...base, type: 'assistant_message', content } }
}

/** Sent after every change of a task, so that the page can refresh its own list. */
export const tasksChanged = (): ThreadStreamEvent => ({
  type: 'client_effect',
  name: 'tasks_changed',
  data: {},
})

/** What the user wrote, tags by their text. */
export const textOf = (message: UserMessageItem): string =>
  message.content
    .map((part) => part.text)
    .join('')
    .trim()
