import type { Cause, TaskChange, TaskStore } from '../tasks/store.ts'
import {
  changeTask,
  checkRoom,
  createTask,
  hasStatus,
  isAsAsked,
  revertTask,
  type Task,
} from '../tasks/task.ts'

interface Owned {
  tasks: Map<number, Task>
  lastId: number
  changes: TaskChange[]
}

export function memoryTasks(): TaskStore {
  const owners = new Map<string, Owned>()
  let lastChange = 0
  const of = (userId: string): Owned => {
    const known = owners.get(userId) ?? { tasks: new Map(), lastId: 0, changes: [] }
    owners.set(userId, known)
    return known
  }
  /**
   * The same change, made before and still so.
   * @param isStillSo Told the task that was changed, as it is now.
   */
  const earlier = (
    userId: string,
    cause: Cause | undefined,
    isStillSo: (task: Task | undefined) => boolean,
  ) => {
    const { changes, tasks } = of(userId)
    const last = cause && changes.findLast((change) => change.cause === cause.key)
    if (!last || last.undoneBy !== null) return undefined
    return isStillSo(tasks.get((last.after ?? last.before)?.id ?? 0)) ? last : undefined
  }
  const note = (userId: string, cause: Cause | undefined, before: Task | null, after: Task | null) => {
    if (!cause) return
    const { threadId, key } = cause
    of(userId).changes.push({ id: ++lastChange, threadId, cause: key, before, after, undoneBy: null })
  }

  return {
    listTasks: async (userId, status) => {
      const tasks = [...of(userId).tasks.values()].sort((a, b) => a.id - b.id)
      return structuredClone(tasks.filter((task) => hasStatus(task, status)))
    },
    async addTask(userId, task, now, cause) {
      const before = earlier(userId, cause, isThere)
      if (before?.after) return { ...before.after }
      const owned = of(userId)
      checkRoom(owned.tasks.size)
      const added = createTask(++owned.lastId, task, now)
      owned.tasks.set(added.id, added)
      note(userId, cause, null, added)
      return { ...added }
    },
    async updateTask(userId, id, changes, now, cause) {
      const before = earlier(userId, cause, (task) => isThere(task) && isAsAsked(task, changes))
      if (before) return before.after ? { ...before.after } : undefined
      const task = of(userId).tasks.get(id)
      if (!task) return undefined
      const changed = changeTask(task, changes, now)
      of(userId).tasks.set(id, changed)
      note(userId, cause, task, changed)
      return { ...changed }
    },
    async deleteTask(userId, id, cause) {
      const before = earlier(userId, cause, (task) => !isThere(task))
      if (before) return before.before ? { ...before.before } : undefined
      const task = of(userId).tasks.get(id)
      if (!task) return undefined
      of(userId).tasks.delete(id)
      note(userId, cause, task, null)
      return task
    },
    listChanges: async (userId, threadId, { request, id, undoableBy, limit } = {}) =>
      of(userId)
        .changes.filter(
          (change) =>
            change.threadId === threadId &&
            (request === undefined || change.cause.startsWith(`${request}/`)) &&
            (id === undefined || change.id === id) &&
            (undoableBy === undefined || change.undoneBy === null || change.undoneBy === undoableBy),
        )
        .reverse()
        .slice(0, limit)
        .map((change) => structuredClone(change)),
    async undoChanges(userId, changeIds, cause) {
      const { changes, tasks } = of(userId)
      const named = changes.filter(({ id }) => changeIds.includes(id)).reverse()
      for (const change of named.filter(({ undoneBy }) => undoneBy === null)) {
        change.undoneBy = cause
        const { before, after } = change
        const task = tasks.get((after ?? before)?.id ?? 0)
        if (before && after && task) tasks.set(task.id, revertTask(task, before, after))
        else if (after && !before) tasks.delete(after.id)
        else if (before && !after && !task) tasks.set(before.id, before)
      }
      return structuredClone(named.filter(({ undoneBy }) => undoneBy === cause))
    },
  }
}

const isThere = (task: Task | undefined): task is Task => task !== undefined
