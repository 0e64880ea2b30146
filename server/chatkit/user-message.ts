import { ChatError } from '../errors.ts'
import type { Caller, ChatKitOptions } from './process.ts'
import type { UserMessageInput } from './protocol.ts'
import { found } from './threads.ts'
import type { Attachment, UserMessageItem } from './wire.ts'

/** Refuses what a message may not name: models and tools that are not offered, attachments of others. */
export async function checkInput(
  userId: string,
  { attachments, inference_options: { model, tool_choice } }: UserMessageInput,
  { choices, store }: ChatKitOptions,
): Promise<void> {
  if (model != null && !choices?.models.includes(model)) {
    throw new ChatError('bad_request', `This server does not offer the model "${model}".`)
  }
  if (tool_choice && !choices?.tools.includes(tool_choice.id)) {
    throw new ChatError('bad_request', `This server does not offer the tool "${tool_choice.id}".`)
  }
  for (const id of attachments) {
    const attachment = found(await store.loadAttachment(userId, id), id)
    if (attachment.upload_descriptor)
      throw new ChatError('conflict', `"${attachment.name}" is not uploaded yet.`)
  }
}

/** The message as it is kept. Its attachments are saved with their thread first, and copied into it. */
export async function createUserMessage(
  threadId: string,
  id: string,
  input: UserMessageInput,
  { userId, now }: Caller,
  { store }: ChatKitOptions,
): Promise<UserMessageItem> {
  const attachments: Attachment[] = []
  for (const id of input.attachments) {
    const attachment = { ...found(await store.loadAttachment(userId, id), id), thread_id: threadId }
    await store.saveAttachment(userId, attachment, now().getTime())
    attachments.push(attachment)
  }
  const { tool_choice, model } = input.inference_options
  return {
    id,
    thread_id: threadId,
    created_at: now().toISOString(),
    type: 'user_message',
    content: input.content.map((part) => {
      if (part.type === 'input_text') return part
      const { group, ...tag } = part
      return group == null ? tag : { ...tag, group }
    }),
    attachments,
    ...(input.quoted_text == null ? {} : { quoted_text: input.quoted_text }),
    inference_options: { ...(tool_choice ? { tool_choice } : {}), ...(model == null ? {} : { model }) },
  }
}
