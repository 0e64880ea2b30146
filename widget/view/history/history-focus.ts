import type { ThreadList } from './thread-list.ts'

/** Moves the focus along when the history, or a row of it, opens and closes. */
export class HistoryFocus {
  #isOpen = false
  #renaming: string | undefined
  #removed: string | undefined

  /** Called after each render. */
  follow(root: ParentNode & { activeElement?: Element | null }, isOpen: boolean, list: ThreadList) {
    const [wasOpen, renamed, removed] = [this.#isOpen, this.#renaming, this.#removed]
    this.#isOpen = isOpen
    this.#renaming = isOpen ? list.renaming : undefined
    this.#removed = isOpen ? list.removed?.id : undefined
    if (isOpen !== wasOpen)
      return focus(root, isOpen ? '.history .icon-button' : '.page [data-icon=history], .page textarea')
    if (!isOpen) return
    if (this.#renaming && this.#renaming !== renamed) focus(root, '.editing input')
    else if (renamed && !this.#renaming) focusRow(root, list, renamed)
    else if (this.#removed && this.#removed !== removed) focus(root, '.undo button')
    // The button that had the focus is gone with what it could have brought back.
    else if (removed && !this.#removed && !root.activeElement) focusRow(root, list, removed)
  }
}

function focusRow(root: ParentNode, { found }: ThreadList, threadId: string) {
  const index = found.findIndex(({ id }) => id === threadId)
  const row = root.querySelectorAll<HTMLElement>('.thread-open')[index]
  if (row) row.focus()
  else focus(root, '.history .icon-button')
}

function focus(root: ParentNode, selector: string) {
  const element = root.querySelector<HTMLElement>(selector)
  element?.focus()
  if (element instanceof HTMLInputElement) element.select()
}
