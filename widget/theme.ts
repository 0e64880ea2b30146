import type { ColorScheme } from '@openai/chatkit'

const DARK = '(prefers-color-scheme:dark)'

/** Whether the chat is light or dark: as it is told, as the host page is, or as the system is. */
export function schemeOf(theme: 'auto' | 'light' | 'dark' | 'host'): ColorScheme {
  const wanted = theme === 'host' ? schemeOfPage() : theme
  return wanted === 'light' || wanted === 'dark' ? wanted : matchMedia(DARK).matches ? 'dark' : 'light'
}

/** Calls when the system or the page may have switched between light and dark, or the page its language. */
export function followLook(signal: AbortSignal, changed: () => void): void {
  matchMedia(DARK).addEventListener('change', changed, { signal })
  const observer = new MutationObserver(changed)
  // Pages switch on <html> or <body>, by a class or an attribute.
  for (const element of pageElements()) observer.observe(element, { attributes: true })
  signal.addEventListener('abort', () => observer.disconnect())
}

/** Where a page says what holds for all of it. */
export function pageElements(): HTMLElement[] {
  return [document.documentElement, document.body].filter(Boolean)
}

// Not "dark:bg-black" of Tailwind, which is there in the light as well, nor "text-dark" of Bootstrap, "light-sidebar" or
// "/themes/light/".
const SAID = /(?<!text-|font-|\/)\b(?:dark|light)\b(?![:/]|-(?!mode|theme))/

/**
 * What the page says about itself: in a class or another attribute, or in the CSS property `color-scheme`. A page that
 * says nothing has a light canvas; one that is `light dark` follows the system.
 */
function schemeOfPage(): string {
  const elements = pageElements()
  const said = elements
    .flatMap(({ attributes }) => [...attributes])
    .map(({ name, value }) => name !== 'style' && value)
  const { colorScheme } = getComputedStyle(elements.at(-1) as Element)
  return SAID.exec(said.join(' '))?.[0] ?? colorScheme.replace('normal', 'light').replace(/ ?only ?/, '')
}
