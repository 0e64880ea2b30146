import type { ModelOption, ToolOption } from '@openai/chatkit'
import { html, nothing } from 'lit/html.js'
import type { UserMessageInput } from '../client.ts'
import { icon } from '../icons.ts'
import type { ViewHost } from '../view-host.ts'
import { fill } from '../words.ts'
import type { Option, Picker } from './picker.ts'

/** The tool and the model that the next message asks for. */
export class Choices {
  readonly #host: ViewHost
  #toolId: string | undefined
  #modelId: string | undefined

  constructor(host: ViewHost) {
    this.#host = host
  }

  get placeholder(): string | undefined {
    return this.#tool?.placeholderOverride
  }

  get inferenceOptions(): UserMessageInput['inference_options'] {
    const model = this.#model?.id
    return { ...(model && { model }), ...(this.#tool && { tool_choice: { id: this.#tool.id } }) }
  }

  selectTool(id: string | undefined) {
    if (id === this.#toolId) return
    this.#toolId = id
    this.#host.emit('chatkit.tool.change', { toolId: id ?? null })
    this.#host.requestUpdate()
  }

  selectModel(id: string) {
    this.#modelId = id
    this.#host.requestUpdate()
  }

  /** A tool is for one message, unless it says otherwise. */
  handleSent() {
    if (!this.#tool?.persistent) this.selectTool(undefined)
  }

  /** The tools of the menu: those that have no button of their own. */
  toolOptions(): Option[] {
    return this.#tools
      .filter(({ pinned }) => !pinned)
      .map(({ id, label, icon: shape }) => ({
        label,
        icon: shape,
        isChosen: id === this.#toolId,
        choose: () => this.selectTool(id === this.#toolId ? undefined : id),
      }))
  }

  /** Draws the buttons of tools: the one that opens their menu, the pinned ones, the chosen one. */
  renderTools(picker: Picker) {
    const options = this.toolOptions()
    const label = this.#host.words.tools
    return html`${
      options.length > 0
        ? html`<button
            type="button"
            class="icon-button"
            aria-label=${label}
            title=${label}
            aria-haspopup="listbox"
            aria-expanded=${picker.label === label && picker.opener === 'tools'}
            @click=${(event: Event) => picker.toggle('tools', label, options, event.currentTarget as HTMLElement)}
          >
            ${icon('settings')}
          </button>`
        : nothing
    }
    ${this.#tools.map((tool) => (tool.pinned || tool === this.#tool ? this.#renderTool(tool) : nothing))}`
  }

  #renderTool(tool: ToolOption) {
    const isOn = tool.id === this.#toolId
    const name = tool.shortLabel ?? tool.label
    return html`<button
      type="button"
      class="choice"
      aria-pressed=${isOn}
      title=${isOn ? fill(this.#host.words.remove, { name: tool.label }) : tool.label}
      @click=${() => this.selectTool(isOn ? undefined : tool.id)}
    >
      ${icon(tool.icon)}<span>${name}</span>${isOn ? icon('close') : nothing}
    </button>`
  }

  /** Draws the button that shows the model, and opens the list of them. */
  renderModels(picker: Picker) {
    const selected = this.#model
    if (!selected) return nothing
    const label = this.#host.words.model
    const open = (event: Event) =>
      picker.toggle('models', label, this.#modelOptions(selected), event.currentTarget as HTMLElement)
    return html`<button
      type="button"
      class="choice model"
      aria-label=${`${label}: ${selected.label}`}
      aria-haspopup="listbox"
      aria-expanded=${picker.label === label && picker.opener === 'models'}
      @click=${open}
    >
      <span>${selected.label}</span>${icon('chevron')}
    </button>`
  }

  #modelOptions(selected: ModelOption): Option[] {
    return this.#models.map((model) => ({
      label: model.label,
      description: model.description,
      isDisabled: model.disabled,
      isChosen: model === selected,
      choose: () => this.selectModel(model.id),
    }))
  }

  get #tools(): readonly ToolOption[] {
    return this.#host.options.composer?.tools ?? []
  }

  get #models(): readonly ModelOption[] {
    return this.#host.options.composer?.models ?? []
  }

  get #tool(): ToolOption | undefined {
    return this.#tools.find(({ id }) => id === this.#toolId)
  }

  get #model(): ModelOption | undefined {
    const usable = this.#models.filter(({ disabled }) => !disabled)
    return usable.find(({ id }) => id === this.#modelId) ?? usable.find((model) => model.default) ?? usable[0]
  }
}
