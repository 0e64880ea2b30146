import type { ChatKitEvents, ChatKitOptions, Entity } from '@openai/chatkit'
import type { Words } from './words.ts'

/** What the parts of the view share: the element that holds them, as far as they may know it. */
export interface ViewHost {
  /** The options of the moment: they may be replaced at any time. */
  readonly options: ChatKitOptions
  readonly words: Words
  readonly locale: string
  emit<K extends keyof ChatKitEvents>(type: K, detail: ChatKitEvents[K]['detail']): void
  /** Tells a screen reader something once. */
  announce(text: string): void
  requestUpdate(): void
  /** What of the view is drawn now, by a selector. */
  find(selector: string): Element | undefined
  readonly previews: {
    /** Asks the page for the preview of an entity, and shows it beside an element. */
    show(entity: Entity, anchor: Element | string): void
    hide(): void
  }
}
