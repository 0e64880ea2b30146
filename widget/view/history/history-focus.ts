import type { ThreadList } from './thread-list.ts'

/** Moves the focus along when the history, or a row of it, opens and closes. */
export class HistoryFocus {
  #isOpen = false
  #edited: ThreadList['open']

  /** Called after each render. */
  follow(root: ParentNode, isOpen: boolean, { open, threads }: ThreadList) {
    const wasOpen = this.#isOpen
    const edited = this.#edited
    this.#isOpen = isOpen
    this.#edited = isOpen ? open : undefined
    if (isOpen && !wasOpen) focus(root, '.history .icon-button')
    else if (!isOpen && wasOpen) focus(root, '.page [data-icon=history], .page textarea')
    else if (isOpen && open && open !== edited) focus(root, '[data-edit] [data-focus]')
    else if (isOpen && edited && !open)
      focusRow(
        root,
        threads.findIndex(({ id }) => id === edited.threadId),
      )
  }
}

function focusRow(root: ParentNode, index: number) {
  const rows = root.querySelectorAll<HTMLElement>('.thread-open')
  // The row is gone after a deletion: the focus goes to where one is sure to be.
  const row = rows[index] ?? root.querySelector<HTMLElement>('.history .icon-button')
  row?.focus()
}

function focus(root: ParentNode, selector: string) {
  const element = root.querySelector<HTMLElement>(selector)
  element?.focus()
  if (element instanceof HTMLInputElement) element.select()
}
