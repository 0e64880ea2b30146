import { createId } from '../chatkit/ids.ts'
import type { ThreadStreamEvent, Workflow, WorkflowItem, WorkflowTask } from '../chatkit/wire.ts'

/**
 * What the assistant does before it answers, as a workflow that the visitor can open: its thoughts and its
 * tools. Told only when there is something to tell, and closed before anything else is said.
 */
export class Work {
  readonly #threadId: string
  readonly #now: () => Date
  #item: WorkflowItem | undefined
  #startedAt = 0
  #thinking = -1

  constructor(threadId: string, now: () => Date) {
    this.#threadId = threadId
    this.#now = now
  }

  /** A piece of a thought. */
  *think(delta: string): Generator<ThreadStreamEvent> {
    const tasks = this.#item?.workflow.tasks ?? []
    const thought = tasks[this.#thinking]
    if (thought?.type === 'thought') {
      yield* this.#update(this.#thinking, { ...thought, content: thought.content + delta })
    } else {
      this.#thinking = yield* this.#add({ type: 'thought', status_indicator: 'loading', content: delta })
    }
  }

  /** A tool starts; returns its place, to be finished by. */
  *start(title: string): Generator<ThreadStreamEvent, number> {
    yield* this.#endThought()
    return yield* this.#add({ type: 'custom', status_indicator: 'loading', title })
  }

  *finish(index: number): Generator<ThreadStreamEvent> {
    const task = this.#item?.workflow.tasks[index]
    if (task) yield* this.#update(index, { ...task, status_indicator: 'complete' })
  }

  /** Folds the workflow up and says how long it took. What comes after starts another. */
  *close(): Generator<ThreadStreamEvent> {
    if (!this.#item) return
    yield* this.#endThought()
    const duration = Math.max(1, Math.round((this.#now().getTime() - this.#startedAt) / 1000))
    const { workflow } = this.#item
    yield {
      type: 'thread.item.done',
      item: { ...this.#item, workflow: { ...workflow, summary: { duration } } },
    }
    this.#item = undefined
  }

  *#endThought(): Generator<ThreadStreamEvent> {
    const thought = this.#item?.workflow.tasks[this.#thinking]
    if (thought) yield* this.#update(this.#thinking, { ...thought, status_indicator: 'complete' })
    this.#thinking = -1
  }

  *#add(task: WorkflowTask): Generator<ThreadStreamEvent, number> {
    if (!this.#item) {
      const now = this.#now()
      this.#startedAt = now.getTime()
      const workflow: Workflow = {
        type: task.type === 'thought' ? 'reasoning' : 'custom',
        tasks: [task],
        expanded: false,
      }
      this.#item = {
        id: createId('wf'),
        thread_id: this.#threadId,
        created_at: now.toISOString(),
        type: 'workflow',
        workflow,
      }
      yield { type: 'thread.item.added', item: structuredClone(this.#item) }
      return 0
    }
    const { tasks } = this.#item.workflow
    const task_index = tasks.push(task) - 1
    const update = { type: 'workflow.task.added', task_index, task } as const
    yield { type: 'thread.item.updated', item_id: this.#item.id, update }
    return task_index
  }

  *#update(task_index: number, task: WorkflowTask): Generator<ThreadStreamEvent> {
    if (!this.#item) return
    this.#item.workflow.tasks[task_index] = task
    const update = { type: 'workflow.task.updated', task_index, task } as const
    yield { type: 'thread.item.updated', item_id: this.#item.id, update }
  }
}
