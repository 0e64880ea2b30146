import type { ThreadStore } from '../chatkit/store.ts'
import type { BlobStore } from './blob-store.ts'

/** How long an upload may wait to be sent, in milliseconds. */
const ORPHAN_MS = 24 * 3600 * 1000
const PAGE = 100

/** Where uploads are kept. */
export interface SweepOptions {
  /** The records: `storage.threads`. */
  store: ThreadStore
  /** The bytes: those of `attachments.blobs`. */
  blobs: BlobStore
  /** The clock. Default: the system's. */
  now?: () => Date
}

/**
 * Deletes uploads of all users that were never sent and are older than a day: bytes, then record.
 * @returns How many there were.
 */
export async function sweepOrphans({ store, blobs, now = () => new Date() }: SweepOptions): Promise<number> {
  const olderThan = now().getTime() - ORPHAN_MS
  for (let swept = 0; ; ) {
    const orphans = await store.listOrphans(olderThan, PAGE)
    for (const { userId, attachmentId } of orphans) {
      // Asked again: it may have been sent while the others were deleted.
      const attachment = await store.loadAttachment(userId, attachmentId)
      if (attachment?.thread_id) continue
      await blobs.delete(attachmentId)
      await store.deleteAttachment(userId, attachmentId)
      swept++
    }
    if (orphans.length < PAGE) return swept
  }
}
