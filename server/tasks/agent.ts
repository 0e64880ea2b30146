import { z } from 'zod'
import type { Respond, TurnContext } from '../chatkit/hooks.ts'
import type { ThreadItem, ThreadStreamEvent, UserMessageItem } from '../chatkit/wire.ts'
import { ChatError } from '../errors.ts'
import { readFiles } from './attached-files.ts'
import { parseCommand } from './commands/parse-command.ts'
import { instructions as defaultInstructions, type Instructions } from './instructions.ts'
import type { Model, ModelInput, ModelTool, ToolCall } from './model.ts'
import { toModelInput } from './model-input.ts'
import { answerOf, ask, findQuestion, NO, offer, openQuestions, settled, YES } from './questions.ts'
import { nameThread, startReply, textOf } from './reply.ts'
import type { TaskStore } from './store.ts'
import { TaskTurn } from './task-turn.ts'
import type { MakeTools, Tool } from './tools.ts'

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
}

/** The assistant with a model: the thread goes in, tools are run, the answer is streamed. */
export function agent(
  model: Model,
  store: TaskStore,
  { instructions = defaultInstructions, tools }: AgentOptions = {},
): Respond {
  return async function* respond(thread, message, context) {
    if (message) nameThread(thread, message)
    const turn = new TaskTurn(store, thread.id, context, true, tools)
    const items = await context.history()
    const files = message ? { [message.id]: await readFiles(message, context) } : {}
    const input = toModelInput(items, context.page, files)
    input.push(...(yield* settle(items, message, context.cause, turn)))
    const run = new ModelTurn(model, store, thread.id, context, turn, input, instructions(context))
    yield* run.steps()
    yield* turn.show()
  }
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
  const agrees = newest.question.kind === 'sure' && (words === YES || parseCommand(words)?.tool === 'yes')
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

class ModelTurn {
  readonly #model: Model
  readonly #store: TaskStore
  readonly #threadId: string
  readonly #context: TurnContext
  readonly #turn: TaskTurn
  readonly #input: ModelInput[]
  readonly #instructions: string
  readonly #tools: ModelTool[]
  #deleted = 0

  constructor(
    model: Model,
    store: TaskStore,
    threadId: string,
    context: TurnContext,
    turn: TaskTurn,
    input: ModelInput[],
    instructions: string,
  ) {
    this.#model = model
    this.#store = store
    this.#threadId = threadId
    this.#context = context
    this.#turn = turn
    this.#input = input
    this.#instructions = instructions
    this.#tools = [...turn.tools.map(describe), ASK_WHICH]
  }

  /** Lets the model speak and call tools until it has answered, or asked. */
  async *steps(): Events {
    for (let step = 0; step < MAX_STEPS; step++) {
      const calls = yield* this.#step()
      if (calls.length === 0) return
      const isAsked = yield* this.#run(calls)
      if (isAsked) return
    }
    throw new ChatError('upstream_failed', 'That took too many steps. Please ask for less at once.')
  }

  /** One step of the model: streams its words, keeps what it did, returns the calls to be made. */
  async *#step(): Events<ToolCall[]> {
    const { userId, signal, now } = this.#context
    const tools = this.#tools
    const request = { instructions: this.#instructions, input: [...this.#input], tools, userId, signal }
    const made: ModelInput[] = []
    let reply: ReturnType<typeof startReply> | undefined
    let text = ''
    for await (const event of this.#model.stream(request)) {
      if (event.type === 'text') {
        if (!reply) {
          yield* this.#turn.work.close()
          reply = startReply(this.#threadId, now())
          yield* reply.open()
        }
        text += event.delta
        yield reply.say(event.delta)
      } else if (event.type === 'thought') {
        yield* this.#turn.work.think(event.delta)
      } else {
        // In the order in which the model made them, which some models insist on.
        made.push(event)
      }
    }
    if (reply) {
      yield* reply.close()
      made.push({ type: 'message', role: 'assistant', text })
    }
    this.#input.push(...made)
    return made.flatMap((entry) => (entry.type === 'call' ? [entry.call] : []))
  }

  /** Runs the calls of a step. True when the visitor was asked something instead: the turn ends there. */
  async *#run(calls: ToolCall[]): Events<boolean> {
    const deletions = calls.filter(({ name }) => name === 'delete_task')
    const mustAsk = this.#deleted + deletions.length > 1
    for (const call of calls) {
      if (call.name === ASK_WHICH.name || (mustAsk && deletions.includes(call))) continue
      const outcome = yield* this.#turn.run(call.name, parseArguments(call.arguments))
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
    yield* this.#turn.work.close()
    const words = `Delete ${tasks.length === 1 ? 'this task too' : `these ${tasks.length} tasks`}? ${tasks.map(offer).join(', ')}`
    const question = { kind: 'sure' as const, ids: tasks.map(({ id }) => id) }
    yield* ask(this.#threadId, this.#context.now(), question, words, [YES, NO])
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
    yield* this.#turn.work.close()
    const words = typeof question === 'string' && question ? question : 'Which one do you mean?'
    const ids = tasks.map(({ id }) => id)
    yield* ask(this.#threadId, this.#context.now(), { kind: 'open', ids }, words, tasks.map(offer))
    return true
  }

  async #existing(ids: number[]) {
    const all = await this.#store.listTasks(this.#context.userId, 'all')
    return all.filter(({ id }) => ids.includes(id))
  }

  #answer(call: ToolCall, outcome: object): void {
    this.#input.push({ type: 'result', callId: call.id, output: JSON.stringify(outcome) })
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
