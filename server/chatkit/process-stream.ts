import { ChatError } from '../errors.ts'
import { completeCall, findPendingCall } from './client-tools.ts'
import { createId } from './ids.ts'
import type { Caller, ChatKitOptions } from './process.ts'
import type { ChatKitRequest, Params, StreamedType } from './protocol.ts'
import type { ThreadStore } from './store.ts'
import { answerQuestions, requirePending } from './structured-input.ts'
import { found, requireThread } from './threads.ts'
import { senderOf } from './turn-context.ts'
import { hashRequest } from './turn-lease.ts'
import { created, type Start, TurnRunner } from './turn-runner.ts'
import { checkInput, createUserMessage } from './user-message.ts'
import type { ThreadMetadata } from './wire.ts'

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
  const resumed = await runner.resume(async function* (thread, item) {
    yield created(thread)
    if (item.type === 'user_message') yield* runner.tell(item)
  })
  if (resumed) return resumed
  await checkInput(caller.userId, input, options)
  const thread: ThreadMetadata = {
    id: createId('thr'),
    created_at: caller.now().toISOString(),
    status: { type: 'active' },
    metadata: {},
  }
  const message = await createUserMessage(thread.id, input, caller, options)
  const lease = await runner.take(thread.id, message.id)
  return runner.stream(lease, async function* (signal) {
    await options.store.createThread(caller.userId, thread)
    yield created(thread)
    await options.store.saveItem(caller.userId, thread.id, message)
    yield* runner.tell(message)
    yield* runner.answer(thread, message, message.id, signal)
  })
}

async function addUserMessage(
  { thread_id, input }: Params<'threads.add_user_message'>,
  runner: TurnRunner,
): Promise<Start> {
  const { caller, options } = runner
  await requireWritable(options.store, caller.userId, thread_id)
  const resumed = await runner.resume(async function* (_thread, item) {
    if (item.type === 'user_message') yield* runner.tell(item)
  })
  if (resumed) return resumed
  await checkInput(caller.userId, input, options)
  const message = await createUserMessage(thread_id, input, caller, options)
  const lease = await runner.take(thread_id, message.id)
  return runner.stream(lease, async function* (signal) {
    // Loaded when the thread is held: the turn before may have changed it.
    const thread = await requireThread(options.store, caller.userId, thread_id)
    await options.store.saveItem(caller.userId, thread_id, message)
    yield* runner.tell(message)
    yield* runner.answer(thread, message, message.id, signal)
  })
}

/** The completed call is not sent again; the responder finds its output in the items. */
async function addClientToolOutput(
  { thread_id, result }: Params<'threads.add_client_tool_output'>,
  runner: TurnRunner,
): Promise<Start> {
  const { store } = runner.options
  const { userId } = runner.caller
  await requireWritable(store, userId, thread_id)
  const resumed = await runner.resume(async function* () {})
  if (resumed) return resumed
  const { call } = await findPendingCall(store, userId, thread_id)
  const lease = await runner.take(thread_id, call.id)
  return runner.stream(lease, async function* (signal) {
    const thread = await requireThread(store, userId, thread_id)
    await completeCall(store, userId, thread_id, result)
    yield* runner.answer(thread, null, call.id, signal)
  })
}

async function addStructuredInput(
  { thread_id, item_id, input }: Params<'threads.add_structured_input'>,
  runner: TurnRunner,
): Promise<Start> {
  const { store } = runner.options
  const { userId } = runner.caller
  await requireWritable(store, userId, thread_id)
  const resumed = await runner.resume(async function* (_thread, item) {
    yield { type: 'thread.item.replaced', item }
  })
  if (resumed) return resumed
  await requirePending(store, userId, thread_id, item_id)
  const lease = await runner.take(thread_id, item_id)
  return runner.stream(lease, async function* (signal) {
    const thread = await requireThread(store, userId, thread_id)
    const item = answerQuestions(await requirePending(store, userId, thread_id, item_id), input)
    yield* runner.answer(thread, null, item_id, signal, { type: 'thread.item.replaced', item })
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
  const earlier = await runner.earlierAttempt()
  const lease = await runner.take(thread_id, sender?.id ?? '')
  // A button may be pressed twice; only a request that was cut is the same one again.
  const cause = earlier?.id ?? lease.record.id
  return runner.stream(lease, async function* (signal) {
    const thread = await requireThread(store, userId, thread_id)
    yield* runner.run(thread, cause, signal, (context) => respondToAction(thread, action, sender, context))
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
  const lease = await runner.take(thread_id, message.id)
  return runner.stream(lease, async function* (signal) {
    const thread = await requireThread(store, userId, thread_id)
    await store.deleteItemsAfter(userId, thread_id, message.id)
    yield* runner.answer(thread, message, message.id, signal)
  })
}

/** The reference draws locked and closed threads and takes what is written to them; here they take no more. */
async function requireWritable(store: ThreadStore, userId: string, threadId: string): Promise<void> {
  const { status } = await requireThread(store, userId, threadId)
  if (status.type === 'active') return
  const why = status.reason ? `: ${status.reason}` : ''
  throw new ChatError('conflict', `This conversation is ${status.type}${why}.`)
}
