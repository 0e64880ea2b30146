import type { ThreadStore } from '../chatkit/store.ts'
import type { TaskStore } from '../tasks/store.ts'

/** Everything that is kept, in one place. */
export interface Storage {
  threads: ThreadStore
  tasks: TaskStore
  /** Rejects when the storage cannot be reached. */
  ping(): Promise<void>
  close(): Promise<void>
}
