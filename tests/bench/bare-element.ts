// The least that a page can have for the same: Lit, 15 attributes, a launcher and a dialog. What the element is
// measured against.
import { css, html, LitElement, type TemplateResult } from 'lit'

const TEXTS = [
  'endpoint',
  'locale',
  'heading',
  'greeting',
  'placeholder',
  'label',
  'accent',
  'theme',
  'position',
]
const FLAGS = ['attachments', 'feedback', 'retry']
const NUMBERS = ['radius', 'size']

class BareElement extends LitElement {
  static override styles = css`
    :host {
      position: fixed;
      inset: auto 20px 20px auto;
      font: 15px/1.4 system-ui, sans-serif;
    }
    button {
      height: 56px;
      border: 0;
      border-radius: 28px;
      color: #fff;
      background: #18181b;
    }
    [role='dialog'] {
      position: absolute;
      inset: auto 0 68px auto;
      width: 400px;
      height: 560px;
      border: 1px solid #0002;
      border-radius: 16px;
      background: #fff;
      box-shadow: 0 12px 48px #0003;
    }
    [hidden] {
      display: none;
    }
  `
  static override properties = {
    ...Object.fromEntries(TEXTS.map((name) => [name, {}])),
    ...Object.fromEntries(FLAGS.map((name) => [name, { type: Boolean }])),
    ...Object.fromEntries(NUMBERS.map((name) => [name, { type: Number }])),
    open: { type: Boolean, reflect: true },
  }
  declare open: boolean
  declare heading: string
  declare label: string

  constructor() {
    super()
    this.open = false
    this.heading = 'Chat'
    this.label = 'Chat'
  }

  override render(): TemplateResult {
    return html`
      <button part="launcher" aria-haspopup="dialog" aria-expanded=${this.open} @click=${this.#toggle}>
        ${this.label}
      </button>
      <section part="panel" role="dialog" aria-label=${this.heading} ?hidden=${!this.open}>
        <header>
          <h2>${this.heading}</h2>
          <button aria-label="Close" @click=${this.#toggle}>×</button>
        </header>
      </section>
    `
  }

  #toggle(): void {
    this.open = !this.open
  }
}

customElements.define('bare-element', BareElement)
