import type { Respond, TurnContext } from '../chatkit/hooks.ts'
import { createId } from '../chatkit/ids.ts'
import type { ThreadItem, ThreadStreamEvent } from '../chatkit/wire.ts'
import { type Answer, readAnswer } from './answer.ts'
import { madeLast } from './changes.ts'
import { type Command, isMany, type Target } from './commands/command.ts'
import { parseDueRange } from './commands/parse-due-range.ts'
import { parseOrders } from './commands/parse-orders.ts'
import { type Moment, parseDue } from './due.ts'
import { type NameThread, startNaming } from './naming.ts'
import {
  type Action,
  type AskedQuestion,
  answerOf,
  ask,
  findQuestion,
  offer,
  openQuestions,
  settled,
} from './questions.ts'
import { textOf } from './reply.ts'
import { type Sentences, sentences } from './sentences.ts'
import { shiftDue } from './shift-due.ts'
import type { TaskStore } from './store.ts'
import { among, findMeant, idsOf, type Memory } from './targets.ts'
import { MAX_TASKS, MAX_TITLE, type Task } from './task.ts'
import { TaskTurn } from './task-turn.ts'
import { splitDue } from './titled-due.ts'

type Events<T = void> = AsyncGenerator<ThreadStreamEvent, T>

/**
 * The assistant that needs no model: plain sentences, the same tools, the same stream. It says what it is and
 * how to get the full one whenever it does not understand.
 */
export function builtInAssistant(store: TaskStore, nameThread?: NameThread): Respond {
  return async function* respond(thread, message, context) {
    const naming = startNaming(thread, message, context, nameThread)
    try {
      const items = await context.history()
      const turn = new TaskTurn(store, thread.id, context, false)
      const plain = new PlainTurn(store, thread.id, context, turn, items)
      const text = message ? textOf(message) : ''
      yield* message ? plain.read(text, message.attachments.length > 0) : plain.answered()
      yield* turn.show()
      yield* plain.remember()
      await naming.finish()
    } finally {
      naming.abandon()
    }
  }
}

class PlainTurn {
  readonly #store: TaskStore
  readonly #threadId: string
  readonly #context: TurnContext
  readonly #turn: TaskTurn
  readonly #items: ThreadItem[]
  readonly #say: Sentences
  /** What "it" and "them" will mean in the next message. */
  #memory: Memory | undefined
  #hasMore = false
  #hasAsked = false

  constructor(store: TaskStore, threadId: string, context: TurnContext, turn: TaskTurn, items: ThreadItem[]) {
    this.#store = store
    this.#threadId = threadId
    this.#context = context
    this.#turn = turn
    this.#items = items
    this.#say = sentences(context)
  }

