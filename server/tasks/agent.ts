import { z } from 'zod'
import type { Respond, TurnContext } from '../chatkit/hooks.ts'
import type { InferenceOptions, ThreadItem, ThreadStreamEvent, UserMessageItem } from '../chatkit/wire.ts'
import { ChatError } from '../errors.ts'
import { readFiles } from './attached-files.ts'
import { parseCommand } from './commands/parse-command.ts'
import { instructions as defaultInstructions, type Instructions } from './instructions.ts'
import type { Model, ModelInput, ModelRequest, ModelTool, ToolCall } from './model.ts'
import { toModelInput } from './model-input.ts'
import { type NameThread, namedBy, startNaming } from './naming.ts'
import { answerOf, ask, findQuestion, isYes, offer, openQuestions, settled } from './questions.ts'
import { textOf } from './reply.ts'
import { Step } from './step.ts'
import type { TaskStore } from './store.ts'
import { TaskTurn } from './task-turn.ts'
import type { MakeTools, Tool } from './tools.ts'
import { wordsFor } from './words/words-for.ts'

/** How often the model may call tools before it must have answered. */
const MAX_STEPS = 12

type Events<T = void> = AsyncGenerator<ThreadStreamEvent, T>

/** How the model asks which of several tasks is meant; it ends the turn, so it is no tool like the others. */
const ASK_WHICH: ModelTool = {
  name: 'ask_which',
  description:
    'Asks the person which of several tasks is meant, when a name fits more than one. Ends your turn.',
  parameters: z.toJSONSchema(
    z.object({ question: z.string().max(300), task_ids: z.array(z.int().min(1)).min(2).max(20) }),
  ),
}

export interface AgentOptions {
  /** What the model is told before every turn. */
  instructions?: Instructions
  /** Tools beside those for tasks. */
  tools?: MakeTools
  /** Makes the title of a new thread. Default: the model does. */
  nameThread?: NameThread
}

/** The assistant with a model: the thread goes in, tools are run, the answer is streamed. */
export function agent(
  model: Model,
  store: TaskStore,
  { instructions = defaultInstructions, tools, nameThread = namedBy(model) }: AgentOptions = {},
): Respond {
  return async function* respond(thread, message, context) {
    const naming = startNaming(thread, message, context, nameThread)
    try {
      const turn = new TaskTurn(store, thread.id, context, true, tools)
      const items = await context.history()
      const files = message ? { [message.id]: await readFiles(message, context) } : {}
      const input = toModelInput(items, context.page, files)
      input.push(...(yield* settle(items, message, context.cause, turn)))
      const told = instructions(context)
      const chosen = chosenIn(items, message)
      const given = { model, store, threadId: thread.id, context, turn, input, instructions: told, chosen }
      yield* new ModelTurn(given).steps()
      yield* turn.show()
      await naming.finish()
    } finally {
      naming.abandon()
    }
  }
}

/** What the visitor chose: with this message, or of the model alone with the one before. */
function chosenIn(items: ThreadItem[], message: UserMessageItem | null): InferenceOptions {
  if (message) return message.inference_options
  const last = items.findLast((item) => item.type === 'user_message')
  return last?.inference_options.model ? { model: last.inference_options.model } : {}
}

/**
 * Does what the visitor just agreed to, to exactly the tasks they were shown, and tells the model. They agree where
 * they were asked, or in a message; any other message leaves the question behind.
 */
async function* settle(
  items: ThreadItem[],
  message: UserMessageItem | null,
  cause: string,
  turn: TaskTurn,
): Events<ModelInput[]> {
  const [newest, ...older] = message ? openQuestions(items) : [findQuestion(items, cause)]
  for (const left of older) if (left) yield settled(left, undefined)
  if (!newest) return []
  const words = message ? textOf(message) : answerOf(newest.item)
  const isSaid = isYes(newest, words) || parseCommand(words)?.tool === 'yes'
  const agrees = newest.question.kind === 'sure' && isSaid
  if (message) yield settled(newest, agrees ? words : undefined)
  const { ids, kind } = newest.question
  if (!agrees) {
    const declines = kind === 'sure' && !message
    return declines ? [note('The person does not want these tasks deleted. Leave them.')] : []
  }
  for (const task_id of ids) yield* turn.run('delete_task', { task_id })
  return [note(`The person agreed, and these tasks are deleted now: ${ids.join(', ')}.`)]
}

const note = (text: string): ModelInput => ({ type: 'message', role: 'developer', text })

interface ModelTurnOptions {
  model: Model
  store: TaskStore
  threadId: string
  context: TurnContext
  turn: TaskTurn
  /** What the model is given; what it does is added. */
  input: ModelInput[]
  instructions: string
  /** What the visitor chose in the composer; checked against what is offered. */
  chosen: InferenceOptions
}

class ModelTurn {
  readonly #given: ModelTurnOptions
  readonly #tools: ModelTool[]
  #deleted = 0

  constructor(given: ModelTurnOptions) {
    this.#given = given
    this.#tools = [...given.turn.tools.map(describe), ASK_WHICH]
  }

