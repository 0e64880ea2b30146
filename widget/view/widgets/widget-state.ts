import type { Words } from '../words.ts'

/** Which of our own sentences says what is wrong with a field. */
export type Problem = Extract<keyof Words, `field${string}`>

/** What the visitor has done to a widget so far; what its server makes of it comes back as another widget. */
export class WidgetState {
  /** Grows with each change, so that the widget can tell it has to be drawn again. */
  version = 0
  /** Lists that were opened, cards that were opened or have done what they were for. */
  readonly opened = new Set<string>()
  readonly finished = new Set<string>()
  /** Checkboxes that show what the visitor wants, before the server says it too. */
  readonly wanted = new Map<string, { checked: boolean; instead: boolean; isAsked: boolean }>()
  /** What is under way, by component, and what is shown of it. */
  readonly running = new Map<string, 'none' | 'self' | 'container'>()
  readonly problems = new Map<string, Problem>()
  /** Why the last action did not work. */
  failure: string | undefined

  readonly #onChange: () => void

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  change(act: (state: this) => void) {
    act(this)
    this.version++
    this.#onChange()
  }
}
