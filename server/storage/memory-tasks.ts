import type { Cause, TaskChange, TaskStore } from '../tasks/store.ts'
import { changeTask, createTask, hasStatus, type Task } from '../tasks/task.ts'

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
  const earlier = (userId: string, cause: Cause | undefined) =>
    cause && of(userId).changes.find((change) => change.cause === cause.key)
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
      const before = earlier(userId, cause)
      if (before?.after) return { ...before.after }
      const owned = of(userId)
      const added = createTask(++owned.lastId, task, now)
      owned.tasks.set(added.id, added)
      note(userId, cause, null, added)
      return { ...added }
    },
    async updateTask(userId, id, changes, now, cause) {
      const before = earlier(userId, cause)
      if (before) return before.after ? { ...before.after } : undefined
      const task = of(userId).tasks.get(id)
      if (!task) return undefined
      const changed = changeTask(task, changes, now)
      of(userId).tasks.set(id, changed)
      note(userId, cause, task, changed)
      return { ...changed }
    },
    async deleteTask(userId, id, cause) {
      const before = earlier(userId, cause)
      if (before) return before.before ? { ...before.before } : undefined
      const task = of(userId).tasks.get(id)
      if (!task) return undefined
      of(userId).tasks.delete(id)
      note(userId, cause, task, null)
      return task
    },
    listChanges: async (userId, threadId, limit) =>
      of(userId)
        .changes.filter((change) => change.threadId === threadId)
        .reverse()
        .slice(0, limit)
        .map((change) => structuredClone(change)),
    async undoChanges(userId, changeIds, cause) {
      const { changes, tasks } = of(userId)
      const named = changes.filter(({ id }) => changeIds.includes(id)).reverse()
      for (const change of named.filter(({ undoneBy }) => undoneBy === null)) {
        change.undoneBy = cause
        if (change.after) tasks.delete(change.after.id)
        if (change.before) tasks.set(change.before.id, change.before)
      }
      return structuredClone(named.filter(({ undoneBy }) => undoneBy === cause))
    },
  }
}
