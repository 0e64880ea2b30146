import type { ThreadMetadata, UserMessageItem } from '../../server/chatkit/wire.ts'

export const aThread = (fields: Partial<ThreadMetadata> = {}): ThreadMetadata => ({
  id: 'thr_1',
  created_at: '2026-01-01T10:00:00.000Z',
  status: { type: 'active' },
  metadata: {},
  ...fields,
})

export const aMessage = (fields: Partial<UserMessageItem> = {}): UserMessageItem => ({
  id: 'msg_1',
  thread_id: 'thr_1',
  created_at: '2026-01-01T10:00:00.000Z',
  type: 'user_message',
  content: [{ type: 'input_text', text: 'Hi' }],
  attachments: [],
  inference_options: {},
  ...fields,
})

/** A change of a thread: the title alone. */
export const named =
  (title: string) =>
  (kept: ThreadMetadata): ThreadMetadata => ({ ...kept, title })
