import type { Respond } from '../../server/chatkit/hooks.ts'
import type { ChatKitOptions } from '../../server/chatkit/options.ts'
import { processRequest } from '../../server/chatkit/process.ts'
import { parseRequest } from '../../server/chatkit/protocol.ts'
import type {
  AssistantMessageItem,
  HiddenContextItem,
  ThreadItem,
  ThreadStreamEvent,
} from '../../server/chatkit/wire.ts'
import { memoryStorage } from '../../server/storage/memory.ts'
import { userInput } from './chat-client.ts'
import { aThread } from './items.ts'

export const NOW = '2026-05-01T12:00:00.000Z'
export const said = (id: string, text: string): AssistantMessageItem => ({
  id,
  thread_id: 'thr_1',
  created_at: NOW,
  type: 'assistant_message',
  content: text ? [{ type: 'output_text', text, annotations: [] }] : [],
})
export const hidden = (id: string): HiddenContextItem => ({
  id,
  thread_id: 'thr_1',
  created_at: NOW,
  type: 'hidden_context_item',
  content: { a: null },
})
export const delta = (item_id: string, text: string): ThreadStreamEvent => ({
  type: 'thread.item.updated',
  item_id,
  update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: text },
})

/** A server with one responder and one thread of Ana's. */
export async function aServer(respond: Respond, errors: unknown[] = [], more: Partial<ChatKitOptions> = {}) {
  const { threads } = memoryStorage()
  await threads.createThread('ana', aThread({ metadata: { secret: 1 } }))
  const options = { store: threads, respond, onError: (e: unknown) => errors.push(e), ...more }
  const now = () => new Date(NOW)
  const ask = async (type: string, params: object, userId = 'ana', metadata = {}) =>
    processRequest(
      parseRequest({ type, params, metadata }),
      { userId, locale: 'en', timeZone: 'UTC', page: {}, now },
      options,
    )
  return {
    threads,
    ask,
    async stream(type: string, params: object, signal = new AbortController().signal, metadata = {}) {
      const answer = await ask(type, params, 'ana', metadata)
      if ('json' in answer) throw new Error('Not a stream.')
      return answer.events(signal)
    },
    async all(type: string, params: object, metadata = {}): Promise<ThreadStreamEvent[]> {
      const events: ThreadStreamEvent[] = []
      const { signal } = new AbortController()
      for await (const event of await this.stream(type, params, signal, metadata))
        events.push(structuredClone(event))
      return events
    },
    async kept(): Promise<ThreadItem[]> {
      return (await threads.listItems('ana', 'thr_1', { limit: 99, order: 'asc' }))?.data ?? []
    },
  }
}

export const inThread = (text = 'Hi') => ({ thread_id: 'thr_1', input: userInput(text) })
