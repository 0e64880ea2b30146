import type { Entity, UserMessageContent as GivenContent, OpenAIChatKit } from '@openai/chatkit'
import type { UserMessageContent } from '../../../server/chatkit/wire.ts'
import type { UserMessageInput } from '../client.ts'

type Tag = Extract<GivenContent, { type: 'input_tag' }>

/** The content of a message as the protocol has it, from a text or from parts that a page gives. */
export function toContent(given: string | readonly GivenContent[]): UserMessageContent[] {
  if (typeof given === 'string') return given ? [{ type: 'input_text', text: given }] : []
  return given.map((part) =>
    part.type === 'input_tag'
      ? { ...part, data: part.data ?? {}, interactive: part.interactive ?? false }
      : part,
  )
}

/** The content of a text in which some things are mentioned. */
export function withTags(text: string, mentions: ReadonlyMap<string, Entity>): UserMessageContent[] {
  const parts = splitMentions(text, mentions).map((part): GivenContent => {
    const entity = part.startsWith('@') ? mentions.get(part.slice(1)) : undefined
    return entity ? toTag(entity) : { type: 'input_text', text: part }
  })
  return toContent(parts)
}

/** Cuts a text where mentions begin and end. */
export function splitMentions(text: string, mentions: ReadonlyMap<string, Entity>): string[] {
  if (mentions.size === 0) return text ? [text] : []
  // The longest first: one name may begin with another.
  const names = [...mentions.keys()].sort((a, b) => b.length - a.length)
  const pattern = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return text.split(new RegExp(`(@(?:${pattern}))`)).filter(Boolean)
}

/** The text of a message as it is written, with an `@` before what it mentions. */
export function textOf(content: readonly GivenContent[]): string {
  return content.map(({ type, text }) => (type === 'input_tag' ? `@${text}` : text)).join('')
}

/** What a message mentions, by name. */
export function mentionsIn(content: readonly GivenContent[]): Map<string, Entity> {
  return new Map(content.filter((part) => part.type === 'input_tag').map((tag) => [tag.text, entityOf(tag)]))
}

/** The entity that a tag stands for. */
export function entityOf({ id, text, group, data, interactive }: Tag): Entity {
  return {
    id,
    title: text,
    interactive: interactive ?? false,
    data: (data ?? {}) as Record<string, string>,
    ...(group && { group }),
  }
}

function toTag({ id, title, group, data, interactive }: Entity): Tag {
  return {
    type: 'input_tag',
    id,
    text: title,
    data: data ?? {},
    interactive: interactive ?? false,
    ...(group && { group }),
  }
}

/** A message as the protocol has it, from what a page asks to send. */
export function toInput(params: Parameters<OpenAIChatKit['sendUserMessage']>[0]): UserMessageInput {
  const { text = '', content, reply, attachments = [], model, toolChoice } = params
  return {
    content: toContent(content ?? text),
    attachments,
    ...(reply && { quoted_text: reply }),
    inference_options: { ...(model && { model }), ...(toolChoice && { tool_choice: toolChoice }) },
  }
}
