import { copyText } from '../clipboard.ts'
import { MarkdownBlocks } from '../markdown/blocks.ts'
import type { MarkdownContext } from '../markdown/inline.ts'
import type { ViewHost } from '../view-host.ts'

/** What drawing an item takes. The same object as long as nothing in it changes, so that items can tell. */
export interface ItemContext {
  readonly host: ViewHost
  readonly markdown: MarkdownContext
  /** The lexer of one text: kept with its item, so that a growing text is not lexed from its start. */
  blocksOf(key: string): MarkdownBlocks
}

/** Makes an item context when the thread, the words, the options or the allowed images are others than last time. */
export function createItemContexts(host: ViewHost) {
  const blocksOfThreads = new WeakMap<object, Map<string, MarkdownBlocks>>()
  let last: unknown[] = []
  let context: ItemContext | undefined

  return (thread: object, allowedImageDomains: readonly string[] | undefined): ItemContext => {
    const next = [thread, host.words, host.options, allowedImageDomains?.join()]
    if (context && next.every((value, index) => value === last[index])) return context
    const blocks = blocksOfThreads.get(thread) ?? new Map<string, MarkdownBlocks>()
    blocksOfThreads.set(thread, blocks)
    last = next
    context = {
      host,
      markdown: markdownContext(host, allowedImageDomains),
      blocksOf: (key) => blocksOf(blocks, key),
    }
    return context
  }
}

function markdownContext(
  host: ViewHost,
  allowedImageDomains: readonly string[] | undefined,
): MarkdownContext {
  return {
    allowedImageDomains,
    words: host.words,
    onDeeplink: (link) => host.emit('chatkit.deeplink', link),
    onCopy: (button, text) => void copyText(host, button, text),
  }
}

function blocksOf(blocks: Map<string, MarkdownBlocks>, key: string): MarkdownBlocks {
  const known = blocks.get(key) ?? new MarkdownBlocks()
  blocks.set(key, known)
  return known
}
