import type { Entity } from '@openai/chatkit'
import type { UserMessageInput } from '../client.ts'
import type { Conversation } from '../conversation.ts'
import type { Upload } from './upload.ts'

/** What a visitor has written and not sent. */
export class Draft {
  text = ''
  /** The text the message replies to. */
  reply: string | undefined
  /** What the text mentions, by the name that stands in it after an `@`. */
  mentions = new Map<string, Entity>()
  uploads: Upload[] = []
  /** What went wrong with it, in words. */
  problems: string[] = []
  /** Whether it is to be sent as soon as its uploads, or its thread, are there. */
  isWaiting = false
  /** A message that came back, to be sent as it was as long as it is left alone. */
  returned: { text: string; input: UserMessageInput } | undefined

  /** What the visitor has to know before this can be sent: which files did not arrive and why, and what else. */
  get complaints(): string[] {
    const failed = this.uploads.filter(({ state }) => state === 'failed')
    return [...failed.map(({ complaint }) => complaint), ...this.problems]
  }

  get isUploading(): boolean {
    return this.uploads.some(({ state }) => state === 'running')
  }

  get isBlank(): boolean {
    return !this.text.trim() && !this.uploads.some(({ attachment }) => attachment)
  }
}

/** A draft for each thread, and one for a new chat. */
export class Drafts {
  readonly #byThread = new Map<string, Draft>()
  #shown: [conversation: Conversation, key: string] | undefined

  /** The draft of the thread that is on screen. It stays with a new chat that becomes a thread, and the other way. */
  show(conversation: Conversation): Draft {
    const key = keyOf(conversation)
    const [before, keyBefore = key] = this.#shown ?? []
    const moved = before === conversation && key !== keyBefore ? this.#byThread.get(keyBefore) : undefined
    if (moved) this.#byThread.delete(keyBefore)
    if (moved && !(moved.isBlank && this.#byThread.has(key))) this.#byThread.set(key, moved)
    this.#shown = [conversation, key]
    return this.of(conversation)
  }

  of(conversation: Pick<Conversation, 'threadId'>): Draft {
    const key = keyOf(conversation)
    const draft = this.#byThread.get(key) ?? new Draft()
    this.#byThread.set(key, draft)
    return draft
  }
}

function keyOf({ threadId }: Pick<Conversation, 'threadId'>): string {
  return threadId ?? ''
}
