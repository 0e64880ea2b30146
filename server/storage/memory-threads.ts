import { sizeOf } from '../chatkit/attachments.ts'
import type { PageQuery, ThreadChange, ThreadStore, TurnChanges, TurnRecord } from '../chatkit/store.ts'
import type { Attachment, Page, ThreadItem, ThreadMetadata } from '../chatkit/wire.ts'

interface KeptThread {
  thread: ThreadMetadata
  items: Map<string, ThreadItem>
  feedback: Map<string, 'positive' | 'negative'>
}

interface Owned {
  threads: Map<string, KeptThread>
  /** By thread; a thread that is being made has a turn before it is there. */
  turns: Map<string, TurnRecord>
  attachments: Map<string, { attachment: Attachment; savedAt: number }>
}

export function memoryThreads(): ThreadStore {
  const owners = new Map<string, Owned>()
  const of = (userId: string): Owned => {
    const known = owners.get(userId) ?? { threads: new Map(), turns: new Map(), attachments: new Map() }
    owners.set(userId, known)
    return known
  }
  const kept = (userId: string, threadId: string) => of(userId).threads.get(threadId)
  const turnOf = (userId: string, { threadId, id }: TurnRecord) => {
    const turn = of(userId).turns.get(threadId)
    return turn?.id === id && turn.state === 'running' ? turn : undefined
  }

  const createThread = (userId: string, thread: ThreadMetadata) => {
    const record = { thread: structuredClone(thread), items: new Map(), feedback: new Map() }
    if (!kept(userId, thread.id)) of(userId).threads.set(thread.id, record)
  }
  const changeKept = (userId: string, threadId: string, change: ThreadChange) => {
    const record = kept(userId, threadId)
    if (record) record.thread = structuredClone(change(record.thread))
    return structuredClone(record?.thread)
  }
  const saveItem = (userId: string, threadId: string, item: ThreadItem) => {
    // A Map keeps the place of a key that is set again.
    kept(userId, threadId)?.items.set(item.id, structuredClone(item))
  }
  const deleteItems = (items: Map<string, ThreadItem> | undefined, ids: string[]) => {
    for (const id of ids) items?.delete(id)
  }
  const idsAfter = (items: Map<string, ThreadItem> | undefined, id: string) => {
    const ids = [...(items?.keys() ?? [])]
    return items?.has(id) ? ids.slice(ids.indexOf(id) + 1) : []
  }
  function write(userId: string, turn: TurnRecord, changes: TurnChanges) {
    const {
      newThread,
      changeThread,
      attachments = [],
      deleteAfter,
      deleteItems: ids = [],
      saveItems = [],
    } = changes
    if (newThread) createThread(userId, newThread)
    if (changeThread) changeKept(userId, turn.threadId, changeThread)
    for (const attachment of attachments) {
      const record = of(userId).attachments.get(attachment.id)
      if (record) record.attachment = structuredClone(attachment)
    }
    const items = kept(userId, turn.threadId)?.items
    if (deleteAfter !== undefined) deleteItems(items, idsAfter(items, deleteAfter))
    deleteItems(items, ids)
    for (const item of saveItems) saveItem(userId, turn.threadId, item)
    const running = turnOf(userId, turn)
    if (running && changes.end) running.state = changes.end
  }

  return {
    loadThread: async (userId, threadId) => structuredClone(kept(userId, threadId)?.thread),
    createThread: async (userId, thread) => createThread(userId, thread),
    changeThread: async (userId, threadId, change) => changeKept(userId, threadId, change),
    listThreads: async (userId, query) =>
      page(
        [...of(userId).threads.values()].map(({ thread }) => thread),
        query,
      ),
    async deleteThread(userId, threadId) {
      of(userId).threads.delete(threadId)
      of(userId).turns.delete(threadId)
    },

    loadItem: async (userId, threadId, itemId) => structuredClone(kept(userId, threadId)?.items.get(itemId)),
    listItems: async (userId, threadId, query) =>
      page([...(kept(userId, threadId)?.items.values() ?? [])], query),
    saveItem: async (userId, threadId, item) => saveItem(userId, threadId, item),

    async saveFeedback(userId, threadId, itemIds, kind) {
      for (const id of itemIds) kept(userId, threadId)?.feedback.set(id, kind)
    },
    listFeedback: async (userId, threadId) => Object.fromEntries(kept(userId, threadId)?.feedback ?? []),

    async beginTurn(userId, turn, now, changes = {}) {
      const turns = [...of(userId).turns.values()]
      const isHeld = turns.some(({ threadId, requestHash, state, heldUntil }) => {
        const isInTheWay =
          threadId === turn.threadId || (changes.newThread && requestHash === turn.requestHash)
        return isInTheWay && state === 'running' && heldUntil >= now
      })
      if (isHeld) return false
      of(userId).turns.set(turn.threadId, { ...turn })
      write(userId, turn, changes)
      return true
    },
    async holdTurn(userId, turn, heldUntil) {
      const running = turnOf(userId, turn)
      if (running) running.heldUntil = heldUntil
      return running !== undefined
    },
    async writeTurn(userId, turn, changes) {
      const holds = turnOf(userId, turn) !== undefined
      if (holds) write(userId, turn, changes)
      return holds
    },
    async findTurn(userId, requestHash) {
      const same = [...of(userId).turns.values()].filter((turn) => turn.requestHash === requestHash)
      return structuredClone(same.sort((a, b) => b.startedAt - a.startedAt)[0])
    },

    loadAttachment: async (userId, attachmentId) =>
      structuredClone(of(userId).attachments.get(attachmentId)?.attachment),
    async saveAttachment(userId, attachment, now) {
      const { attachments } = of(userId)
      if (attachments.get(attachment.id)?.attachment.thread_id) return
      attachments.set(attachment.id, { attachment: structuredClone(attachment), savedAt: now })
    },
    async deleteAttachment(userId, attachmentId) {
      of(userId).attachments.delete(attachmentId)
    },
    countBytes: async (userId) =>
      [...of(userId).attachments.values()].reduce((sum, { attachment }) => sum + sizeOf(attachment), 0),
    listAttachments: async (userId, threadId) =>
      [...of(userId).attachments.values()]
        .filter(({ attachment }) => attachment.thread_id === threadId)
        .map(({ attachment }) => attachment.id),
    listOrphans: async (olderThan, limit) =>
      [...owners]
        .flatMap(([userId, { attachments }]) =>
          [...attachments.values()]
            .filter(({ attachment, savedAt }) => !attachment.thread_id && savedAt < olderThan)
            .map(({ attachment }) => ({ userId, attachmentId: attachment.id })),
        )
        .slice(0, limit),
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
