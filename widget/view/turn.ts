import type { ClientToolCallItem, ThreadStreamEvent } from '../../server/chatkit/wire.ts'
import type { Client, StreamType, UserMessageInput } from './client.ts'
import { toError } from './failure.ts'
import type { ViewHost } from './view-host.ts'

/** A request that starts a turn. */
export interface TurnRequest {
  type: StreamType
  params: object
}

/** The request that sends a message, in a thread or as the first of a new one. */
export function messageRequest(threadId: string | undefined, message: UserMessageInput): TurnRequest {
  // The server knows them by their ids.
  const input = { ...message, attachments: message.attachments.map(({ id }) => id) }
  return threadId
    ? { type: 'threads.add_user_message', params: { thread_id: threadId, input } }
    : { type: 'threads.create', params: { input } }
}

/** The request that sends an action, of the page or of a widget. */
export function actionRequest(
  threadId: string | undefined,
  action: { type: string; payload?: unknown },
  itemId: string | undefined,
): TurnRequest {
  if (!threadId) throw new Error('An action needs a thread: send a message first.')
  const params = { thread_id: threadId, action, ...(itemId && { item_id: itemId }) }
  return { type: 'threads.custom_action', params }
}

/**
 * Runs a turn to its end: gives the events of the request, lets the page run the tool the assistant asks for, and
 * goes on with the answer to its result.
 */
export async function* runTurn(
  client: Client,
  request: TurnRequest,
  host: ViewHost,
  signal: AbortSignal,
): AsyncGenerator<ThreadStreamEvent> {
  let next: TurnRequest | undefined = request
  while (next) {
    let call: ClientToolCallItem | undefined
    for await (const event of client.stream(next.type, next.params, signal)) {
      yield event
      call = pendingCall(event) ?? call
    }
    next = undefined
    if (!call) return
    const result = await callClientTool(call, host)
    if (signal.aborted) return
    // The server does not send the completed call, so it is completed here.
    yield { type: 'thread.item.replaced', item: { ...call, status: 'completed', output: result } }
    next = { type: 'threads.add_client_tool_output', params: { thread_id: call.thread_id, result } }
  }
}

/** Calls a tool of the page. Without one, or when it throws, the assistant is told so: it would wait for ever. */
async function callClientTool(
  { name, arguments: params }: ClientToolCallItem,
  { options: { onClientTool }, emit }: ViewHost,
): Promise<unknown> {
  try {
    if (!onClientTool) throw new Error(`The page has no onClientTool for ${name}.`)
    return (await onClientTool({ name, params })) ?? null
  } catch (thrown) {
    const error = toError(thrown)
    emit('chatkit.error', { error })
    return { error: error.message }
  }
}

function pendingCall(event: ThreadStreamEvent): ClientToolCallItem | undefined {
  if (event.type !== 'thread.item.done' || event.item.type !== 'client_tool_call') return undefined
  return event.item.status === 'pending' ? event.item : undefined
}
