import { createId } from '../chatkit/ids.ts'
import type { Respond } from '../chatkit/hooks.ts'
import type { ThreadItem, ThreadStreamEvent } from '../chatkit/wire.ts'
import type { Command, Target } from './commands/command.ts'
import { matchTasks } from './commands/match-tasks.ts'
import { parseChoice } from './commands/parse-choice.ts'
import { parseCommand } from './commands/parse-command.ts'
import { nameThread, startReply, tasksChanged, textOf } from './reply.ts'
import * as say from './sentences.ts'
import type { TaskStore } from './store.ts'
import { hasStatus, type Task } from './task.ts'
import { taskTools } from './tools.ts'

/** A tool that needs a task, with what else it needs. */
type Action =
  | { tool: 'complete_task'; completed: boolean }
  | { tool: 'delete_task' }
  | { tool: 'update_task'; title?: string; description?: string }

/** What is remembered for the next message; kept in the thread as a hidden item. */
interface Memory {
  /** The tasks spoken of last: what "it" means. */
  about: number[]
  /** A question that was asked: which of these tasks, or whether to go on with them. */
  asked?: { action: Action; ids: number[]; kind: 'which' | 'sure' }
}

interface Answer {
  text: string
  memory?: Memory
}
type Steps<T = Answer> = AsyncGenerator<ThreadStreamEvent, T>

/**
 * The assistant that needs no model: plain sentences, the same tools, the same stream. It says what it is and
 * how to get the full one whenever it does not understand.
 */
export function builtInAssistant(store: TaskStore): Respond {
  return async function* respond(thread, message, { userId, now, history }) {
    if (message) nameThread(thread, message)
    const text = message ? textOf(message) : ''
    const memory = recall(await history())
    const turn = new PlainTurn(store, userId, now, memory)
    const { text: answer, memory: next } = yield* turn.answer(text)
    const reply = startReply(thread.id, now())
    yield* reply.open()
    for (const word of answer.match(/\s*\S+/g) ?? []) yield reply.say(word)
    yield* reply.close()
    if (next) yield remember(thread.id, next, now())
  }
}

class PlainTurn {
  #tools: ReturnType<typeof taskTools>
  #store: TaskStore
  #userId: string
  #memory: Memory | undefined

  constructor(store: TaskStore, userId: string, now: () => Date, memory: Memory | undefined) {
    this.#tools = taskTools(store, userId, now)
    this.#store = store
    this.#userId = userId
    this.#memory = memory
  }

  async *answer(text: string): Steps {
    const command = parseCommand(text)
    const asked = this.#memory?.asked
    if (asked) {
      const settled = yield* this.#settle(asked, text, command)
      if (settled) return settled
    }
    switch (command?.tool) {
      case 'add_task':
        return yield* this.#add(command)
      case 'list_tasks': {
        const tasks = await this.#list(command.status)
        return {
          text: say.list(tasks, command.status),
          memory: { about: tasks.length === 1 ? ids(tasks) : [] },
        }
      }
      case 'complete_task':
      case 'delete_task':
      case 'update_task': {
        const { target, ...action } = command
        return yield* this.#find(action, target)
      }
      case 'incomplete':
        return { text: say.incomplete(command.intent) }
      case 'help':
        return { text: say.HELP }
      case 'thanks':
        return { text: say.WELCOME }
      case 'yes':
      case 'no':
        return { text: say.NOTHING_ASKED }
      default:
        return { text: say.NOT_UNDERSTOOD }
    }
  }

