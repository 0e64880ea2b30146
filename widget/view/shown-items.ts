import type { ThreadItem } from '../../server/chatkit/wire.ts'

// Drawing costs what is drawn: of a long thread that is a stretch around the reader, which moves in small steps. Items
// of which nothing is drawn do not count: a stretch, or a step, of them alone would leave the reader where they are.
const MOST = 100
const FIRST = 12
const LARGEST_STEP = 6
// A quarter of a frame: what else there is to do for one takes its time too.
const QUICK_MS = 4

/** The stretch of a thread that is drawn: its end, until the reader goes back to what was said before. */
export class ShownItems {
  /** The first and the last item of the stretch; undefined when the stretch ends with the thread. */
  #first: string | undefined
  #last: string | undefined
  #step = 1
  #isDrawn = true

  /** The stretch, from the first place to the one after its last. */
  of(items: readonly ThreadItem[]): [start: number, end: number] {
    const last = this.#last === undefined ? -1 : items.findLastIndex(({ id }) => id === this.#last)
    const end = last < 0 ? items.length : last + 1
    const first = this.#first === undefined ? -1 : items.findLastIndex(({ id }) => id === this.#first)
    const earliest = before(items, end, MOST)
    return [first >= earliest && first < end ? first : earliest, end]
  }

  /**
   * Goes towards the beginning, and lets go of what is spare at the other end, which is counted only then. Gives false
   * when everything before the stretch is in it already.
   */
  showOlder(items: readonly ThreadItem[], countSpare: () => number): boolean {
    const [start, end] = this.of(items)
    if (start > 0 && this.#isDrawn) {
      const from = before(items, start, this.#step)
      this.#move(items, from, Math.min(end - this.#few(countSpare()), after(items, from, MOST)))
    }
    return start > 0
  }

  /** Goes towards the end, likewise. Gives false when the stretch ends with the thread. */
  showNewer(items: readonly ThreadItem[], countSpare: () => number): boolean {
    const [start, end] = this.of(items)
    if (end < items.length && this.#isDrawn) {
      const to = after(items, end, this.#step)
      this.#move(items, Math.max(start + this.#few(countSpare()), before(items, to, MOST)), to)
    }
    return end < items.length
  }

  /** Keeps the first item where it is, so that items that are put before the stretch are not drawn yet. */
  hold(items: readonly ThreadItem[]) {
    this.#set(items, ...this.of(items))
  }

  /** Has drawn the stretch: takes larger steps while that is quick, and the smallest again when it was not. */
  markDrawn(drawingMs: number) {
    if (!this.#isDrawn) this.#step = drawingMs < QUICK_MS ? Math.min(this.#step + 1, LARGEST_STEP) : 1
    this.#isDrawn = true
  }

  /** Goes to the end of the thread, and stays there. What is drawn of it already stays too. */
  showEnd(items: readonly ThreadItem[]) {
    if (this.#first === undefined || this.#last !== undefined) this.#first = items.at(-FIRST)?.id
    this.#last = undefined
  }

  /** Goes a step, and no further until that is drawn. */
  #move(items: readonly ThreadItem[], from: number, to: number) {
    this.#set(items, from, to)
    this.#isDrawn = false
  }

  #set(items: readonly ThreadItem[], from: number, to: number) {
    this.#first = items[from]?.id
    this.#last = to < items.length ? items[to - 1]?.id : undefined
  }

  // Taking away costs too.
  #few(spare: number): number {
    return Math.min(spare, 2 * this.#step)
  }
}

/** Whether something of the item is drawn; the others are between the page and the server. */
export const showsAnything = ({ type }: ThreadItem) => type !== 'client_tool_call' && type !== 'end_of_turn'

/** The place from which so many drawn items come before another place. What is not drawn before them comes along. */
function before(items: readonly ThreadItem[], end: number, count: number): number {
  let start = end
  for (let left = count; start > 0; start--)
    if (showsAnything(items[start - 1] as ThreadItem) && --left < 0) break
  return start
}

/** The place up to which so many drawn items come after another one, likewise. */
function after(items: readonly ThreadItem[], start: number, count: number): number {
  let end = start
  for (let left = count; end < items.length; end++)
    if (showsAnything(items[end] as ThreadItem) && --left < 0) break
  return end
}
