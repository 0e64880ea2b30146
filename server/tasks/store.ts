import type { NewTask, Task, TaskChanges, TaskStatus } from './task.ts'

/** Where tasks live. Every method starts with the owner: there is no way to ask for someone else's. */
export interface TaskStore {
  /** The user's tasks, oldest first. */
  listTasks(userId: string, status: TaskStatus): Promise<Task[]>
  /** Adds a task under the user's next number. */
  addTask(userId: string, task: NewTask, now: Date): Promise<Task>
  /** The changed task, or `undefined` if this user has no such task. */
  updateTask(userId: string, id: number, changes: TaskChanges, now: Date): Promise<Task | undefined>
  /** The task that was deleted, or `undefined` if this user has no such task. */
  deleteTask(userId: string, id: number): Promise<Task | undefined>
}
