import { ChatError } from '../errors.ts'
import type { Params } from './protocol.ts'
import type { ThreadStore } from './store.ts'
import { found } from './threads.ts'
import type { StructuredInput, StructuredInputItem } from './wire.ts'

type Submission = Params<'threads.add_structured_input'>['input']

/** The item when it is one that still waits for answers; so a second submission is refused. */
export async function requirePending(
  store: ThreadStore,
  userId: string,
  threadId: string,
  itemId: string,
): Promise<StructuredInputItem> {
  const item = found(await store.loadItem(userId, threadId, itemId), itemId)
  if (item.type !== 'structured_input') throw new ChatError('bad_request', `"${itemId}" asks no questions.`)
  if (item.status !== 'pending') throw new ChatError('conflict', 'These questions were answered before.')
  return item
}

/**
 * The item with the visitor's answers. A question that is not answered counts as skipped, a single choice keeps
 * one value, and answers to unknown questions are dropped. Values need not be among the options: a free answer
 * is allowed. Reference: `server.py: _apply_structured_input_submission`.
 */
export function answerQuestions(item: StructuredInputItem, submission: Submission): StructuredInputItem {
  return {
    ...item,
    status: submission.status,
    inputs: item.inputs.map((input) => ({ ...input, answer: answerTo(input, submission) })),
  }
}

function answerTo(
  input: StructuredInput,
  { status, answers }: Submission,
): { values: string[]; skipped: boolean } {
  const answer = Object.hasOwn(answers, input.id) ? answers[input.id] : undefined
  if (status === 'skipped' || !answer || answer.skipped || answer.values.length === 0) {
    return { values: [], skipped: true }
  }
  const isSingle = input.type === 'multiple_choice' && !input.multiple
  return { values: isSingle ? answer.values.slice(0, 1) : answer.values, skipped: false }
}
