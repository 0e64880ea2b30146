import { ChatError } from '../errors.ts'
import { completeCall, findPendingCall } from './client-tools.ts'
import { createId } from './ids.ts'
import type { Caller, ChatKitOptions } from './process.ts'
import type { ChatKitRequest, Params, StreamedType, UserMessageInput } from './protocol.ts'
import { answerQuestions, requirePending } from './structured-input.ts'
import { found, requireWritable } from './threads.ts'
import { senderOf } from './turn-context.ts'
import { hashRequest } from './turn-lease.ts'
import { created, type Start, TurnRunner } from './turn-runner.ts'
import { checkInput, createUserMessage } from './user-message.ts'
import type { ThreadMetadata, UserMessageItem } from './wire.ts'

type StreamedRequest = Extract<ChatKitRequest, { type: StreamedType }>

/** Checks a streaming request, takes its thread for a turn, and returns the events to be streamed. */
export async function processStream(
  request: StreamedRequest,
  caller: Caller,
  options: ChatKitOptions,
): Promise<Start> {
  const runner = new TurnRunner(caller, options, await hashRequest(request))
  switch (request.type) {
    case 'threads.create':
      return createThread(request.params, runner)
    case 'threads.add_user_message':
      return addUserMessage(request.params, runner)
    case 'threads.add_client_tool_output':
      return addClientToolOutput(request.params, runner)
    case 'threads.add_structured_input':
      return addStructuredInput(request.params, runner)
    case 'threads.custom_action':
      return customAction(request.params, runner)
    case 'threads.retry_after_item':
      return retry(request.params, runner)
  }
}

async function createThread({ input }: Params<'threads.create'>, runner: TurnRunner): Promise<Start> {
  const { caller, options } = runner
  const again = await runner.takeOver()
  if (!again) await checkInput(caller.userId, input, options)
  const attempt = again ?? (await runner.take(createId('thr'), createId('msg')))
  const { threadId, itemId } = attempt.lease.record
  return runner.stream(attempt, async (signal) => {
    const thread = (await options.store.loadThread(caller.userId, threadId)) ?? newThread(threadId, caller)
    await options.store.createThread(caller.userId, thread)
    const message = await keepMessage(threadId, itemId, input, runner)
    const first = [created(thread), await runner.tell(message)]
    return { first, turn: await runner.answer(attempt, thread, message, signal) }
  })
}

const newThread = (id: string, { now }: Caller): ThreadMetadata => ({
  id,
  created_at: now().toISOString(),
  status: { type: 'active' },
  metadata: {},
})

async function addUserMessage(
  { thread_id, input }: Params<'threads.add_user_message'>,
  runner: TurnRunner,
): Promise<Start> {
  const { caller, options } = runner
  await requireWritable(options.store, caller.userId, thread_id)
  const again = await runner.takeOver()
  if (!again) await checkInput(caller.userId, input, options)
  const attempt = again ?? (await runner.take(thread_id, createId('msg')))
  return runner.stream(attempt, async (signal) => {
    // Loaded when the thread is held: the turn before may have changed it.
    const thread = await requireWritable(options.store, caller.userId, thread_id)
    const message = await keepMessage(thread_id, attempt.lease.record.itemId, input, runner)
    const first = [await runner.tell(message)]
    return { first, turn: await runner.answer(attempt, thread, message, signal) }
  })
}

/** The message as an earlier attempt has kept it; kept now when there was none, or it did not come that far. */
async function keepMessage(
  threadId: string,
  itemId: string,
  input: UserMessageInput,
  { caller, options }: TurnRunner,
): Promise<UserMessageItem> {
  const kept = await options.store.loadItem(caller.userId, threadId, itemId)
  if (kept?.type === 'user_message') return kept
  const message = await createUserMessage(threadId, itemId, input, caller, options)
  await options.store.saveItem(caller.userId, threadId, message)
  return message
}

