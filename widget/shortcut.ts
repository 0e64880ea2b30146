const MODIFIERS = ['alt', 'ctrl', 'meta', 'shift'] as const

/**
 * What may be written: `mod+k`, `ctrl+shift+c`. A character alone would be typed by chance, by those who speak to
 * their computer most of all (WCAG 2.1.4).
 */
export const SHORTCUT = /^((mod|ctrl|alt|shift|meta)\+)+(\S|\w+)$/i

/** Whether a key that was pressed is the shortcut. `mod` is the command key on a Mac, else the control key. */
export function isShortcut(event: KeyboardEvent, shortcut: string): boolean {
  const mod = /^(Mac|iP)/.test(navigator.platform) ? 'meta' : 'ctrl'
  const keys = shortcut
    .toLowerCase()
    .replace('mod+', `${mod}+`)
    .split(/\+(?=.)/)
  // A key that types nothing of the Latin alphabet is the letter that is there on most keyboards: on a Russian one, or
  // with the option key of a Mac.
  const pressed = [event.key, event.key > '~' && event.code.slice(3)]
  return (
    // Held down it would open and close all the time.
    !event.repeat &&
    pressed.some((key) => `${key}`.toLowerCase() === keys.at(-1)) &&
    MODIFIERS.every((name) => event[`${name}Key`] === keys.includes(name))
  )
}
