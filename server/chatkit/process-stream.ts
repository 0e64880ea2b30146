import { ChatError } from '../errors.ts'
import { completeCall, findPendingCall } from './client-tools.ts'
import { createId } from './ids.ts'
import type { Caller, ChatKitOptions } from './options.ts'
import type { ChatKitRequest, Params, StreamedType, UserMessageInput } from './protocol.ts'
import type { TurnChanges } from './store.ts'
import { answerQuestions, requirePending } from './structured-input.ts'
import { found, requireWritable } from './threads.ts'
import type { Opening } from './turn.ts'
import { senderOf } from './turn-context.ts'
import { keyOf } from './turn-lease.ts'
import { type Attempt, created, PostedAgain, type Start, TurnRunner } from './turn-runner.ts'
import { checkInput, createUserMessage } from './user-message.ts'
import type { ThreadMetadata, UserMessageItem } from './wire.ts'

type StreamedRequest = Extract<ChatKitRequest, { type: StreamedType }>

/** Checks a streaming request, takes its thread for a turn, and returns the events to be streamed. */
export async function processStream(
  request: StreamedRequest,
  caller: Caller,
  options: ChatKitOptions,
): Promise<Start> {
  const runner = new TurnRunner(caller, options, await keyOf(request))
  for (;;) {
    try {
      return await begin(request, runner)
    } catch (error) {
      if (!(error instanceof PostedAgain)) throw error
    }
  }
}

function begin(request: StreamedRequest, runner: TurnRunner): Promise<Start> {
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
  if (again) return resumeThread(again, input, runner)
  const thread = newThread(createId('thr'), caller)
  const attachments = await checkInput(caller.userId, input, options)
  const { message, changes } = createUserMessage(thread.id, createId('msg'), input, attachments, caller.now())
  const attempt = await runner.take(thread.id, message.id, { first: { newThread: thread, ...changes } })
  return runner.stream(attempt, async () => tellThread(attempt, thread, message, runner))
}

/** Goes on where an earlier attempt was left. */
function resumeThread(attempt: Attempt, input: UserMessageInput, runner: TurnRunner): Start {
  const { caller, options } = runner
  const { threadId } = attempt.lease.record
  return runner.stream(attempt, async () => {
    const kept = await options.store.loadThread(caller.userId, threadId)
    const thread = kept ?? newThread(threadId, caller)
    const message = await keepMessage(attempt, input, runner, { newThread: thread })
    return tellThread(attempt, thread, message, runner)
  })
}

async function tellThread(
  attempt: Attempt,
  thread: ThreadMetadata,
  message: UserMessageItem,
  runner: TurnRunner,
): Promise<Opening> {
  const first = [created(thread), await runner.tell(message)]
  return { first, ...(await runner.answer(attempt, thread, message)) }
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
  return runner.stream(attempt, async () => {
    // Loaded when the thread is held: the turn before may have changed it.
    const thread = await requireWritable(options.store, caller.userId, thread_id)
    const message = await keepMessage(attempt, input, runner)
    const first = [await runner.tell(message)]
    return { first, ...(await runner.answer(attempt, thread, message)) }
  })
}

/** The message as an earlier attempt has kept it; kept now when there was none, or it did not come that far. */
async function keepMessage(
  { lease, earlier }: Attempt,
  input: UserMessageInput,
  { caller, options }: TurnRunner,
  more: TurnChanges = {},
): Promise<UserMessageItem> {
  const { threadId, itemId } = lease.record
  const kept = earlier && (await options.store.loadItem(caller.userId, threadId, itemId))
  if (kept?.type === 'user_message') return kept
  const attachments = await checkInput(caller.userId, input, options)
  const { message, changes } = createUserMessage(threadId, itemId, input, attachments, caller.now())
  await lease.write({ ...changes, ...more })
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
  return runner.stream(attempt, async () => {
    const thread = await requireWritable(store, userId, thread_id)
    const call = found(await store.loadItem(userId, thread_id, itemId), itemId)
    const isCompleted = call.type === 'client_tool_call' && call.status === 'completed'
    if (!attempt.earlier || !isCompleted) {
      await attempt.lease.write(await completeCall(store, userId, thread_id, result))
    }
    return runner.answer(attempt, thread, null)
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
  return runner.stream(attempt, async () => {
    const thread = await requireWritable(store, userId, thread_id)
    const kept = found(await store.loadItem(userId, thread_id, item_id), item_id)
    const isAnswered = kept.type === 'structured_input' && kept.status !== 'pending'
    const item =
      again && isAnswered
        ? kept
        : answerQuestions(await requirePending(store, userId, thread_id, item_id), input)
    return runner.answer(attempt, thread, null, { type: 'thread.item.replaced', item })
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
    (await runner.takeOver()) ?? (await runner.take(thread_id, sender?.id ?? '', { cause: createId('turn') }))
  return runner.stream(attempt, async () => {
    const thread = await requireWritable(store, userId, thread_id)
    // Loaded when the thread is held: the turn before may have changed it.
    const { sender: kept } = await senderOf(store, userId, params)
    if (kept === 'not_a_widget') throw new ChatError('conflict', `"${params.item_id}" is no widget any more.`)
    return {
      thread,
      async *respond(context) {
        if (attempt.earlier?.state !== 'done') yield* respondToAction(thread, action, kept, context)
        else if (kept) yield { type: 'thread.item.replaced', item: kept }
      },
    }
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
  return runner.stream(attempt, async () => {
    const thread = await requireWritable(store, userId, thread_id)
    // An attempt that was cut may not have come that far.
    if (attempt.earlier?.state !== 'done') await attempt.lease.write({ deleteAfter: message.id })
    return runner.answer(attempt, thread, message)
  })
}
