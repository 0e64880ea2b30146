import type { NewTask, Task, TaskChanges, TaskStatus } from './task.ts'

/** What in a conversation makes a change. The same key changes nothing a second time. */
export interface Cause {
  /** The conversation. */
  threadId: string
  /** Unlike that of any other change of this user. Begins with the id of the request that makes it, and a slash. */
  key: string
}

/** A change that an assistant made, with the task before and after. `null`: there was none, or is none. */
export interface TaskChange {
  /** Counts up. */
  id: number
  /** The conversation that it was made in. */
  threadId: string
  /** The key of what made it. */
  cause: string
  /** The task as it was, or `null` when it was added. */
  before: Task | null
  /** The task as it became, or `null` when it was deleted. */
  after: Task | null
  /** The key of what took it back, or `null`. */
  undoneBy: string | null
}

/** Which changes of a conversation are meant: all that this does not leave out. */
export interface ChangeQuery {
  /** Those that this request made. */
  request?: string
  /** The one with this number. */
  id?: number
  /** Those that nothing has taken back, and those that this cause has. */
  undoableBy?: string
  /** The newest so many. */
  limit?: number
}

/**
 * Where tasks live. Every method starts with the owner: there is no way to ask for someone else's.
 * A change with a `cause` is kept beside the task: it can be undone, and asked for again it answers what it
 * answered the first time, as long as that is still so.
 */
export interface TaskStore {
  /** The user's tasks, oldest first. */
  listTasks(userId: string, status: TaskStatus): Promise<Task[]>
  /**
   * Adds a task under the user's next number.
   * @throws ChatError `conflict` when the user has 1,000 tasks.
   */
  addTask(userId: string, task: NewTask, now: Date, cause?: Cause): Promise<Task>
  /** The changed task, or `undefined` if this user has no such task. */
  updateTask(
    userId: string,
    id: number,
    changes: TaskChanges,
    now: Date,
    cause?: Cause,
  ): Promise<Task | undefined>
  /** The task that was deleted, or `undefined` if this user has no such task. */
  deleteTask(userId: string, id: number, cause?: Cause): Promise<Task | undefined>
  /** What was changed in a conversation, the newest first. */
  listChanges(userId: string, threadId: string, query?: ChangeQuery): Promise<TaskChange[]>
  /**
   * Takes changes back, the newest first, and leaves the fields that were changed since as they are. Returns those that this cause has
   * taken back, now or earlier; what something else had undone, or is unknown, is left out.
   */
  undoChanges(userId: string, changeIds: number[], cause: string): Promise<TaskChange[]>
}
