import type { Thread, ThreadItem } from '../../server/chatkit/wire.ts'
import type { Client } from './client.ts'

const PAGE_SIZE = 30

/** A stretch of a thread, and where the items before it start. */
export interface ThreadPage {
  /** Oldest first. */
  items: ThreadItem[]
  /** Where to go on towards the beginning; undefined at the beginning. */
  older: string | undefined
}

/** Reads a thread and its end. A long one comes page by page: the newest first, the rest when it is scrolled to. */
export async function readThread(
  client: Client,
  threadId: string,
  atLeast: number,
  signal: AbortSignal,
): Promise<ThreadPage & { thread: Thread }> {
  const thread = await client.request('threads.get_by_id', { thread_id: threadId }, signal)
  if (!thread.items?.has_more) return { thread, items: visible(thread.items?.data ?? []), older: undefined }
  return { thread, ...(await readPage(client, threadId, undefined, Math.max(PAGE_SIZE, atLeast), signal)) }
}

/** Reads the items before a cursor. A page may hold hidden items only, so it may take several requests. */
export async function readPage(
  client: Client,
  threadId: string,
  after: string | undefined,
  limit: number = PAGE_SIZE,
  signal?: AbortSignal,
): Promise<ThreadPage> {
  const params = { thread_id: threadId, limit, order: 'desc', ...(after && { after }) }
  const page = await client.request('items.list', params, signal)
  const items = visible(page.data ?? []).reverse()
  const older = page.has_more ? page.after : undefined
  if (items.length > 0 || older === undefined || older === after) return { items, older }
  return readPage(client, threadId, older, limit, signal)
}

function visible(items: ThreadItem[]): ThreadItem[] {
  return items.filter(({ type }) => type !== 'hidden_context_item' && type !== 'sdk_hidden_context')
}
