import type { ThreadStore } from '../chatkit/store.ts'
import type { TaskStore } from '../tasks/store.ts'

/** Everything that is kept, in one place. */
export interface Storage {
  /** The conversations. */
  threads: ThreadStore
  /** The todo lists. */
  tasks: TaskStore
  /** Rejects when the storage cannot be reached. */
  ping(): Promise<void>
  /** Lets go of files and connections, after what is being written. */
  close(): Promise<void>
}
