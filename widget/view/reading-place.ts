import type { Conversation } from './conversation.ts'
import type { ScrollFollower } from './scroll-follower.ts'

/** Keeps the place of the reader while the thread is drawn: older messages push nothing away, another thread opens at its end. */
export class ReadingPlace {
  readonly #follower: ScrollFollower
  #shown: Conversation | undefined
  #firstItemId: string | undefined

  constructor(follower: ScrollFollower) {
    this.#follower = follower
  }

  keep(current: Conversation, draw: () => void) {
    const { items } = current.state
    const firstItemId = items[current.shown.of(items)[0]]?.id
    const isSame = current === this.#shown
    const isPrepended = isSame && this.#firstItemId !== undefined && firstItemId !== this.#firstItemId
    const started = performance.now()
    if (isPrepended) this.#follower.hold()
    draw()
    if (isPrepended) this.#follower.restore()
    else if (!isSame || (firstItemId && !this.#firstItemId)) this.#follower.jumpToEnd()
    current.shown.markDrawn(performance.now() - started)
    this.#shown = current
    this.#firstItemId = firstItemId
  }
}
