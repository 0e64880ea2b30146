import { nextFrame } from './frame.ts'

const MOST_A_FRAME = 24

/** Lets through what comes in a burst over several frames, so that none of them has too much to draw. */
export class Pace {
  #left = MOST_A_FRAME

  /** Waits when it is time to draw what came so far. Nobody waits for what is not in sight. */
  async next(): Promise<void> {
    if (--this.#left > 0 || document.hidden) return
    await nextFrame()
    this.#left = MOST_A_FRAME
  }
}
