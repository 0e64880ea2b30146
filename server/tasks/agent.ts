import { z } from 'zod'
import type { Respond, TurnContext } from '../chatkit/hooks.ts'
import type { ThreadItem, ThreadStreamEvent } from '../chatkit/wire.ts'
import { ChatError } from '../errors.ts'
import { instructions } from './instructions.ts'
import type { Model, ModelInput, ModelTool, ToolCall } from './model.ts'
import { nameThread, startReply, tasksChanged, textOf } from './reply.ts'
import type { TaskStore } from './store.ts'
import { type Tool, taskTools } from './tools.ts'

/** How often the model may call tools before it must have answered. */
const MAX_STEPS = 12

/** The assistant with a model: the thread goes in, tools are run, the answer is streamed. */
export function agent(model: Model, store: TaskStore): Respond {
  return async function* respond(thread, message, context) {
    if (message) nameThread(thread, message)
    const tools = taskTools(store, context.userId, context.now)
    const input = toModelInput(await context.history())
    for (let step = 0; step < MAX_STEPS; step++) {
      const calls = yield* runStep(model, thread.id, input, tools, context)
      if (calls.length === 0) return
      for (const call of calls) {
        const { output, changed } = await runTool(tools, call)
        input.push({ type: 'result', callId: call.id, output })
        if (changed) yield tasksChanged()
      }
    }
    throw new ChatError('upstream_failed', 'That took too many steps. Please ask for less at once.')
  }
}

/** One step of the model: streams its words, adds what it did to the input, returns the calls to be made. */
async function* runStep(
  model: Model,
  threadId: string,
  input: ModelInput[],
  tools: Tool[],
  { locale, userId, signal, now }: TurnContext,
): AsyncGenerator<ThreadStreamEvent, ToolCall[]> {
  const calls: ToolCall[] = []
  let reply: ReturnType<typeof startReply> | undefined
  let text = ''
  // Steps are kept in the order in which the model made them, which some models insist on.
  const made: ModelInput[] = []
  const request = { instructions: instructions(locale, now()), input: [...input], tools: tools.map(describe) }
  for await (const event of model.stream({ ...request, userId, signal })) {
    if (event.type === 'text') {
      if (!reply) {
        reply = startReply(threadId, now())
        yield* reply.open()
      }
      text += event.delta
      yield reply.say(event.delta)
    } else {
      made.push(event)
      if (event.type === 'call') calls.push(event.call)
    }
  }
  if (reply) {
    yield* reply.close()
    made.push({ type: 'message', role: 'assistant', text })
  }
  input.push(...made)
  return calls
}

async function runTool(tools: Tool[], call: ToolCall): Promise<{ output: string; changed: boolean }> {
  const tool = tools.find(({ name }) => name === call.name)
  const outcome = tool
    ? await tool.run(parseArguments(call.arguments))
    : { ok: false, error: `There is no tool "${call.name}".` }
  return { output: JSON.stringify(outcome), changed: outcome.ok && tool?.changes === true }
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
  parameters: z.toJSONSchema(parameters, { io: 'input' }),
})

/** What was said so far, for the model. Tasks are not retold: the list in the database is the truth. */
export function toModelInput(items: ThreadItem[]): ModelInput[] {
  return items.flatMap((item): ModelInput[] => {
    switch (item.type) {
      case 'user_message': {
        const quoted = item.quoted_text ? `> ${item.quoted_text.replaceAll('\n', '\n> ')}\n\n` : ''
        return [{ type: 'message', role: 'user', text: quoted + textOf(item) }]
      }
      case 'assistant_message': {
        const text = item.content.map((part) => part.text).join('')
        return text ? [{ type: 'message', role: 'assistant', text }] : []
      }
      case 'hidden_context_item':
      case 'sdk_hidden_context': {
        const text = typeof item.content === 'string' ? item.content : JSON.stringify(item.content)
        return [{ type: 'message', role: 'developer', text }]
      }
      default:
        return []
    }
  })
}
