import { ChatError } from '../errors.ts'
import { createId } from './ids.ts'
import { threadOnWire } from './outgoing.ts'
import type { ChatKitRequest, UserMessageInput } from './protocol.ts'
import type { Respond, TurnContext } from './responder.ts'
import type { ThreadStore } from './store.ts'
import { found, requireThread, threadOperations } from './threads.ts'
import { errorEvent, runTurn } from './turn.ts'
import type { ThreadItem, ThreadMetadata, ThreadStreamEvent, UserMessageItem } from './wire.ts'

export interface ChatKitOptions {
  store: ThreadStore
  respond: Respond
  /** The clock; the system's by default. */
  now?: () => Date
  /** Told whole what failed inside a stream, where the reader is told only that something did. */
  onError?: (error: unknown) => void
}

/** Who asks, and in which language. */
export interface Caller {
  userId: string
  locale: string
}

/** An answer is one JSON value, or events to be streamed until the reader leaves. */
export type ChatKitAnswer =
  | { json: unknown }
  | { events: (signal: AbortSignal) => AsyncIterable<ThreadStreamEvent> }

type Events = AsyncGenerator<ThreadStreamEvent, void>

/**
 * Answers one request of the protocol. Everything that can be refused is refused here, before a stream is
 * opened: a client posts a streaming request again when it is answered with a 5xx.
 */
export async function processRequest(
  request: ChatKitRequest,
  caller: Caller,
  options: ChatKitOptions,
): Promise<ChatKitAnswer> {
  const { store } = options
  const { userId } = caller
  const operations = threadOperations(store, userId)
  switch (request.type) {
    case 'threads.get_by_id':
      return { json: await operations.getThread(request.params) }
    case 'threads.list':
      return { json: await operations.listThreads(request.params) }
    case 'threads.update':
      return { json: await operations.updateThread(request.params) }
    case 'threads.delete':
      return { json: await operations.deleteThread(request.params) }
    case 'items.list':
      return { json: await operations.listItems(request.params) }
    case 'threads.create': {
      const { input } = request.params
      refuseAttachments(input)
      return stream(options, (signal) => createThread(input, caller, options, signal))
    }
    case 'threads.add_user_message': {
      const { thread_id, input } = request.params
      const thread = await requireThread(store, userId, thread_id)
      refuseAttachments(input)
      return stream(options, (signal) => addUserMessage(thread, input, caller, options, signal))
    }
    case 'threads.retry_after_item': {
      const { thread_id, item_id } = request.params
      const thread = await requireThread(store, userId, thread_id)
      const message = found(await store.loadItem(userId, thread_id, item_id), item_id)
      if (message.type !== 'user_message') {
        throw new ChatError('bad_request', `Only a user message can be tried again, "${item_id}" is none.`)
      }
      return stream(options, (signal) => retry(thread, message, caller, options, signal))
    }
  }
}

async function* createThread(
  input: UserMessageInput,
  caller: Caller,
  options: ChatKitOptions,
  signal: AbortSignal,
): Events {
  const thread: ThreadMetadata = {
    id: createId('thr'),
    created_at: clock(options)().toISOString(),
    status: { type: 'active' },
    metadata: {},
  }
  await options.store.createThread(caller.userId, thread)
  yield { type: 'thread.created', thread: threadOnWire(thread) }
  yield* addUserMessage(thread, input, caller, options, signal)
}

async function* addUserMessage(
  thread: ThreadMetadata,
  input: UserMessageInput,
  caller: Caller,
  options: ChatKitOptions,
  signal: AbortSignal,
): Events {
  const message = userMessage(thread.id, input, clock(options)())
  await options.store.saveItem(caller.userId, thread.id, message)
  yield { type: 'thread.item.done', item: message }
  yield* answer(thread, message, caller, options, signal)
}

async function* retry(
  thread: ThreadMetadata,
  message: UserMessageItem,
  caller: Caller,
  options: ChatKitOptions,
  signal: AbortSignal,
): Events {
  await options.store.deleteItemsAfter(caller.userId, thread.id, message.id)
  yield* answer(thread, message, caller, options, signal)
}

function answer(
  thread: ThreadMetadata,
  message: UserMessageItem,
  { userId, locale }: Caller,
  options: ChatKitOptions,
  signal: AbortSignal,
): Events {
  const { store, onError = () => {} } = options
  const now = clock(options)
  const context: TurnContext = {
    userId,
    locale,
    signal,
    now,
    history: (limit = 100) => newestItems(store, userId, thread.id, limit),
  }
  const turn = { userId, thread, store, signal, now, onError }
  return runTurn(turn, () => options.respond(thread, message, context))
}

/** A stream in which every failure, the ones before the turn too, ends as one `error` event. */
function stream({ onError }: ChatKitOptions, start: (signal: AbortSignal) => Events): ChatKitAnswer {
  return {
    async *events(signal) {
      try {
        yield* start(signal)
      } catch (error) {
        if (signal.aborted) return
        onError?.(error)
        yield errorEvent(error)
      }
    },
  }
}

async function newestItems(
  store: ThreadStore,
  userId: string,
  threadId: string,
  limit: number,
): Promise<ThreadItem[]> {
  const page = await store.listItems(userId, threadId, { limit, order: 'desc' })
  return page?.data.reverse() ?? []
}

function userMessage(threadId: string, input: UserMessageInput, now: Date): UserMessageItem {
  const { tool_choice, model } = input.inference_options
  return {
    id: createId('msg'),
    thread_id: threadId,
    created_at: now.toISOString(),
    type: 'user_message',
    content: input.content.map((part) => {
      if (part.type === 'input_text') return part
      const { group, ...tag } = part
      return group == null ? tag : { ...tag, group }
    }),
    attachments: [],
    ...(input.quoted_text == null ? {} : { quoted_text: input.quoted_text }),
    inference_options: { ...(tool_choice ? { tool_choice } : {}), ...(model == null ? {} : { model }) },
  }
}

/** Nothing can have been uploaded here, so every id is unknown. */
function refuseAttachments({ attachments }: UserMessageInput): void {
  if (attachments.length > 0) found(undefined, attachments[0])
}

const clock = ({ now }: ChatKitOptions) => now ?? (() => new Date())
