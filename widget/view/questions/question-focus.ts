/** Moves the focus to a question when it takes the place of the composer, and back when it is answered. */
export class QuestionFocus {
  #asked: string | undefined
  #hadFocus = false

  /** Called before each render: the focus is lost with the element that has it. */
  prepare(root: ParentNode) {
    this.#hadFocus = root.querySelector('.page :focus') !== null
  }

  /** Called after each render. */
  follow(root: ParentNode) {
    const form = root.querySelector<HTMLElement>('[data-question]')
    const asked = form?.dataset.question
    if (asked === this.#asked) return
    this.#asked = asked
    // Whoever is at work elsewhere on the page is left in peace.
    if (!this.#hadFocus) return
    if (!form) return focusComposer(root)
    const field = form.querySelector<HTMLElement>('.option') ? form : form.querySelector('textarea')
    field?.focus()
  }
}

// A touch screen would answer focus with its keyboard, over the answer.
function focusComposer(root: ParentNode) {
  if (matchMedia('(pointer: fine)').matches) root.querySelector<HTMLElement>('.composer textarea')?.focus()
}
