import { Directive, directive, type ElementPart } from 'lit/directive.js'
import { noChange, nothing } from 'lit/html.js'

/** Attributes by name: `true` is one without a value, `nothing` and the like are none. */
export type Attributes = Record<string, string | boolean | undefined | typeof nothing>

class Attributed extends Directive {
  #applied: Attributes = {}

  render(_attributes: Attributes) {
    return noChange
  }

  override update(part: ElementPart, [attributes]: [Attributes]) {
    for (const name of Object.keys({ ...this.#applied, ...attributes })) {
      const value = attributes[name]
      if (value === this.#applied[name]) continue
      if (value === undefined || value === nothing || value === false) part.element.removeAttribute(name)
      else part.element.setAttribute(name, value === true ? '' : (value as string))
    }
    this.#applied = attributes
    return noChange
  }
}

/** Gives an element attributes that several templates share. */
export const attributed = directive(Attributed)
