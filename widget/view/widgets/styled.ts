import { Directive, directive, type ElementPart } from 'lit/directive.js'
import { noChange } from 'lit/html.js'
import type { Declarations } from './css-values.ts'

class Styled extends Directive {
  #applied: Declarations = {}

  render(_declarations: Declarations) {
    return noChange
  }

  override update(part: ElementPart, [declarations]: [Declarations]) {
    const { style } = part.element as HTMLElement
    for (const name of Object.keys({ ...this.#applied, ...declarations })) {
      const value = declarations[name]
      if (value === this.#applied[name]) continue
      if (value === undefined) style.removeProperty(name)
      else style.setProperty(name, value)
    }
    this.#applied = declarations
    return noChange
  }
}

/**
 * Styles an element through the object model, property by property: a strict content security policy allows it, and
 * a value cannot become anything but the value of its property.
 */
export const styled = directive(Styled)
