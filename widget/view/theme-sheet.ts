import type { ChatKitOptions } from '@openai/chatkit'
import { readColor } from './color.ts'
import { FontLoader } from './fonts.ts'
import { themeOf, themeValues } from './theme.ts'

/** Keeps the theme of a view: its custom properties in a stylesheet of their own, and its fonts. */
export class ThemeSheet {
  readonly sheet = new CSSStyleSheet()
  readonly #fonts = new FontLoader()

  /** Applies the theme of the options. The root must be in the page: colours may refer to those of the page. */
  apply(options: ChatKitOptions, root: ParentNode) {
    const theme = themeOf(options)
    this.#fonts.load(theme.typography?.fontSources ?? [])
    const values = themeValues(theme, (color) => readColor(color, root))
    // Set through the object model, never as text: no option can end up as a rule of its own.
    this.sheet.replaceSync(':host {}')
    const { style } = this.sheet.cssRules[0] as CSSStyleRule
    for (const [name, value] of Object.entries(values)) style.setProperty(name, value)
  }

  /** Takes the fonts out of the page. */
  remove() {
    this.#fonts.unload()
  }
}
