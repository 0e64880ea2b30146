import type { TurnContext } from '../chatkit/hooks.ts'
import { createId } from '../chatkit/ids.ts'
import type { ThreadStreamEvent, WidgetItem, WidgetRoot } from '../chatkit/wire.ts'
import { asText, changeCard, type Listing, listId, taskList } from './cards.ts'
import { changeKey, madeLast } from './changes.ts'
import { dueIn, dueRange } from './due-range.ts'
import { startReply, tasksChanged } from './reply.ts'
import type { TaskChange, TaskStore } from './store.ts'
import type { Task, TaskStatus } from './task.ts'
import { type MakeTools, type Tool, type ToolContext, type ToolOutcome, taskTools } from './tools.ts'
import { Work } from './work.ts'

type Events<T = void> = AsyncGenerator<ThreadStreamEvent, T>

/**
 * One turn of either assistant: runs tools where the visitor can see it, once for each request however often it
 * is posted, and shows at the end what came of it.
 */
export class TaskTurn {
  readonly tools: Tool[]
  readonly work: Work
  readonly #store: TaskStore
  readonly #threadId: string
  readonly #context: TurnContext
  readonly #toolContext: ToolContext
  readonly #showsWork: boolean
  readonly #counts = new Map<string, number>()
  readonly #keys = new Set<string>()
  #listing: Listing | undefined

  /**
   * @param hasModel Whether a model calls the tools: they are shown while they run, which is not worth it for an
   *   assistant that answers at once, and tell the list.
   * @param more The application's own tools; one of a known name takes its place.
   */
  constructor(
    store: TaskStore,
    threadId: string,
    context: TurnContext,
    hasModel: boolean,
    more: MakeTools = () => [],
  ) {
    const { userId, timeZone, locale, now } = context
    const toolContext = { userId, threadId, timeZone, locale, now: now() }
    const own = more(toolContext)
    const isReplaced = ({ name }: Tool) => own.some((tool) => tool.name === name)
    this.tools = [...taskTools(store, toolContext, hasModel).filter((tool) => !isReplaced(tool)), ...own]
    this.work = new Work(threadId, now)
    this.#showsWork = hasModel
    this.#store = store
    this.#threadId = threadId
    this.#context = context
    this.#toolContext = toolContext
  }

  /** Runs a tool, shown as a step of the work. A tool that is not there is an outcome too. */
  async *run(name: string, args: unknown): Events<ToolOutcome> {
    const tool = this.tools.find((candidate) => candidate.name === name)
    if (!tool) return { ok: false, error: `There is no tool "${name}".` }
    const named = (typeof args === 'object' && args !== null ? args : {}) as Record<string, unknown>
    const step = this.#showsWork ? yield* this.work.start(tool.title(named)) : -1
    const call = `${name}/${JSON.stringify(args)}`
    const nth = (this.#counts.get(call) ?? 0) + 1
    this.#counts.set(call, nth)
    const key = changeKey(this.#context.cause, name, args, nth)
    const outcome = await tool.run(args, key)
    yield* this.work.finish(step)
    if (outcome.ok && tool.changes) {
      this.#keys.add(key)
      yield tasksChanged()
    }
    if (outcome.ok && name === 'list_tasks') this.#listing = toListing(named)
    return outcome
  }

  /** The tasks of the list that was looked at last. */
  async listed(): Promise<Task[]> {
    if (!this.#listing) return []
    const tasks = await this.#store.listTasks(this.#context.userId, this.#listing.status)
    return dueIn(tasks, this.#listing, this.#toolContext)
  }

  /** Says something whole, word by word. */
  async *say(text: string): Events {
    yield* this.work.close()
    const reply = startReply(this.#threadId, this.#context.now())
    yield* reply.open()
    for (const word of text.match(/\s*\S+/g) ?? []) yield reply.say(word)
    yield* reply.close()
  }

  /** Shows what was changed as a card with undo; when nothing was, the list that was looked at. */
  async *show(): Events {
    yield* this.work.close()
    const changes = await this.changes()
    if (changes.length > 0) {
      const touched = changes.flatMap(({ before, after }) => after ?? before ?? [])
      yield this.#widget(changeCard(changes, this.#context), touched)
    } else if (this.#listing) {
      const tasks = await this.listed()
      if (tasks.length > 0) yield this.#widget(taskList(tasks, listId(this.#listing), this.#context), tasks)
    }
  }

  /** What this turn changed, the oldest first. */
  async changes(): Promise<TaskChange[]> {
    if (this.#keys.size === 0) return []
    const { userId, cause: request } = this.#context
    const changes = madeLast(await this.#store.listChanges(userId, this.#threadId, { request }))
    return changes.filter(({ cause, undoneBy }) => this.#keys.has(cause) && undoneBy === null)
  }

  #widget(widget: WidgetRoot, tasks: Task[]): ThreadStreamEvent {
    const item: WidgetItem = {
      id: createId('msg'),
      thread_id: this.#threadId,
      created_at: this.#context.now().toISOString(),
      type: 'widget',
      widget,
      copy_text: asText(tasks),
    }
    return { type: 'thread.item.done', item }
  }
}

/** What `list_tasks` was called with, once it has accepted that. */
const toListing = ({ status, ...range }: Record<string, unknown>): Listing => ({
  status: (status as TaskStatus | undefined) ?? 'all',
  ...dueRange.safeParse(range).data,
})
