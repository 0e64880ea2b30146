const NEAR_BOTTOM = 72
const NEAR_EDGE = 480
const FAR = 2 * NEAR_EDGE

/** What a follower tells its view. */
export interface ScrollHandlers {
  /** The reader has come near the beginning of what is drawn. `countSpare` counts the items far away, at its end. */
  onNearTop(countSpare: () => number): void
  /** The same the other way round. Gives whether more comes after what is drawn. */
  onNearEnd(countSpare: () => number): boolean
  /** Whether the latest message is in sight has changed. */
  onChange(): void
}

/** Keeps the end of a thread in sight while it grows, unless the reader has scrolled away from it. */
export class ScrollFollower {
  /** Whether the reader is at the end. */
  isAtEnd = true
  /** Whether a growing thread is followed. */
  isFollowing = true

  readonly #handlers: ScrollHandlers
  #scroller: HTMLElement | undefined
  #content: HTMLElement | undefined
  #lastTop = 0
  #anchor: { element: Element; top: number } | undefined
  readonly #resize = new ResizeObserver(() => this.#handleResize())

  constructor(handlers: ScrollHandlers) {
    this.#handlers = handlers
  }

  /** Watches these elements; the same ones again change nothing. */
  connect(scroller: HTMLElement, content: HTMLElement) {
    if (this.#scroller === scroller && this.#content === content) return
    this.disconnect()
    this.#scroller = scroller
    this.#content = content
    scroller.addEventListener('scroll', this.#handleScroll, { passive: true })
    this.#resize.observe(scroller)
    this.#resize.observe(content)
  }

  disconnect() {
    this.#scroller?.removeEventListener('scroll', this.#handleScroll)
    this.#resize.disconnect()
    this.#scroller = undefined
    this.#content = undefined
  }

  /** Goes to the end, and stays there. */
  jumpToEnd(behavior: ScrollBehavior = 'instant') {
    const scroller = this.#scroller
    this.#setAtEnd(true)
    scroller?.scrollTo({
      top: scroller.scrollHeight,
      behavior: prefersReducedMotion() ? 'instant' : behavior,
    })
  }

  /** Remembers what the reader looks at, before items are put above it. */
  hold() {
    const top = this.#scroller?.getBoundingClientRect().top ?? 0
    let element = this.#content?.firstElementChild?.firstElementChild
    while (element && element.getBoundingClientRect().bottom <= top) element = element.nextElementSibling
    this.#anchor = element ? { element, top: element.getBoundingClientRect().top } : undefined
  }

  /** Puts what the reader looked at back where it was. */
  restore() {
    const anchor = this.#anchor
    this.#anchor = undefined
    if (!anchor?.element.isConnected || !this.#scroller) return
    this.#scroller.scrollTop += anchor.element.getBoundingClientRect().top - anchor.top
    this.#lastTop = this.#scroller.scrollTop
  }

  #handleScroll = () => {
    const scroller = this.#scroller
    if (!scroller) return
    const { scrollTop } = scroller
    const isUp = scrollTop < this.#lastTop - 1
    this.#lastTop = scrollTop
    const isNearEnd = this.#isNearEnd(scroller)
    // Only going up leaves the end: content that grows puts it further away too.
    if (isNearEnd) this.#setAtEnd(true)
    else if (isUp) this.#setAtEnd(false)
    if (scrollTop < NEAR_EDGE) this.#handlers.onNearTop(() => this.#countFar('end'))
  }

  #handleResize() {
    const scroller = this.#scroller
    if (!scroller) return
    // A greeting is read from its beginning.
    if (this.#content?.hasAttribute('data-bare')) return
    if (this.isAtEnd && this.isFollowing) scroller.scrollTop = scroller.scrollHeight
    else this.#setAtEnd(this.#isNearEnd(scroller))
    // A page that does not fill the view cannot be scrolled, and would never ask for more.
    if (scroller.scrollTop < NEAR_EDGE) this.#handlers.onNearTop(() => this.#countFar('end'))
  }

  /** Whether the reader is at the end of the thread; the end of what is drawn may be before that, and grows then. */
  #isNearEnd({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean {
    const left = scrollHeight - scrollTop - clientHeight
    return (
      !(left < NEAR_EDGE && this.#handlers.onNearEnd(() => this.#countFar('start'))) && left < NEAR_BOTTOM
    )
  }

  /** How many items at an end of what is drawn the reader is far from. */
  #countFar(side: 'start' | 'end'): number {
    const view = this.#scroller?.getBoundingClientRect()
    const rows = this.#content?.firstElementChild?.children ?? []
    const items = [...rows].filter(({ className }) => className === 'item')
    if (!view) return 0
    if (side === 'end') items.reverse()
    const isNear = (item: Element) => {
      const { top, bottom, height } = item.getBoundingClientRect()
      return height > 0 && (side === 'end' ? top < view.bottom + FAR : bottom > view.top - FAR)
    }
    const near = items.findIndex(isNear)
    return near < 0 ? 0 : near
  }

  #setAtEnd(isAtEnd: boolean) {
    if (this.isAtEnd === isAtEnd) return
    this.isAtEnd = isAtEnd
    this.#handlers.onChange()
  }
}

function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
