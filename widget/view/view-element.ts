import { type RootPart, render } from 'lit/html.js'
import { nextFrame } from './frame.ts'

/** An element that draws itself in a shadow root of its own, once a frame however often it is asked to. */
export abstract class ViewElement extends HTMLElement {
  protected readonly root = this.attachShadow({ mode: 'open' })
  #drawing: Promise<void> | undefined
  #part: RootPart | undefined

  /** Resolves when what was asked for is drawn. */
  get updateComplete(): Promise<void> {
    return this.#drawing ?? Promise.resolve()
  }

  /** Asks to be drawn again. */
  requestUpdate() {
    this.#drawing ??= this.#draw()
  }

  connectedCallback() {
    this.requestUpdate()
  }

  /** Draws, and does what there is to do before and after. */
  protected update() {
    this.#part = render(this.render(), this.root)
  }

  protected abstract render(): unknown

  // Deltas come faster than frames: one drawing a frame is enough for all of them. The first one waits for nothing.
  async #draw() {
    await (this.#part && nextFrame())
    this.#drawing = undefined
    if (this.isConnected || this.#part) this.update()
  }
}
