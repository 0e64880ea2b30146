import type { Params } from './protocol.ts'
import type { Attachment } from './wire.ts'

/** How many bytes an upload has, as its record says. */
export const sizeOf = ({ metadata }: Attachment): number => {
  const size = metadata?.size
  return typeof size === 'number' && Number.isSafeInteger(size) ? size : 0
}

/**
 * The bytes of uploads. The records are kept by the thread store; what a visitor may upload, and where to, is
 * decided here.
 */
export interface Attachments {
  /** A record for an upload that follows, with where to send it. Not saved here. */
  create(userId: string, upload: Params<'attachments.create'>): Promise<Attachment>
  /** The bytes, or `undefined` when none came. Called only for a record of this user. */
  read(userId: string, attachmentId: string): Promise<Uint8Array | undefined>
  /** Deletes the bytes; called before the record is deleted. */
  delete(userId: string, attachmentId: string): Promise<void>
  /** The record as the client may use it now, with links that have not expired. */
  present(userId: string, attachment: Attachment): Promise<Attachment>
}
