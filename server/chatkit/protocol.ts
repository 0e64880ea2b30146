import { z } from 'zod'
import { cleanLine, SAYS_NOTHING, saysSomething } from '../clean-line.ts'
import { ChatError } from '../errors.ts'

/**
 * The longest a message, or the answer to questions, may be, in characters, with all that it quotes and names: it goes
 * to a model, and is paid for.
 */
const MAX_TEXT = 32_000
const TOO_LONG = `it may have ${MAX_TEXT.toLocaleString('en')} characters at most, all of its parts together`
const MAX_TITLE = 200
/** The most files of a message; ChatKit.js offers ten. */
const MAX_FILES = 10

// Unknown keys are dropped, never refused, and optional fields may be null: the reference does the same.
// Longer than any id there is. Postgres takes no NUL in a text.
const id = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\0]*$/, 'must not contain NUL')
const title = z.string().overwrite(cleanLine).max(MAX_TITLE).refine(saysSomething, SAYS_NOTHING)
const page = {
  // ChatKit.js asks for 9,999 threads: a large limit, be it infinite, is clamped later, not refused.
  limit: z
    .custom<number>((limit) => typeof limit === 'number' && isWhole(limit), 'must be a whole number')
    .nullish(),
  order: z.enum(['asc', 'desc']).default('desc'),
  after: id.nullish(),
}

const isWhole = (limit: number) => Number.isInteger(limit) || limit === Number.POSITIVE_INFINITY
const lengthOf = (texts: string[]) => texts.reduce((length, text) => length + text.length, 0)

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

const userMessageInput = z
  .object({
    content: z.array(userMessageContent).max(1000),
    attachments: z.array(id).max(MAX_FILES),
    quoted_text: z.string().nullish(),
    inference_options: z.object({
      tool_choice: z.object({ id }).nullish(),
      model: id.nullish(),
    }),
  })
  .refine(({ content, quoted_text }) => {
    const said = content.flatMap((part) =>
      part.type === 'input_tag' ? [part.text, part.id, part.group ?? ''] : part.text,
    )
    return lengthOf([...said, quoted_text ?? '']) <= MAX_TEXT
  }, TOO_LONG)

const request = <Type extends string, Params extends z.ZodRawShape>(type: Type, params: Params) =>
  z.object({
    type: z.literal(type),
    params: z.object(params),
    metadata: z.record(z.string(), z.unknown()).default({}),
  })

const action = z.object({
  type: id,
  payload: z.unknown().optional(),
})
const actionParams = { thread_id: id, item_id: id.nullish(), action }

const structuredAnswers = z
  .record(
    z.string(),
    z.object({ values: z.array(z.string()).max(1000).default([]), skipped: z.boolean().default(false) }),
  )
  .refine((answers) => {
    const said = Object.values(answers).flatMap(({ values }) => values)
    return lengthOf(said) <= MAX_TEXT
  }, TOO_LONG)

const chatKitRequest = z.discriminatedUnion('type', [
  request('threads.create', { input: userMessageInput }),
  request('threads.add_user_message', { thread_id: id, input: userMessageInput }),
  request('threads.add_client_tool_output', {
    thread_id: id,
    // Any JSON, null too, but the key must be there.
    result: z.unknown().refine((value) => value !== undefined, 'is required'),
  }),
  request('threads.add_structured_input', {
    thread_id: id,
    item_id: id,
    input: z.object({
      status: z.enum(['answered', 'skipped']).default('answered'),
      answers: structuredAnswers.default({}),
    }),
  }),
  request('threads.custom_action', actionParams),
  request('threads.sync_custom_action', actionParams),
  request('threads.retry_after_item', { thread_id: id, item_id: id }),
  request('threads.get_by_id', { thread_id: id }),
  request('threads.list', page),
  request('threads.update', { thread_id: id, title }),
  request('threads.delete', { thread_id: id }),
  request('items.list', { thread_id: id, ...page }),
  request('items.feedback', {
    thread_id: id,
    item_ids: z.array(id).max(1000),
    kind: z.enum(['positive', 'negative']),
  }),
  request('attachments.create', {
    name: z.string().min(1),
    size: z.int().min(0),
    mime_type: z.string().min(1),
  }),
  request('attachments.delete', { attachment_id: id }),
  request('input.transcribe', { audio_base64: z.base64(), mime_type: z.string().min(1) }),
])

export type ChatKitRequest = z.infer<typeof chatKitRequest>
export type Params<Type extends ChatKitRequest['type']> = Extract<ChatKitRequest, { type: Type }>['params']
export type UserMessageInput = z.infer<typeof userMessageInput>
export type Action = z.infer<typeof action>

/** The requests that are answered with a stream; all others are answered at once. */
const STREAMED = [
  'threads.create',
  'threads.add_user_message',
  'threads.add_client_tool_output',
  'threads.add_structured_input',
  'threads.custom_action',
  'threads.retry_after_item',
] as const
export type StreamedType = (typeof STREAMED)[number]

export const isStreamed = (type: ChatKitRequest['type']): boolean =>
  (STREAMED as readonly string[]).includes(type)

/** One request of the protocol, or a `ChatError` that names the field that is wrong. */
export function parseRequest(body: unknown): ChatKitRequest {
  const result = chatKitRequest.safeParse(body)
  if (result.success) return result.data
  const type = (body as { type?: unknown } | null)?.type
  const issue = result.error.issues[0]
  const field = issue?.path.length ? issue.path.join('.') : 'body'
  if (field === 'type') throw new ChatError('bad_request', `Unknown request type${quote(type)}.`)
  throw new ChatError(
    'bad_request',
    `The field ${field} is missing or wrong: ${issue?.message ?? 'invalid'}.`,
  )
}

const quote = (type: unknown) => (typeof type === 'string' ? ` "${type.slice(0, 60)}"` : '')