  /** Lets the model speak and call tools until it has answered, or asked. */
  async *steps(): Events {
    const { model, threadId, context, turn, input } = this.#given
    for (let step = 0; step < MAX_STEPS; step++) {
      const said = new Step(threadId, context, turn.work)
      for await (const event of model.stream(this.#request(step))) {
        // Words come by the hundreds, and each generator they pass through costs time.
        if (event.type === 'text' && said.reply) yield said.say(event.delta)
        else for (const shown of said.read(event)) yield shown
      }
      for (const shown of said.close()) yield shown
      input.push(...said.made)
      const calls = said.made.flatMap((entry) => (entry.type === 'call' ? [entry.call] : []))
      if (calls.length === 0) return
      const isAsked = yield* this.#run(calls)
      if (isAsked) return
    }
    throw new ChatError('upstream_failed', 'That took too many steps. Please ask for less at once.')
  }

  /** A tool that was chosen is called first, and then the model decides for itself. */
  #request(step: number): ModelRequest {
    const { instructions, input, context, chosen } = this.#given
    const tools = this.#tools
    const tool = step === 0 ? chosen.tool_choice?.id : undefined
    return {
      instructions,
      input: [...input],
      tools,
      userId: context.userId,
      signal: context.signal,
      ...(chosen.model ? { model: chosen.model } : {}),
      ...(tools.some(({ name }) => name === tool) && tool ? { tool } : {}),
    }
  }

  /** Runs the calls of a step. True when the visitor was asked something instead: the turn ends there. */
  async *#run(calls: ToolCall[]): Events<boolean> {
    const deletions = calls.filter(({ name }) => name === 'delete_task')
    const mustAsk = this.#deleted + deletions.length > 1
    for (const call of calls) {
      if (call.name === ASK_WHICH.name || (mustAsk && deletions.includes(call))) continue
      const outcome = yield* this.#given.turn.run(call.name, parseArguments(call.arguments))
      if (call.name === 'delete_task' && outcome.ok) this.#deleted++
      this.#answer(call, outcome)
    }
    if (mustAsk && (yield* this.#askSure(deletions))) return true
    for (const call of calls) if (call.name === ASK_WHICH.name && (yield* this.#askWhich(call))) return true
    return false
  }

  async *#askSure(deletions: ToolCall[]): Events<boolean> {
    const wanted = deletions.map((call) =>
      Number((parseArguments(call.arguments) as { task_id?: unknown })?.task_id),
    )
    const tasks = await this.#existing(wanted)
    if (tasks.length === 0) {
      for (const call of deletions) this.#answer(call, { ok: false, error: 'There are no such tasks.' })
      return false
    }
    yield* this.#given.turn.work.close()
    const words = wordsFor(this.#given.context.locale)
    const offered = tasks.map(offer).join(', ')
    const asked = tasks.length === 1 ? words.also(offered) : words.sure(offered)
    const question = { kind: 'sure' as const, ids: tasks.map(({ id }) => id) }
    yield* ask(this.#given.threadId, this.#given.context.now(), question, asked, [words.yes, words.no])
    return true
  }

  async *#askWhich(call: ToolCall): Events<boolean> {
    const { question, task_ids } = (parseArguments(call.arguments) ?? {}) as {
      question?: unknown
      task_ids?: unknown
    }
    const tasks = await this.#existing(Array.isArray(task_ids) ? task_ids.map(Number) : [])
    if (tasks.length < 2) {
      this.#answer(call, { ok: false, error: 'Name at least two tasks that are on the list.' })
      return false
    }
    yield* this.#given.turn.work.close()
    const words =
      typeof question === 'string' && question ? question : wordsFor(this.#given.context.locale).which
    const ids = tasks.map(({ id }) => id)
    yield* ask(
      this.#given.threadId,
      this.#given.context.now(),
      { kind: 'open', ids },
      words,
      tasks.map(offer),
    )
    return true
  }

  async #existing(ids: number[]) {
    const all = await this.#given.store.listTasks(this.#given.context.userId, 'all')
    return all.filter(({ id }) => ids.includes(id))
  }

  #answer(call: ToolCall, outcome: object): void {
    this.#given.input.push({ type: 'result', callId: call.id, output: JSON.stringify(outcome) })
  }
}

function parseArguments(json: string): unknown {
  try {
    return JSON.parse(json || '{}')
  } catch {
    return undefined
  }
}

const describe = ({ name, description, parameters }: Tool): ModelTool => ({
  name,
  description,
  parameters: toJsonSchema(parameters),
})

const jsonSchemas = new WeakMap<Tool['parameters'], Record<string, unknown>>()

/** Made once for each tool: it is the same in every turn. */
function toJsonSchema(parameters: Tool['parameters']): Record<string, unknown> {
  const known = jsonSchemas.get(parameters) ?? z.toJSONSchema(parameters, { io: 'input' })
  jsonSchemas.set(parameters, known)
  return known
}
