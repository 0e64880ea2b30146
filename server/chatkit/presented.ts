import type { ChatKitOptions } from './options.ts'
import type { Page, ThreadItem } from './wire.ts'

/** The item with links to its uploads that have not expired: links are made when they are asked for. */
export async function presentItem<T extends ThreadItem>(
  item: T,
  userId: string,
  { attachments }: ChatKitOptions,
): Promise<T> {
  if (item.type !== 'user_message' || item.attachments.length === 0 || !attachments) return item
  const presented = await Promise.all(item.attachments.map((one) => attachments.present(userId, one)))
  return { ...item, attachments: presented }
}

export const presentPage = async (
  page: Page<ThreadItem>,
  userId: string,
  options: ChatKitOptions,
): Promise<Page<ThreadItem>> => ({
  ...page,
  data: await Promise.all(page.data.map((item) => presentItem(item, userId, options))),
})
