import { ChatError } from '../errors.ts'
import type { ChatKitOptions } from './options.ts'
import type { UserMessageInput } from './protocol.ts'
import type { TurnChanges } from './store.ts'
import { found } from './threads.ts'
import type { Attachment, UserMessageItem } from './wire.ts'

/**
 * The attachments that a message names, after it was checked.
 * @throws ChatError when it names what it may not: a model or a tool that is not offered, an attachment of somebody
 * else's, or one that is not uploaded.
 */
export async function checkInput(
  userId: string,
  { attachments, inference_options: { model, tool_choice } }: UserMessageInput,
  { choices, store }: ChatKitOptions,
): Promise<Attachment[]> {
  if (model != null && !choices?.models.includes(model)) {
    throw new ChatError('bad_request', `This server does not offer the model "${model}".`)
  }
  if (tool_choice && !choices?.tools.includes(tool_choice.id)) {
    throw new ChatError('bad_request', `This server does not offer the tool "${tool_choice.id}".`)
  }
  const named: Attachment[] = []
  for (const id of attachments) {
    const attachment = found(await store.loadAttachment(userId, id), id)
    if (attachment.upload_descriptor) {
      throw new ChatError('conflict', `"${attachment.name}" is not uploaded yet.`)
    }
    named.push(attachment)
  }
  return named
}

/** The message as it is kept, and what is written to keep it: its attachments belong to its thread from now on. */
export function createUserMessage(
  threadId: string,
  id: string,
  { content, quoted_text, inference_options }: UserMessageInput,
  named: Attachment[],
  now: Date,
): { message: UserMessageItem; changes: TurnChanges } {
  const attachments = named.map((attachment) => ({ ...attachment, thread_id: threadId }))
  const { tool_choice, model } = inference_options
  const message: UserMessageItem = {
    id,
    thread_id: threadId,
    created_at: now.toISOString(),
    type: 'user_message',
    content: content.map((part) => {
      if (part.type === 'input_text') return part
      const { group, ...tag } = part
      return group == null ? tag : { ...tag, group }
    }),
    attachments,
    ...(quoted_text == null ? {} : { quoted_text }),
    inference_options: { ...(tool_choice ? { tool_choice } : {}), ...(model == null ? {} : { model }) },
  }
  return { message, changes: { attachments, saveItems: [message] } }
}
