import type { TaskChange, TaskStore } from './store.ts'

/** Keys of changes begin with the request that asked for them. */
export const changeKey = (request: string, tool: string, args: unknown, nth: number): string =>
  `${request}/${tool}/${JSON.stringify(args)}/${nth}`

/** All that was done by the request that made this change, the newest first. */
export const withRequest = (store: TaskStore, userId: string, { threadId, cause }: TaskChange) =>
  store.listChanges(userId, threadId, { request: cause.slice(0, cause.indexOf('/')) })

/** What a request did, the oldest first. One that was made again under its key counts once, as it was made last. */
export function madeLast(newestFirst: TaskChange[]): TaskChange[] {
  const made = new Map<string, TaskChange>()
  for (const change of newestFirst) if (!made.has(change.cause)) made.set(change.cause, change)
  return [...made.values()].reverse()
}
