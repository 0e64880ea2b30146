import { z } from 'zod'
import { ChatError } from '../errors.ts'

// Unknown keys are dropped, never refused, and optional fields may be null: the reference does the same.
const id = z.string().min(1)
const page = {
  // ChatKit.js asks for 9,999 threads: a large limit is clamped later, not refused.
  limit: z.int().nullish(),
  order: z.enum(['asc', 'desc']).default('desc'),
  after: z.string().nullish(),
}

const userMessageContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('input_text'), text: z.string() }),
  z.object({
    type: z.literal('input_tag'),
    id: z.string(),
    text: z.string(),
    // The reference requires `data`; the types of ChatKit.js leave it out.
    data: z.record(z.string(), z.unknown()).default({}),
    group: z.string().nullish(),
    interactive: z.boolean().default(false),
  }),
])

const userMessageInput = z.object({
  content: z.array(userMessageContent),
  attachments: z.array(id),
  quoted_text: z.string().nullish(),
  inference_options: z.object({
    tool_choice: z.object({ id: z.string() }).nullish(),
    model: z.string().nullish(),
  }),
})

const request = <Type extends string, Params extends z.ZodRawShape>(type: Type, params: Params) =>
  z.object({
    type: z.literal(type),
    params: z.object(params),
    metadata: z.record(z.string(), z.unknown()).default({}),
  })

const chatKitRequest = z.discriminatedUnion('type', [
  request('threads.create', { input: userMessageInput }),
  request('threads.add_user_message', { thread_id: id, input: userMessageInput }),
  request('threads.retry_after_item', { thread_id: id, item_id: id }),
  request('threads.get_by_id', { thread_id: id }),
  request('threads.list', page),
  request('threads.update', { thread_id: id, title: z.string() }),
  request('threads.delete', { thread_id: id }),
  request('items.list', { thread_id: id, ...page }),
])

/** Requests of the protocol that this server answers with "not implemented". */
const NOT_SERVED = new Set([
  'threads.add_client_tool_output',
  'threads.add_structured_input',
  'threads.custom_action',
  'threads.sync_custom_action',
  'items.feedback',
  'attachments.create',
  'attachments.delete',
  'input.transcribe',
])

export type ChatKitRequest = z.infer<typeof chatKitRequest>
export type UserMessageInput = z.infer<typeof userMessageInput>

/** One request of the protocol, or a `ChatError` that names the field that is wrong. */
export function parseRequest(body: unknown): ChatKitRequest {
  const result = chatKitRequest.safeParse(body)
  if (result.success) return result.data
  const type = (body as { type?: unknown } | null)?.type
  if (typeof type === 'string' && NOT_SERVED.has(type)) {
    throw new ChatError('not_implemented', `This server does not offer ${type}.`)
  }
  const issue = result.error.issues[0]
  const field = issue?.path.length ? issue.path.join('.') : 'body'
  if (field === 'type') throw new ChatError('bad_request', `Unknown request type${quote(type)}.`)
  throw new ChatError(
    'bad_request',
    `The field ${field} is missing or wrong: ${issue?.message ?? 'invalid'}.`,
  )
}

const quote = (type: unknown) => (typeof type === 'string' ? ` "${type.slice(0, 60)}"` : '')
