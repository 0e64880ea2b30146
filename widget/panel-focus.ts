import type { Chrome } from './chrome.ts'

/** Where the focus goes when a panel opens and closes. */
export function createPanelFocus({ close, launcher }: Chrome) {
  let opener: HTMLElement | undefined
  return {
    /** Moves the focus in, and remembers from where. */
    enter(): void {
      opener = focusedElement()
      // The panel is in sight already; to find that out would be the dearest part of a click.
      close.focus({ preventScroll: true })
    },

    /** Gives the focus back to whatever opened the panel. */
    leave(): void {
      launcher.focus()
      // It may be gone, or hidden.
      opener?.focus()
    },

    /** Whether it may go on into the chat: it is on our close button, and no on-screen keyboard would jump up. */
    mayGoOn: () => focusedElement() === close && matchMedia('(pointer:fine)').matches,
  }
}

/** The element that has the focus, however deep in shadow roots. */
function focusedElement(): HTMLElement | undefined {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element && element !== document.body ? (element as HTMLElement) : undefined
}
