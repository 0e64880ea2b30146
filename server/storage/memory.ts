import { memoryTasks } from './memory-tasks.ts'
import { memoryThreads } from './memory-threads.ts'
import type { Storage } from './storage.ts'

/** Storage that lives as long as the process: for trying things out, and for tests. */
export const memoryStorage = (): Storage => ({
  threads: memoryThreads(),
  tasks: memoryTasks(),
  ping: async () => {},
  close: async () => {},
})
