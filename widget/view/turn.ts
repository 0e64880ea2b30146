import type { ChatKitOptions } from '@openai/chatkit'
import type { ClientToolCallItem, ThreadStreamEvent } from '../../server/chatkit/wire.ts'
import type { Client, StreamType } from './client.ts'

/** A request that starts a turn. */
export interface TurnRequest {
  type: StreamType
  params: object
}

/**
 * Runs a turn to its end: gives the events of the request, lets the page run the tool the assistant asks for, and
 * goes on with the answer to its result.
 */
export async function* runTurn(
  client: Client,
  request: TurnRequest,
  callTool: (call: ClientToolCallItem) => Promise<unknown>,
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
    const result = await callTool(call)
    if (signal.aborted) return
    // The server does not send the completed call, so it is completed here.
    yield { type: 'thread.item.replaced', item: { ...call, status: 'completed', output: result } }
    next = { type: 'threads.add_client_tool_output', params: { thread_id: call.thread_id, result } }
  }
}

/** Calls a tool of the page. Without one, or when it throws, the assistant is told so: it would wait for ever. */
export async function callClientTool(
  { name, arguments: params }: ClientToolCallItem,
  { onClientTool }: ChatKitOptions,
  onError: (error: Error) => void,
): Promise<unknown> {
  try {
    if (!onClientTool) throw new Error(`The page has no onClientTool for ${name}.`)
    return (await onClientTool({ name, params })) ?? null
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    onError(error)
    return { error: error.message }
  }
}

function pendingCall(event: ThreadStreamEvent): ClientToolCallItem | undefined {
  if (event.type !== 'thread.item.done' || event.item.type !== 'client_tool_call') return undefined
  return event.item.status === 'pending' ? event.item : undefined
}
