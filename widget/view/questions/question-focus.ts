/** Moves the focus to a question when it takes the place of the composer, and back when it is answered. */
export class QuestionFocus {
  #asked: string | undefined
  #hadFocus = false

  /** Called before each render: the focus is lost with the element that has it. */
  prepare(root: ShadowRoot) {
    this.#hadFocus = Boolean(root.activeElement?.closest('.page'))
  }

  /** Called after each render, with what tells the question from any other. */
  follow(root: ShadowRoot, asked: string | undefined) {
    if (asked === this.#asked) return
    this.#asked = asked
    // Whoever is at work elsewhere on the page is left in peace.
    if (!this.#hadFocus) return
    const form = root.querySelector<HTMLElement>('.asking')
    if (!form) return focusComposer(root)
    const field = form.querySelector('.option') ? form : form.querySelector('textarea')
    field?.focus()
  }
}

// A touch screen would answer focus with its keyboard, over the answer.
function focusComposer(root: ParentNode) {
  if (matchMedia('(pointer: fine)').matches) root.querySelector<HTMLElement>('.composer textarea')?.focus()
}
