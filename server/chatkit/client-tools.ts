import { ChatError } from '../errors.ts'
import { isHidden } from './outgoing.ts'
import type { ThreadStore, TurnChanges } from './store.ts'
import type { ClientToolCallItem } from './wire.ts'

/** How far back calls are looked for. */
const LOOK_BACK = 20

/**
 * The newest visible item of the thread when it is a pending call, and the older ones that nobody answered.
 * The reference looks at the newest item alone, so that a hidden item after the call breaks the round trip;
 * here hidden items are passed over.
 * @throws ChatError `conflict` when no call is waiting.
 */
export async function findPendingCall(
  store: ThreadStore,
  userId: string,
  threadId: string,
): Promise<{ call: ClientToolCallItem; dangling: ClientToolCallItem[] }> {
  const page = await store.listItems(userId, threadId, { limit: LOOK_BACK, order: 'desc' })
  const [newest, ...older] = (page?.data ?? []).filter((item) => !isHidden(item))
  const isPending = (item: typeof newest): item is ClientToolCallItem =>
    item?.type === 'client_tool_call' && item.status === 'pending'
  if (!isPending(newest)) {
    throw new ChatError('conflict', 'No tool call of this conversation is waiting for a result.')
  }
  return { call: newest, dangling: older.filter(isPending) }
}

/** What completes the pending call with its output, and deletes the ones that nobody answered. */
export async function completeCall(
  store: ThreadStore,
  userId: string,
  threadId: string,
  output: unknown,
): Promise<TurnChanges> {
  const { call, dangling } = await findPendingCall(store, userId, threadId)
  return {
    deleteItems: dangling.map(({ id }) => id),
    saveItems: [{ ...call, status: 'completed', output }],
  }
}
