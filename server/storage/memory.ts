import type { PageQuery, ThreadStore } from '../chatkit/store.ts'
import type { Page, ThreadItem, ThreadMetadata } from '../chatkit/wire.ts'
import type { TaskStore } from '../tasks/store.ts'
import { changeTask, createTask, hasStatus, type Task } from '../tasks/task.ts'
import type { Storage } from './storage.ts'

interface Owned {
  threads: Map<string, { thread: ThreadMetadata; items: Map<string, ThreadItem> }>
  tasks: Map<number, Task>
  lastTask: number
}

/** Storage that lives as long as the process: for trying things out, and for tests. */
export function memoryStorage(): Storage {
  const owners = new Map<string, Owned>()
  const of = (userId: string): Owned => {
    const known = owners.get(userId) ?? { threads: new Map(), tasks: new Map(), lastTask: 0 }
    owners.set(userId, known)
    return known
  }
  return { threads: memoryThreads(of), tasks: memoryTasks(of), ping: async () => {}, close: async () => {} }
}

function memoryThreads(of: (userId: string) => Owned): ThreadStore {
  const kept = (userId: string, threadId: string) => of(userId).threads.get(threadId)
  return {
    loadThread: async (userId, threadId) => structuredClone(kept(userId, threadId)?.thread),
    async createThread(userId, thread) {
      of(userId).threads.set(thread.id, { thread: structuredClone(thread), items: new Map() })
    },
    async updateThread(userId, thread) {
      const record = kept(userId, thread.id)
      if (record) record.thread = structuredClone(thread)
    },
    listThreads: async (userId, query) =>
      page(
        [...of(userId).threads.values()].map((r) => r.thread),
        query,
      ),
    async deleteThread(userId, threadId) {
      of(userId).threads.delete(threadId)
    },
    loadItem: async (userId, threadId, itemId) => structuredClone(kept(userId, threadId)?.items.get(itemId)),
    listItems: async (userId, threadId, query) =>
      page([...(kept(userId, threadId)?.items.values() ?? [])], query),
    async saveItem(userId, threadId, item) {
      // A Map keeps the place of a key that is set again.
      kept(userId, threadId)?.items.set(item.id, structuredClone(item))
    },
    async deleteItem(userId, threadId, itemId) {
      kept(userId, threadId)?.items.delete(itemId)
    },
    async deleteItemsAfter(userId, threadId, itemId) {
      const items = kept(userId, threadId)?.items
      if (!items?.has(itemId)) return
      const ids = [...items.keys()]
      for (const id of ids.slice(ids.indexOf(itemId) + 1)) items.delete(id)
    },
  }
}

function page<T extends { id: string }>(oldestFirst: T[], query: PageQuery): Page<T> | undefined {
  const records = query.order === 'asc' ? oldestFirst : oldestFirst.toReversed()
  const start = query.after === undefined ? 0 : records.findIndex(({ id }) => id === query.after) + 1
  if (query.after !== undefined && start === 0) return undefined
  const data = structuredClone(records.slice(start, start + query.limit))
  const last = data.at(-1)
  return records.length > start + query.limit && last
    ? { data, has_more: true, after: last.id }
    : { data, has_more: false }
}

function memoryTasks(of: (userId: string) => Owned): TaskStore {
  return {
    listTasks: async (userId, status) =>
      structuredClone([...of(userId).tasks.values()].filter((task) => hasStatus(task, status))),
    async addTask(userId, task, now) {
      const owned = of(userId)
      const added = createTask(++owned.lastTask, task, now)
      owned.tasks.set(added.id, added)
      return { ...added }
    },
    async updateTask(userId, id, changes, now) {
      const task = of(userId).tasks.get(id)
      if (!task) return undefined
      const changed = changeTask(task, changes, now)
      of(userId).tasks.set(id, changed)
      return { ...changed }
    },
    async deleteTask(userId, id) {
      const task = of(userId).tasks.get(id)
      of(userId).tasks.delete(id)
      return task
    },
  }
}
