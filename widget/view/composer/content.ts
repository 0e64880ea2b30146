import type { UserMessageContent as GivenContent, OpenAIChatKit } from '@openai/chatkit'
import type { UserMessageContent } from '../../../server/chatkit/wire.ts'
import type { UserMessageInput } from '../client.ts'

/** The content of a message as the protocol has it, from a text or from parts that a page gives. */
export function toContent(given: string | readonly GivenContent[]): UserMessageContent[] {
  if (typeof given === 'string') return [{ type: 'input_text', text: given }]
  return given.map((part) =>
    part.type === 'input_tag'
      ? { ...part, data: part.data ?? {}, interactive: part.interactive ?? false }
      : part,
  )
}

/** The text of a message, tags by their names. */
export function textOf(content: readonly { text: string }[]): string {
  return content.map(({ text }) => text).join('')
}

/** A message as the protocol has it, from what a page asks to send. */
export function toInput(params: Parameters<OpenAIChatKit['sendUserMessage']>[0]): UserMessageInput {
  const { text = '', content, reply, attachments = [], model, toolChoice } = params
  return {
    content: toContent(content ?? text),
    attachments: attachments.map(({ id }) => id),
    ...(reply && { quoted_text: reply }),
    inference_options: { ...(model && { model }), ...(toolChoice && { tool_choice: toolChoice }) },
  }
}
