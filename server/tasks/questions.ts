import { createId } from '../chatkit/ids.ts'
import type {
  HiddenContextItem,
  StructuredInputItem,
  ThreadItem,
  ThreadStreamEvent,
} from '../chatkit/wire.ts'
import type { Shift } from './shift-due.ts'
import type { Task } from './task.ts'

/** What is to be done once it is known to which tasks, or that it may be. */
export type Action =
  | { tool: 'complete_task'; completed: boolean }
  | { tool: 'delete_task' }
  | { tool: 'update_task'; title?: string; description?: string; due?: string | null }
  | { tool: 'update_task'; shift: Shift }

/** A question to the visitor, and what hangs on its answer. The tasks are named by their numbers alone. */
export interface Question {
  /** `which`: one of these tasks. `sure`: all of them, or none; the first option agrees. `open`: only the words of the answer count. */
  kind: 'which' | 'sure' | 'open'
  action?: Action
  ids: number[]
}

/** How a task is offered; the number in front says which one was chosen. */
export const offer = ({ id, title }: Task): string => `${id}: ${title}`

/** Asks, and keeps in the thread what the answer is for, where only the assistant sees it. */
export function* ask(
  threadId: string,
  now: Date,
  question: Question,
  words: string,
  options: string[],
): Generator<ThreadStreamEvent> {
  const base = { thread_id: threadId, created_at: now.toISOString() }
  const id = createId('msg')
  const memory: HiddenContextItem = {
    ...base,
    id: createId('msg'),
    type: 'hidden_context_item',
    content: { asked: { item: id, ...question } },
  }
  const item: StructuredInputItem = {
    ...base,
    id,
    type: 'structured_input',
    status: 'pending',
    inputs: [
      {
        type: 'multiple_choice',
        id: 'answer',
        question: words,
        options: options.map((value) => ({ value })),
        multiple: false,
      },
    ],
  }
  yield { type: 'thread.item.done', item: memory }
  yield { type: 'thread.item.done', item }
}

/** A question of this assistant's, as it was asked and as it stands. */
export interface AskedQuestion {
  question: Question
  item: StructuredInputItem
}

/** The question with this id: the one that a turn without a message answers. */
export function findQuestion(items: ThreadItem[], itemId: string): AskedQuestion | undefined {
  const item = items.find((one) => one.id === itemId)
  if (item?.type !== 'structured_input') return undefined
  for (const { type, ...rest } of items.toReversed()) {
    if (type !== 'hidden_context_item') continue
    const { asked } = ((rest as HiddenContextItem).content ?? {}) as { asked?: Question & { item: string } }
    if (asked?.item === item.id) return { question: asked, item }
  }
  return undefined
}

/** The questions that still wait, the newest first: a message may be an answer to the first, and ends them all. */
export const openQuestions = (items: ThreadItem[]): AskedQuestion[] =>
  items
    .filter((item) => item.type === 'structured_input' && item.status === 'pending')
    .flatMap(({ id }) => findQuestion(items, id) ?? [])
    .reverse()

/** Takes a question off the screen: answered with these words, or left behind. */
export function settled({ item }: AskedQuestion, words: string | undefined): ThreadStreamEvent {
  const answer = words === undefined ? { values: [], skipped: true } : { values: [words], skipped: false }
  const inputs = item.inputs.map((input) => ({ ...input, answer }))
  const status = words === undefined ? ('skipped' as const) : ('answered' as const)
  return { type: 'thread.item.replaced', item: { ...item, status, inputs } }
}

/** The words of the answer; empty when it was skipped. */
export const answerOf = (item: StructuredInputItem): string => item.inputs[0]?.answer?.values.join(', ') ?? ''

/** Whether the words agree to a question of the kind `sure`, in the language it was asked in: "Ja, löschen" or "ja". */
export const isYes = (asked: AskedQuestion, words: string): boolean => isOption(asked, 0, words)
/** Whether they do not. */
export const isNo = (asked: AskedQuestion, words: string): boolean => isOption(asked, 1, words)

function isOption({ question, item }: AskedQuestion, index: number, words: string): boolean {
  const [input] = item.inputs
  if (question.kind !== 'sure' || input?.type !== 'multiple_choice') return false
  const option = toPlain(input.options[index]?.value ?? '')
  const said = toPlain(words)
  return said !== '' && (said === option || said === option.split(/ ?[,،、，]/, 1)[0])
}

const toPlain = (words: string): string =>
  words
    .toLocaleLowerCase()
    .replace(/[\s.!。！…]+/gu, ' ')
    .trim()
