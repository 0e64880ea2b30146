import type { ThreadItem } from '../../server/chatkit/wire.ts'

// Drawing costs what is drawn: of a long thread that is a stretch around the reader.
const MOST = 60
const STEP = 3

/** The stretch of a thread that is drawn: its end, until the reader goes back to what was said before. */
export class ShownItems {
  /** The first and the last item of the stretch; undefined when the stretch ends with the thread. */
  #first: string | undefined
  #last: string | undefined

  /** The stretch, from the first place to the one after its last. */
  of(items: readonly ThreadItem[]): [start: number, end: number] {
    const last = this.#last === undefined ? -1 : items.findIndex(({ id }) => id === this.#last)
    const end = last < 0 ? items.length : last + 1
    const first = this.#first === undefined ? -1 : items.findIndex(({ id }) => id === this.#first)
    const isHeld = first >= 0 && first < end && end - first <= MOST
    return [isHeld ? first : Math.max(0, end - MOST), end]
  }

  /** Goes towards the beginning. Gives false when everything before the stretch is in it already. */
  showOlder(items: readonly ThreadItem[]): boolean {
    const [start, end] = this.of(items)
    if (start > 0) this.#set(items, Math.max(0, start - STEP), end, true)
    return start > 0
  }

  /** Goes towards the end. Gives false when the stretch ends with the thread. */
  showNewer(items: readonly ThreadItem[]): boolean {
    const [start, end] = this.of(items)
    if (end < items.length) this.#set(items, start, Math.min(items.length, end + STEP), false)
    return end < items.length
  }

  /** Keeps the first item where it is, so that items that are put before the stretch are not drawn yet. */
  hold(items: readonly ThreadItem[]) {
    const [start, end] = this.of(items)
    this.#set(items, start, end, true)
  }

  /** Goes to the end of the thread, and stays there. */
  showEnd() {
    this.#first = undefined
    this.#last = undefined
  }

  #set(items: readonly ThreadItem[], start: number, end: number, isOlder: boolean) {
    const [from, to] = isOlder ? [start, Math.min(end, start + MOST)] : [Math.max(start, end - MOST), end]
    this.#first = items[from]?.id
    this.#last = to < items.length ? items[to - 1]?.id : undefined
  }
}
