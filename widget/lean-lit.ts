// biome-ignore-all lint/complexity/noThisInStatic: the class is the one that the page uses, not this one.

/**
 * What `<todo-chat>` uses of Lit, in a quarter of its size. Every page that carries the script tag pays for each byte,
 * so the build puts this in the place of `lit` there; bundlers get the element with `lit` itself, and the tests run both.
 */

interface Declaration {
  attribute: string | false
  type?: typeof Boolean
  converter?: (value: string | null) => unknown
  reflect?: boolean
  useDefault?: boolean
}
type Changed = Map<string, unknown>

/** A stylesheet as text: it becomes one when the first element is built, for all of them. */
export function css([text]: TemplateStringsArray): string {
  return text as string
}

let sheet: CSSStyleSheet | undefined

/** https://lit.dev/docs/components/properties/, with every property declared, and /lifecycle/. */
export abstract class ReactiveElement extends HTMLElement {
  declare static properties: Record<string, Declaration>
  declare static styles: string

  /** Defines the properties, each time it is asked for: the browser does so once, when it gets to know the element. */
  static get observedAttributes(): string[] {
    for (const name in this.properties) {
      Object.defineProperty(this.prototype, name, {
        get(this: ReactiveElement) {
          return this.#values[name]
        },
        set(this: ReactiveElement, value: unknown) {
          this.#set(name, value)
        },
        configurable: true,
      })
    }
    return Object.values(this.properties).flatMap(({ attribute }) => attribute || [])
  }

  /** Whether the element was drawn once. */
  hasUpdated = false
  /** Fulfilled when the element shows what was said to it. */
  declare updateComplete: Promise<unknown> | undefined
  #properties = (this.constructor as typeof ReactiveElement).properties
  #values: Record<string, unknown> = {}
  #defaults: Record<string, unknown> = {}
  #changed: Changed = new Map()
  #enable: (() => void) | undefined
  #enabled = new Promise<void>((resolve) => {
    this.#enable = resolve
  })
  // What a page said before the script had loaded.
  #early: Record<string, unknown> = {}

  constructor() {
    super()
    const self = this as unknown as Record<string, unknown>
    for (const name in this.#properties) {
      if (!Object.hasOwn(self, name)) continue
      this.#early[name] = self[name]
      delete self[name]
    }
    this.requestUpdate()
  }

  connectedCallback(): void {
    this.#enable?.()
  }

  disconnectedCallback(): void {}

  attributeChangedCallback(attribute: string, _old: string | null, value: string | null): void {
    for (const name in this.#properties) {
      const { attribute: own, converter } = this.#properties[name] as Declaration
      if (own === attribute) this.#set(name, converter ? converter(value) : value)
    }
  }

  requestUpdate(name?: string, old?: unknown): void {
    if (name && !this.#changed.has(name)) this.#changed.set(name, old)
    this.#pending ??= this.updateComplete = this.#performUpdate()
  }

  protected createRenderRoot(): HTMLElement | DocumentFragment {
    const root = this.attachShadow({ mode: 'open' })
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync((this.constructor as typeof ReactiveElement).styles)
    }
    root.adoptedStyleSheets = [sheet]
    return root
  }

  protected abstract willUpdate(changed: Changed): void

  protected update(changed: Changed): void {
    for (const name of changed.keys()) {
      const { attribute, type, reflect } = this.#properties[name] as Declaration & { attribute: string }
      const value = this.#values[name]
      if (!reflect || (value === this.#defaults[name] && !this.hasAttribute(attribute))) continue
      // The attribute says so to the property again, which has that value already.
      if (type) this.toggleAttribute(attribute, !!value)
      else this.setAttribute(attribute, value as string)
    }
  }

  protected abstract updated(changed: Changed): void

  #pending: Promise<unknown> | undefined

  #set(name: string, value: unknown): void {
    const old = this.#values[name]
    this.#values[name] = value
    if (this.#properties[name]?.useDefault && !(name in this.#defaults)) this.#defaults[name] = value
    else if (old !== value) this.requestUpdate(name, old)
  }

  async #performUpdate(): Promise<void> {
    await this.#enabled
    const changed = this.#changed
    try {
      if (!this.hasUpdated) {
        this.createRenderRoot()
        Object.assign(this, this.#early)
      }
      this.willUpdate(changed)
      this.update(changed)
    } finally {
      this.#changed = new Map()
      this.#pending = undefined
    }
    this.hasUpdated = true
    this.updated(changed)
  }
}