  /** The answer to a question, or nothing when the visitor went on to something else. */
  async *#settle(
    { action, ids: offered, kind }: NonNullable<Memory['asked']>,
    text: string,
    command: Command | undefined,
  ): Steps<Answer | undefined> {
    const tasks = (await this.#list('all')).filter(({ id }) => offered.includes(id))
    if (command?.tool === 'no') return { text: say.LEFT_ALONE }
    if (kind === 'sure') return command?.tool === 'yes' ? yield* this.#run(action, tasks) : undefined
    const chosen = parseChoice(text, tasks)
    return chosen?.length ? yield* this.#run(action, among(tasks, chosen)) : undefined
  }

  async *#add({ titles, description }: Extract<Command, { tool: 'add_task' }>): Steps {
    const added: Task[] = []
    for (const title of titles) {
      const outcome = await this.#call('add_task', { title, ...(description ? { description } : {}) })
      if (!outcome.ok) return { text: say.refused(outcome.error) }
      if (outcome.task) added.push(outcome.task)
      yield tasksChanged()
    }
    return { text: say.added(added), memory: { about: ids(added) } }
  }

  /** Acts on the task that is meant; asks when several could be, and before several are deleted. */
  async *#find(action: Action, target: Target): Steps {
    const all = await this.#list('all')
    const found = this.#resolve(target, all, action)
    if (found.length === 0) return { text: say.notFound(target, all) }
    const ask = (kind: 'which' | 'sure', text: string) => ({
      text,
      memory: { about: [], asked: { action, ids: ids(found), kind } },
    })
    if (found.length > 1 && 'name' in target) return ask('which', say.which(action.tool, target.name, found))
    if (found.length > 1 && action.tool === 'delete_task') return ask('sure', say.sure(found))
    if (found.length > 1 && action.tool === 'update_task')
      return ask('which', say.which(action.tool, '', found))
    const answer = yield* this.#run(action, found)
    const missing = 'ids' in target ? target.ids.filter((id) => !ids(found).includes(id)) : []
    return missing.length > 0 ? { ...answer, text: `${answer.text} ${say.missing(missing)}` } : answer
  }

  #resolve(target: Target, all: Task[], action: Action): Task[] {
    if ('ids' in target) return among(all, target.ids)
    if ('last' in target) return among(all, this.#memory?.about ?? [])
    if ('every' in target) {
      // "Complete everything" leaves alone what was completed before.
      if (target.every === 'all' && action.tool === 'complete_task')
        return all.filter((task) => task.completed !== action.completed)
      return all.filter((task) => hasStatus(task, target.every))
    }
    const named = matchTasks(target.name, all)
    if (action.tool !== 'complete_task' || named.length < 2) return named
    // "Finish the report" means the one that is still to be done.
    const open = named.filter((task) => task.completed !== action.completed)
    return open.length > 0 ? open : named
  }

  async *#run(action: Action, tasks: Task[]): Steps {
    const { tool, ...args } = action
    const changed: Task[] = []
    for (const { id } of tasks) {
      const outcome = await this.#call(tool, { task_id: id, ...args })
      if (!outcome.ok) return { text: say.refused(outcome.error) }
      if (outcome.task) changed.push(outcome.task)
      yield tasksChanged()
    }
    const left = await this.#list('pending')
    const text = say.done(action, changed, left.length)
    return { text, memory: { about: tool === 'delete_task' ? [] : ids(changed) } }
  }

  async #call(name: string, args: unknown) {
    const tool = this.#tools.find((candidate) => candidate.name === name)
    return tool ? tool.run(args) : { ok: false as const, error: `There is no tool ${name}.` }
  }

  async #list(status: 'all' | 'pending' | 'completed'): Promise<Task[]> {
    return this.#store.listTasks(this.#userId, status)
  }
}

const ids = (tasks: Task[]) => tasks.map(({ id }) => id)

/** The tasks with these numbers, in the order of the numbers. */
const among = (tasks: Task[], wanted: number[]): Task[] =>
  wanted.flatMap((id) => tasks.filter((task) => task.id === id))

const remember = (threadId: string, memory: Memory, now: Date): ThreadStreamEvent => ({
  type: 'thread.item.done',
  item: {
    id: createId('msg'),
    thread_id: threadId,
    created_at: now.toISOString(),
    type: 'hidden_context_item',
    content: { built_in_assistant: memory },
  },
})

/** What was kept by the turn before this one; nothing older, a question is only open until the next message. */
function recall(items: ThreadItem[]): Memory | undefined {
  const last = items.filter(({ type }) => type !== 'user_message').at(-1)
  if (last?.type !== 'hidden_context_item') return undefined
  return (last.content as { built_in_assistant?: Memory } | null)?.built_in_assistant
}