/** The completed call is not sent again; the responder finds its output in the items. */
async function addClientToolOutput(
  { thread_id, result }: Params<'threads.add_client_tool_output'>,
  runner: TurnRunner,
): Promise<Start> {
  const { store } = runner.options
  const { userId } = runner.caller
  await requireWritable(store, userId, thread_id)
  const attempt =
    (await runner.takeOver()) ??
    (await runner.take(thread_id, (await findPendingCall(store, userId, thread_id)).call.id))
  const { itemId } = attempt.lease.record
  return runner.stream(attempt, async (signal) => {
    const thread = await requireWritable(store, userId, thread_id)
    const call = found(await store.loadItem(userId, thread_id, itemId), itemId)
    const isCompleted = call.type === 'client_tool_call' && call.status === 'completed'
    if (!attempt.earlier || !isCompleted) await completeCall(store, userId, thread_id, result)
    return { turn: await runner.answer(attempt, thread, null, signal) }
  })
}

async function addStructuredInput(
  { thread_id, item_id, input }: Params<'threads.add_structured_input'>,
  runner: TurnRunner,
): Promise<Start> {
  const { store } = runner.options
  const { userId } = runner.caller
  await requireWritable(store, userId, thread_id)
  const again = await runner.takeOver()
  if (!again) await requirePending(store, userId, thread_id, item_id)
  const attempt = again ?? (await runner.take(thread_id, item_id))
  return runner.stream(attempt, async (signal) => {
    const thread = await requireWritable(store, userId, thread_id)
    const kept = found(await store.loadItem(userId, thread_id, item_id), item_id)
    const isAnswered = kept.type === 'structured_input' && kept.status !== 'pending'
    const item =
      again && isAnswered
        ? kept
        : answerQuestions(await requirePending(store, userId, thread_id, item_id), input)
    return {
      turn: await runner.answer(attempt, thread, null, signal, { type: 'thread.item.replaced', item }),
    }
  })
}

async function customAction(params: Params<'threads.custom_action'>, runner: TurnRunner): Promise<Start> {
  const { respondToAction, store } = runner.options
  if (!respondToAction)
    throw new ChatError('not_implemented', 'This server is not set up for actions of widgets.')
  const { userId } = runner.caller
  const { thread_id, action } = params
  await requireWritable(store, userId, thread_id)
  const { sender } = await senderOf(store, userId, params)
  if (sender === 'not_a_widget') {
    return async function* () {
      yield { type: 'error', code: 'stream.error', allow_retry: false }
    }
  }
  // A button may be pressed twice; only a request that is posted again has the same cause.
  const attempt =
    (await runner.takeOver()) ?? (await runner.take(thread_id, sender?.id ?? '', createId('turn')))
  return runner.stream(attempt, async (signal) => {
    const thread = await requireWritable(store, userId, thread_id)
    // Loaded when the thread is held: the turn before may have changed it.
    const { sender: kept } = await senderOf(store, userId, params)
    if (kept === 'not_a_widget') throw new ChatError('conflict', `"${params.item_id}" is no widget any more.`)
    const turn = runner.run(thread, attempt.lease.record.cause, signal, async function* (context) {
      if (attempt.earlier?.state !== 'done') yield* respondToAction(thread, action, kept, context)
      else if (kept) yield { type: 'thread.item.replaced', item: kept }
    })
    return { turn }
  })
}

async function retry(
  { thread_id, item_id }: Params<'threads.retry_after_item'>,
  runner: TurnRunner,
): Promise<Start> {
  const { store } = runner.options
  const { userId } = runner.caller
  await requireWritable(store, userId, thread_id)
  const message = found(await store.loadItem(userId, thread_id, item_id), item_id)
  if (message.type !== 'user_message') {
    throw new ChatError('bad_request', `Only a user message can be tried again, "${item_id}" is none.`)
  }
  const attempt = (await runner.takeOver()) ?? (await runner.take(thread_id, message.id))
  return runner.stream(attempt, async (signal) => {
    const thread = await requireWritable(store, userId, thread_id)
    if (!attempt.earlier) await store.deleteItemsAfter(userId, thread_id, message.id)
    return { turn: await runner.answer(attempt, thread, message, signal) }
  })
}
