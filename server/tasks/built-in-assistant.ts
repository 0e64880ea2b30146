import type { Respond, TurnContext } from '../chatkit/hooks.ts'
import { createId } from '../chatkit/ids.ts'
import type { ThreadItem, ThreadStreamEvent } from '../chatkit/wire.ts'
import type { Command, Target } from './commands/command.ts'
import { matchTasks } from './commands/match-tasks.ts'
import { parseChoice } from './commands/parse-choice.ts'
import { parseCommand } from './commands/parse-command.ts'
import { findDue } from './due.ts'
import { type NameThread, startNaming } from './naming.ts'
import {
  type Action,
  type AskedQuestion,
  answerOf,
  ask,
  findQuestion,
  isNo,
  isYes,
  offer,
  openQuestions,
  settled,
} from './questions.ts'
import { textOf } from './reply.ts'
import { type Sentences, sentences } from './sentences.ts'
import type { TaskStore } from './store.ts'
import { hasStatus, type Task } from './task.ts'
import { TaskTurn } from './task-turn.ts'

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
  /** The tasks spoken of, for the next message: what "it" will mean. */
  #about: number[] = []

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
    const command = parseCommand(text)
    const [newest, ...older] = openQuestions(this.#items)
    for (const question of older) yield settled(question, undefined)
    if (newest && (yield* this.#settle(newest, text, command))) return
    if (hasAttachments && !command) yield* this.#turn.say(this.#say.noFiles)
    else yield* this.#do(command)
  }

  /** Goes on after a question was answered where it was asked. */
  async *answered(): Events {
    const found = findQuestion(this.#items, this.#context.cause)
    if (!found) return
    const answer = answerOf(found.item)
    const command = parseCommand(answer)
    const chosen = await this.#chosen(found, answer, command)
    if (chosen?.length) yield* this.#act(found.question.action, chosen)
    else
      yield* this.#turn.say(
        answer && !isNo(found.item, answer) && command?.tool !== 'no'
          ? this.#say.notAmong
          : this.#say.leftAlone,
      )
  }

  /** Keeps what was spoken of in the thread, where only this assistant sees it. */
  async *remember(): Events {
    if (this.#about.length === 0) return
    yield {
      type: 'thread.item.done',
      item: {
        id: createId('msg'),
        thread_id: this.#threadId,
        created_at: this.#context.now().toISOString(),
        type: 'hidden_context_item',
        content: { about_tasks: this.#about },
      },
    }
  }

  async *#do(command: Command): Events {
    switch (command?.tool) {
      case 'add_task':
        return yield* this.#add(command)
      case 'list_tasks': {
        yield* this.#turn.run('list_tasks', { status: command.status })
        const tasks = await this.#list(command.status)
        if (tasks.length === 1) this.#about = ids(tasks)
        return yield* this.#turn.say(this.#say.list(tasks, command.status))
      }
      case 'complete_task':
      case 'delete_task':
      case 'update_task': {
        const { target, ...action } = command
        return yield* this.#find(action, target)
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
  async *#settle(asked: AskedQuestion, text: string, command: Command): Events<boolean> {
    const declines = command?.tool === 'no' || isNo(asked.item, text)
    const chosen = declines ? [] : await this.#chosen(asked, text, command)
    const isAnswer = declines || chosen !== undefined
    yield settled(asked, isAnswer ? text : undefined)
    if (declines) yield* this.#turn.say(this.#say.leftAlone)
    else if (chosen) yield* this.#act(asked.question.action, chosen)
    return isAnswer
  }

  /** The tasks an answer chooses; `undefined` when it chooses none that was offered. */
  async #chosen(
    { question: { kind, ids: offered }, item }: AskedQuestion,
    text: string,
    command: Command,
  ): Promise<Task[] | undefined> {
    const tasks = among(await this.#list('all'), offered)
    if (kind === 'sure') return isYes(item, text) || command?.tool === 'yes' ? tasks : undefined
    const exact = tasks.filter((task) => offer(task) === text)
    if (exact.length > 0) return exact
    const chosen = parseChoice(text, tasks)
    return chosen?.length ? among(tasks, chosen) : undefined
  }

  async *#add({ titles, description }: Extract<Command, { tool: 'add_task' }>): Events {
    const { now, timeZone, locale } = this.#context
    const added: Task[] = []
    for (const words of titles) {
      const { title, due } = splitDue(words, { now: now(), timeZone, locale })
      const args = { title, ...(description ? { description } : {}), ...(due ? { due } : {}) }
      const outcome = yield* this.#turn.run('add_task', args)
      if (!outcome.ok) return yield* this.#turn.say(this.#say.couldNot(outcome.error))
      if (outcome.task) added.push(outcome.task)
    }
    this.#about = ids(added)
    yield* this.#turn.say(this.#say.nowAdded(added))
  }

  /** Acts on the task that is meant; asks when several could be, and before several are deleted. */
  async *#find(action: Action, said: Target): Events {
    const target = narrow(said, action)
    const all = await this.#list('all')
    const found = this.#resolve(target, all, action)
    if (found.length === 0) return yield* this.#turn.say(this.#say.notFound(target, all))
    const isSeveral = found.length > 1
    if (isSeveral && ('name' in target || action.tool === 'update_task')) {
      return yield* this.#ask('which', action, found, this.#say.whichOf('name' in target ? target.name : ''))
    }
    if (isSeveral && action.tool === 'delete_task') {
      return yield* this.#ask('sure', action, found, this.#say.sure(found.map(offer).join(', ')))
    }
    const missing = 'ids' in target ? target.ids.filter((id) => !ids(found).includes(id)) : []
    yield* this.#act(action, found, missing)
  }

  async *#ask(kind: 'which' | 'sure', action: Action, tasks: Task[], words: string): Events {
    yield* this.#turn.work.close()
    const options = kind === 'sure' ? [this.#say.yes, this.#say.no] : tasks.map(offer)
    yield* ask(this.#threadId, this.#context.now(), { kind, action, ids: ids(tasks) }, words, options)
  }

  #resolve(target: Target, all: Task[], action: Action): Task[] {
    if ('ids' in target) return among(all, target.ids)
    if ('last' in target) return among(all, recallTasks(this.#items))
    if ('every' in target) return all.filter((task) => hasStatus(task, target.every))
    const named = matchTasks(target.name, all)
    if (action.tool !== 'complete_task' || named.length < 2) return named
    // "Finish the report" means the one that is still to be done.
    const open = named.filter((task) => task.completed !== action.completed)
    return open.length > 0 ? open : named
  }

  async *#act(action: Action | undefined, tasks: Task[], missing: number[] = []): Events {
    if (!action) return
    const { tool, ...args } = action
    const changed: Task[] = []
    for (const { id } of tasks) {
      const outcome = yield* this.#turn.run(tool, { task_id: id, ...args })
      if (!outcome.ok) return yield* this.#turn.say(this.#say.couldNot(outcome.error))
      if (outcome.task) changed.push(outcome.task)
    }
    if (tool !== 'delete_task') this.#about = ids(changed)
    const left = (await this.#list('pending')).length
    const text = this.#say.acted(action, changed, left)
    yield* this.#turn.say(missing.length > 0 ? `${text} ${this.#say.missing(missing)}` : text)
  }

  async *#undo(): Events {
    const outcome = yield* this.#turn.run('undo', {})
    yield* this.#turn.say(outcome.ok ? this.#say.tookBack : this.#say.nothingToUndo)
    if (outcome.ok) yield* this.#turn.run('list_tasks', { status: 'all' })
  }

  #list(status: 'all' | 'pending' | 'completed'): Promise<Task[]> {
    return this.#store.listTasks(this.#context.userId, status)
  }
}

const ids = (tasks: Task[]) => tasks.map(({ id }) => id)

/** The tasks with these numbers, in the order of the numbers. */
const among = (tasks: Task[], wanted: number[]): Task[] =>
  wanted.flatMap((id) => tasks.filter((task) => task.id === id))

/** "Complete everything" means what is still open, and says so when nothing is. */
const narrow = (target: Target, action: Action): Target =>
  'every' in target && target.every === 'all' && action.tool === 'complete_task'
    ? { every: action.completed ? 'pending' : 'completed' }
    : target

/** The tasks of which the assistant spoke last. */
function recallTasks(items: ThreadItem[]): number[] {
  const last = items.findLast(({ type }) => type === 'hidden_context_item')
  if (last?.type !== 'hidden_context_item') return []
  const { about_tasks = [] } = (last.content ?? {}) as { about_tasks?: number[] }
  return about_tasks
}

/** A title without the words that say when it is due, when they stand at its start or end. */
function splitDue(words: string, moment: Parameters<typeof findDue>[1]): { title: string; due?: string } {
  const found = findDue(words, moment)
  if (!found) return { title: words }
  const before = words
    .slice(0, found.index)
    .replace(/[\s,]*(?:\b(?:by|on|at|for|until|due|before))?\s*$/i, '')
  const after = words.slice(found.index + found.text.length).replace(/^[\s,:.-]*(?:to\s)?/i, '')
  if (before && after) return { title: words, due: found.due }
  const title = before || after
  // Nothing but a date is a title after all.
  return title ? { title: title.charAt(0).toUpperCase() + title.slice(1), due: found.due } : { title: words }
}
