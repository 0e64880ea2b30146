import { copyText } from '../clipboard.ts'
import { MarkdownBlocks } from '../markdown/blocks.ts'
import type { MarkdownContext } from '../markdown/inline.ts'
import type { ViewHost } from '../view-host.ts'
import { WidgetState } from '../widgets/widget-state.ts'

/** What drawing an item takes. The same object as long as nothing in it changes, so that items can tell. */
export interface ItemContext {
  readonly host: ViewHost
  readonly markdown: MarkdownContext
  /** The lexer of one text: kept with its item, so that a growing text is not lexed from its start. */
  blocksOf(key: string): MarkdownBlocks
  /** What the visitor has done to a widget. */
  widgetState(itemId: string): WidgetState
}

/** What is kept of a thread for as long as it is on screen. */
interface Kept {
  blocks: Map<string, MarkdownBlocks>
  widgets: Map<string, WidgetState>
}

/** Makes an item context when the thread, the words, the options or the allowed images are others than last time. */
export function createItemContexts(host: ViewHost) {
  const threads = new WeakMap<object, Kept>()
  let last: unknown[] = []
  let context: ItemContext | undefined

  return (thread: object, allowedImageDomains: readonly string[] | undefined): ItemContext => {
    const next = [thread, host.words, host.options, allowedImageDomains?.join()]
    if (context && next.every((value, index) => value === last[index])) return context
    const kept = threads.get(thread) ?? { blocks: new Map(), widgets: new Map() }
    threads.set(thread, kept)
    last = next
    context = {
      host,
      markdown: markdownContext(host, allowedImageDomains),
      blocksOf: (key) => keep(kept.blocks, key, () => new MarkdownBlocks()),
      widgetState: (itemId) => keep(kept.widgets, itemId, () => new WidgetState(() => host.requestUpdate())),
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

function keep<T>(all: Map<string, T>, key: string, create: () => T): T {
  const known = all.get(key) ?? create()
  all.set(key, known)
  return known
}
