import OpenAI from 'openai'
import type {
  ResponseInputContent,
  ResponseInputItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses'
import type { Transcribe } from './chatkit/hooks.ts'
import { ChatError } from './errors.ts'
import { hashText } from './hash.ts'
import type { Model, ModelEvent, ModelInput, ModelPart, ModelRequest } from './tasks/model.ts'

/** Which model answers, and where. */
export interface OpenAIModelOptions {
  /** Of the `openai` package: it knows the key, the address and how often to try again. */
  client: OpenAI
  /** A model of the Responses API, or of the transcription API where speech is turned into text. */
  model: string
}

/** A model behind the Responses API: OpenAI's, or any server that speaks it. */
export function openaiModel({ client, model }: OpenAIModelOptions): Model {
  return {
    async *stream(request) {
      try {
        const chosen = request.model ?? model
        const extras = isOpenAI(client) ? await openaiExtras(chosen, request.userId) : {}
        const events = await client.responses.create(
          { model: chosen, stream: true, store: false, ...extras, ...toBody(request) },
          { signal: request.signal },
        )
        yield* toModelEvents(events)
      } catch (error) {
        throw request.signal.aborted ? error : toChatError(error)
      }
    },
  }
}

const isOpenAI = (client: OpenAI) => new URL(client.baseURL).hostname === 'api.openai.com'

/** Fields that other servers of the Responses API may refuse. */
async function openaiExtras(model: string, userId: string) {
  return {
    // Nothing is stored with the provider, so the thoughts of a model that has them travel with us.
    ...(/^(gpt-([5-9]|\d\d)|o\d)/.test(model) ? { include: ['reasoning.encrypted_content' as const] } : {}),
    safety_identifier: await hashText(userId),
  }
}

const toBody = ({ instructions, input, tools, tool }: ModelRequest) => ({
  instructions,
  input: input.map(toInputItem),
  ...(tools.length > 0
    ? { tools: tools.map((tool) => ({ type: 'function' as const, strict: false, ...tool })) }
    : {}),
  ...(tool === undefined ? {} : { tool_choice: { type: 'function' as const, name: tool } }),
})

function toInputItem(input: ModelInput): ResponseInputItem {
  switch (input.type) {
    case 'message':
      return { type: 'message', role: input.role, content: toContent(input) } as ResponseInputItem
    case 'call':
      return {
        type: 'function_call',
        call_id: input.call.id,
        name: input.call.name,
        arguments: input.call.arguments,
      }
    case 'result':
      return { type: 'function_call_output', call_id: input.callId, output: input.output }
    case 'kept':
      return input.item as ResponseInputItem
  }
}

/** Only words go as a plain string: every server of the Responses API understands that. */
const toContent = ({ text, parts = [] }: { text: string; parts?: ModelPart[] }) =>
  parts.length === 0 ? text : [{ type: 'input_text' as const, text }, ...parts.map(toContentPart)]

function toContentPart(part: ModelPart): ResponseInputContent {
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text }
    case 'image':
      return { type: 'input_image', image_url: part.url, detail: 'auto' }
    case 'file':
      return { type: 'input_file', filename: part.name, file_data: part.url }
  }
}

async function* toModelEvents(events: AsyncIterable<ResponseStreamEvent>): AsyncGenerator<ModelEvent, void> {
  for await (const event of events) {
    switch (event.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        yield { type: 'text', delta: event.delta }
        break
      case 'response.reasoning_summary_text.delta':
        yield { type: 'thought', delta: event.delta }
        break
      case 'response.output_item.done':
        if (event.item.type === 'function_call') {
          const { call_id: id, name, arguments: json } = event.item
          yield { type: 'call', call: { id, name, arguments: json } }
        }
        if (event.item.type === 'reasoning' && event.item.encrypted_content) {
          yield { type: 'kept', item: event.item }
        }
        break
      case 'response.failed':
        throw new Error(`The response failed: ${event.response.error?.code ?? 'unknown'}.`)
      case 'error':
        throw new Error(`The stream reported an error: ${event.code ?? 'unknown'}.`)
      case 'response.incomplete':
        if (event.response.incomplete_details?.reason === 'content_filter') {
          throw new ChatError('upstream_failed', 'The assistant cannot answer that.')
        }
        return
      case 'response.completed':
        return
    }
  }
  throw new Error('The stream ended before the response was complete.')
}

/** What a reader may know of a failure upstream. The text of the upstream stays in `cause`. */
function toChatError(cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause
  const failed = (message: string, allowRetry: boolean) =>
    new ChatError('upstream_failed', message, { cause, allowRetry })
  if (cause instanceof OpenAI.RateLimitError && cause.code === 'insufficient_quota') {
    return failed('The assistant has used up its budget. Please tell the owner of this site.', false)
  }
  if (cause instanceof OpenAI.RateLimitError) {
    return failed('The assistant is busy. Try again in a moment.', true)
  }
  if (cause instanceof OpenAI.APIError && cause.status && cause.status < 500) {
    return failed('The assistant is not set up correctly. Please tell the owner of this site.', false)
  }
  return failed('The assistant is unavailable. Try again.', true)
}

/** Turns speech into text with a model of the transcription API. */
export function openaiTranscribe({ client, model }: OpenAIModelOptions): Transcribe {
  return async ({ data, mediaType }, { signal }) => {
    // The service goes by the ending: audio/webm → speech.webm, audio/x-m4a → speech.m4a.
    const ending = mediaType.split('/')[1]?.replace(/^x-|[^a-z\d]/gi, '') || 'webm'
    const file = new File([data], `speech.${ending}`, { type: mediaType })
    try {
      return (await client.audio.transcriptions.create({ file, model }, { signal })).text
    } catch (error) {
      if (!(error instanceof OpenAI.BadRequestError)) throw toChatError(error)
      throw new ChatError('bad_request', 'That could not be understood. Try again.', { cause: error })
    }
  }
}

/** What a page needs to talk to OpenAI. */
export interface HostedSession {
  /** For ChatKit.js. */
  client_secret: string
  /** Unix seconds. */
  expires_at: number
}

/** Makes sessions of a workflow that OpenAI hosts. */
export interface HostedSessions {
  /**
   * A new session for this user.
   * @throws ChatError `hosted_ended` when the workflow is gone, `upstream_failed` when OpenAI refuses.
   */
  create(userId: string): Promise<HostedSession>
}

/** Sessions of one workflow. OpenAI ends Agent Builder, which hosts workflows, on 2026-11-30. */
export function hostedSessions(client: OpenAI, workflowId: string): HostedSessions {
  return {
    async create(user) {
      try {
        const session = await client.beta.chatkit.sessions.create({ user, workflow: { id: workflowId } })
        return { client_secret: session.client_secret, expires_at: session.expires_at }
      } catch (cause) {
        if (cause instanceof OpenAI.APIError && (cause.status === 404 || cause.status === 410)) {
          const message = 'This chat has moved and is being set up again. Please come back later.'
          throw new ChatError('hosted_ended', message, { cause })
        }
        throw new ChatError('upstream_failed', 'The chat service refused to start a session.', { cause })
      }
    },
  }
}