  /** Does what a message asks, after a question that still waits has been settled by it, or dropped. */
  async *read(text: string, hasAttachments: boolean): Events {
    const [newest, ...older] = openQuestions(this.#items)
    for (const question of older) yield settled(question, undefined)
    if (newest && (yield* this.#settle(newest, text))) return
    const orders = parseOrders(text)
    if (hasAttachments && orders.every((order) => !order)) return yield* this.#turn.say(this.#say.noFiles)
    for (const [index, order] of orders.entries()) {
      this.#hasMore = index < orders.length - 1
      yield* this.#do(order)
      if (this.#hasAsked) return
    }
  }

  /** Goes on after a question was answered where it was asked. */
  async *answered(): Events {
    const found = findQuestion(this.#items, this.#context.cause)
    if (!found) return
    const words = answerOf(found.item)
    const answer = words ? readAnswer(found, words, await this.#offered(found)) : 'no'
    if (answer) yield* this.#follow(found, answer)
    else yield* this.#turn.say(this.#say.notAmong)
  }

  /** Keeps what was spoken of in the thread, where only this assistant sees it. */
  async *remember(): Events {
    if (!this.#memory) return
    const { about, listed } = this.#memory
    yield {
      type: 'thread.item.done',
      item: {
        id: createId('msg'),
        thread_id: this.#threadId,
        created_at: this.#context.now().toISOString(),
        type: 'hidden_context_item',
        content: { about_tasks: about, ...(listed && { listed_tasks: listed }) },
      },
    }
  }

  async *#do(command: Command): Events {
    switch (command?.tool) {
      case 'add_task':
        return yield* this.#add(command)
      case 'list_tasks': {
        const due = command.due ? parseDueRange(command.due, this.#moment) : undefined
        yield* this.#turn.run('list_tasks', { status: command.status, ...due })
        const tasks = await this.#turn.listed()
        const listed = idsOf(tasks)
        this.#memory = { about: listed.length === 1 ? listed : this.#known.about, listed }
        return yield* this.#turn.say(this.#say.list(tasks, command.status, due))
      }
      case 'complete_task':
      case 'delete_task':
      case 'update_task': {
        const { target, ...action } = command
        if (!('due' in action) || action.due === null) return yield* this.#find(action, target)
        const due = parseDue(action.due, this.#moment)
        // "To storage on friday" says more than a date: hardly when all of them are due.
        const saysMore = isMany(target) && splitDue(action.due, this.#moment).due !== undefined
        if (!due || saysMore) return yield* this.#turn.say(this.#say.incomplete('update_task'))
        return yield* this.#find({ ...action, due }, target)
      }
      case 'undo':
        return yield* this.#undo()
      case 'incomplete':
        return yield* this.#turn.say(this.#say.incomplete(command.intent))
      case 'help':
        return yield* this.#turn.say(this.#say.help)
      case 'thanks':
        return yield* this.#turn.say(this.#say.welcome)
      case 'yes':
      case 'no':
        return yield* this.#turn.say(this.#say.nothingAsked)
      default:
        return yield* this.#turn.say(this.#say.notUnderstood)
    }
  }

  /** True when the words answered the question. When they did not, it is taken off the screen as skipped. */
  async *#settle(asked: AskedQuestion, text: string): Events<boolean> {
    const answer = readAnswer(asked, text, await this.#offered(asked))
    yield settled(asked, answer ? text : undefined)
    if (answer) yield* this.#follow(asked, answer)
    return answer !== undefined
  }

  async *#follow({ question: { kind, action } }: AskedQuestion, answer: Answer): Events {
    if (answer === 'no' || !action || answer.length === 0) return yield* this.#turn.say(this.#say.leftAlone)
    yield* kind === 'sure' ? this.#act(action, answer) : this.#go(action, answer)
  }

  async #offered({ question: { ids } }: AskedQuestion): Promise<Task[]> {
    return among(await this.#list('all'), ids)
  }

  async *#add({ titles, description, isQuoted }: Extract<Command, { tool: 'add_task' }>): Events {
    const wanted = titles.map((words) =>
      isQuoted ? { title: words, due: undefined } : splitDue(words, this.#moment),
    )
    if (wanted.some(({ title }) => title.length > MAX_TITLE))
      return yield* this.#turn.say(this.#say.tooLong(MAX_TITLE))
    if ((await this.#list('all')).length + wanted.length > MAX_TASKS)
      return yield* this.#turn.say(this.#say.full(MAX_TASKS.toLocaleString(this.#context.locale)))
    const added: Task[] = []
    let error: string | undefined
    for (const { title, due } of wanted) {
      const args = { title, ...(description ? { description } : {}), ...(due ? { due } : {}) }
      const outcome = yield* this.#turn.run('add_task', args)
      if (outcome.ok && outcome.task) added.push(outcome.task)
      if (!outcome.ok) error ??= outcome.error
      if (error) break
    }
    this.#memory = { about: idsOf(added) }
    if (added.length > 0 || !error) yield* this.#turn.say(this.#say.nowAdded(added))
    if (error) yield* this.#turn.say(this.#say.couldNot(error))
  }

  /** Acts on the tasks that are meant; asks when a name fits several. */
  async *#find(action: Action, said: Target): Events {
    const all = await this.#list('all')
    const { target, tasks, due } = findMeant(said, action, all, this.#known, this.#moment)
    if (tasks.length === 0) return yield* this.#turn.say(this.#say.notFound(target, all, due))
    if (tasks.length > 1 && 'name' in target)
      return yield* this.#ask('which', action, tasks, this.#say.whichOf(target.name))
    const missing = 'ids' in target ? target.ids.filter((id) => !idsOf(tasks).includes(id)) : []
    yield* this.#go(action, tasks, missing)
  }

  /** Acts on tasks; asks before several are deleted, and which one when the words of only one can be changed. */
  async *#go(action: Action, tasks: Task[], missing: number[] = []): Events {
    if (tasks.length > 1 && action.tool === 'delete_task')
      return yield* this.#ask('sure', action, tasks, this.#say.sure(tasks.map(offer).join(', ')))
    // Several may be due on the same day, but hardly read the same.
    if (tasks.length > 1 && ('title' in action || 'description' in action))
      return yield* this.#ask('which', action, tasks, this.#say.whichOf(''))
    yield* this.#act(action, tasks, missing)
  }

  async *#ask(kind: 'which' | 'sure', action: Action, tasks: Task[], words: string): Events {
    this.#hasAsked = true
    yield* this.#turn.work.close()
    // What else was ordered would be lost without a word.
    if (this.#hasMore) yield* this.#turn.say(this.#say.oneAtATime)
    const options = kind === 'sure' ? [this.#say.yes, this.#say.no] : tasks.map(offer)
    yield* ask(this.#threadId, this.#context.now(), { kind, action, ids: idsOf(tasks) }, words, options)
  }

  async *#act(action: Action, tasks: Task[], missing: number[] = []): Events {
    const { tool } = action
    const changed: Task[] = []
    let error: string | undefined
    const before = 'shift' in action ? await this.#shiftedBefore() : []
    for (const task of tasks) {
      const shifted = before.find(({ id }) => id === task.id)
      const changes = shifted ? { due: shifted.due } : changesOf(action, task, this.#moment)
      const outcome = yield* this.#turn.run(tool, { task_id: task.id, ...changes })
      if (!outcome.ok) error ??= outcome.error
      else if (outcome.task) changed.push(outcome.task)
    }
    if (tool !== 'delete_task') this.#memory = { about: idsOf(changed) }
    const left = (await this.#list('pending')).length
    const said = [
      changed.length > 0 || !error ? this.#say.acted(action, changed, left) : '',
      missing.length > 0 ? this.#say.missing(missing) : '',
      error ? this.#say.couldNot(error) : '',
    ]
    yield* this.#turn.say(said.filter(Boolean).join(' '))
  }

  /** The tasks as this request left them when it was posted before: they are not postponed once more. */
  async #shiftedBefore(): Promise<Task[]> {
    const { userId, cause: request } = this.#context
    const made = madeLast(await this.#store.listChanges(userId, this.#threadId, { request }))
    const now = new Set((await this.#turn.changes()).map(({ cause }) => cause))
    return made.flatMap(({ cause, before, after, undoneBy }) =>
      before && after && before.due !== after.due && undoneBy === null && !now.has(cause) ? [after] : [],
    )
  }

  async *#undo(): Events {
    const outcome = yield* this.#turn.run('undo', {})
    if (!outcome.ok) return yield* this.#turn.say(this.#say.nothingToUndo)
    const isEmpty = (await this.#list('all')).length === 0
    yield* this.#turn.say(isEmpty ? `${this.#say.tookBack} ${this.#say.empty}` : this.#say.tookBack)
    yield* this.#turn.run('list_tasks', { status: 'all' })
  }

  /** What was spoken of in this message, or before. */
  get #known(): Memory {
    return this.#memory ?? recall(this.#items)
  }

  get #moment(): Moment {
    const { now, timeZone, locale } = this.#context
    return { now: now(), timeZone, locale }
  }

  #list(status: 'all' | 'pending' | 'completed'): Promise<Task[]> {
    return this.#store.listTasks(this.#context.userId, status)
  }
}

/** What an action changes about a task. */
function changesOf({ tool: _, ...changes }: Action, { due }: Task, moment: Moment): Record<string, unknown> {
  return 'shift' in changes ? { due: shiftDue(due, changes.shift, moment) } : changes
}

/** The tasks of which the assistant spoke last. */
function recall(items: ThreadItem[]): Memory {
  const contents = items.map((item) => (item.type === 'hidden_context_item' ? item.content : undefined))
  const kept = contents.findLast((content) => Object.hasOwn(Object(content), 'about_tasks'))
  const { about_tasks = [], listed_tasks } = (kept ?? {}) as Record<string, number[] | undefined>
  return { about: about_tasks, listed: listed_tasks }
}
