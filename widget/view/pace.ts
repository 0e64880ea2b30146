import { nextFrame } from './frame.ts'

const MOST_A_FRAME = 24
const LEAST_A_FRAME = 4
/** Two frames of a screen that shows sixty a second. */
const SLOW_MS = 34

/**
 * Lets through what comes in a burst over several frames, so that none of them has too much to draw: few at first,
 * when all that is drawn is drawn for the first time, and fewer again while frames are slow.
 */
export class Pace {
  #most = LEAST_A_FRAME
  #left = LEAST_A_FRAME
  #lastFrame = 0

  /** Waits when it is time to draw what came so far. Nobody waits for what is not in sight. */
  async next(): Promise<void> {
    if (--this.#left > 0 || document.hidden) return
    await nextFrame()
    const now = performance.now()
    const isSlow = now - this.#lastFrame > SLOW_MS
    this.#most = isSlow ? Math.max(LEAST_A_FRAME, this.#most / 2) : Math.min(MOST_A_FRAME, this.#most + 4)
    this.#left = this.#most
    this.#lastFrame = now
  }
}
