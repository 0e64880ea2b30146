import { ChatError } from '../errors.ts'
import { createId } from './ids.ts'
import type { Caller, ChatKitOptions } from './options.ts'
import { isHidden, itemOnWire } from './outgoing.ts'
import { processStream } from './process-stream.ts'
import type { ChatKitRequest, Params } from './protocol.ts'
import { found, requireWritable, threadOperations } from './threads.ts'
import { senderOf, turnContext } from './turn-context.ts'
import type { ThreadStreamEvent } from './wire.ts'

/** An answer is one JSON value, or events to be streamed until the reader leaves. */
export type ChatKitAnswer =
  | { json: unknown }
  | { events: (signal: AbortSignal) => AsyncIterable<ThreadStreamEvent> }

/**
 * Answers one request of the protocol. Everything that can be refused is refused here, before a stream is
 * opened: a client posts a streaming request again when it is answered with a 5xx.
 */
export async function processRequest(
  request: ChatKitRequest,
  caller: Caller,
  options: ChatKitOptions,
): Promise<ChatKitAnswer> {
  const threads = threadOperations(options, caller.userId)
  switch (request.type) {
    case 'threads.get_by_id':
      return { json: await threads.getThread(request.params) }
    case 'threads.list':
      return { json: await threads.listThreads(request.params) }
    case 'threads.update':
      return { json: await threads.updateThread(request.params) }
    case 'threads.delete':
      return { json: await threads.deleteThread(request.params) }
    case 'items.list':
      return { json: await threads.listItems(request.params) }
    case 'items.feedback':
      return { json: await threads.saveFeedback(request.params) }
    case 'threads.sync_custom_action':
      return { json: await answerAction(request.params, caller, options) }
    case 'attachments.create':
      return { json: await createAttachment(request.params, caller, options) }
    case 'attachments.delete':
      return { json: await deleteAttachment(request.params, caller, options) }
    case 'input.transcribe':
      return { json: await transcribe(request.params, caller, options) }
    case 'threads.create':
    case 'threads.add_user_message':
    case 'threads.add_client_tool_output':
    case 'threads.add_structured_input':
    case 'threads.custom_action':
    case 'threads.retry_after_item':
      return { events: await processStream(request, caller, options) }
  }
}

/** Nothing is saved here: the application saves what it changed, and the item is only drawn. */
async function answerAction(
  params: Params<'threads.sync_custom_action'>,
  caller: Caller,
  options: ChatKitOptions,
): Promise<object> {
  const answer = offered(options.answerAction, 'threads.sync_custom_action')
  const thread = await requireWritable(options.store, caller.userId, params.thread_id)
  const { sender } = await senderOf(options.store, caller.userId, params)
  if (sender === 'not_a_widget') throw new ChatError('bad_request', `"${params.item_id}" is no widget.`)
  // Plain requests are never posted again: each press of a button is a cause of its own.
  const context = turnContext(caller, options, thread.id, neverAborts(), createId('turn'))
  const item = await answer(thread, params.action, sender, context)
  return item && !isHidden(item) ? { updated_item: itemOnWire(item) } : {}
}

async function createAttachment(
  params: Params<'attachments.create'>,
  { userId, now }: Caller,
  options: ChatKitOptions,
): Promise<object> {
  const attachments = offered(options.attachments, 'attachments.create')
  const attachment = await attachments.create(userId, params)
  await options.store.saveAttachment(userId, attachment, now().getTime())
  const { metadata, ...visible } = attachment
  return visible
}

/** Bytes first: a record without bytes can be deleted again, bytes without a record are never found. */
async function deleteAttachment(
  { attachment_id }: Params<'attachments.delete'>,
  { userId }: Caller,
  { attachments, store }: ChatKitOptions,
): Promise<object> {
  const bytes = offered(attachments, 'attachments.delete')
  found(await store.loadAttachment(userId, attachment_id), attachment_id)
  await bytes.delete(userId, attachment_id)
  await store.deleteAttachment(userId, attachment_id)
  return {}
}

async function transcribe(
  { audio_base64, mime_type }: Params<'input.transcribe'>,
  caller: Caller,
  options: ChatKitOptions,
): Promise<object> {
  const hear = options.transcribe
  if (!hear) {
    throw new ChatError(
      'not_implemented',
      'Dictation is not set up on this server. Please type your message.',
    )
  }
  const data = fromBase64(audio_base64)
  if (data.length === 0) throw new ChatError('bad_request', 'Nothing was recorded.')
  const mediaType = mime_type.split(';')[0]?.trim() ?? ''
  return { text: await hear({ data, mediaType }, { ...caller, signal: neverAborts() }) }
}

/** A plain loop: a recording has millions of bytes. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text)
  const bytes = new Uint8Array(characters.length)
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index)
  return bytes
}

function offered<T>(hook: T | undefined, what: string): T {
  if (!hook) throw new ChatError('not_implemented', `This server is not set up for ${what}.`)
  return hook
}

const neverAborts = () => new AbortController().signal
