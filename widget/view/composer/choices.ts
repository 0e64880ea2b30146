import type { ModelOption, ToolOption } from '@openai/chatkit'
import { html, nothing } from 'lit'
import type { UserMessageInput } from '../client.ts'
import { icon } from '../icons.ts'
import type { ViewHost } from '../view-host.ts'

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

  render() {
    const { tools = [], models = [] } = this.#host.options.composer ?? {}
    if (tools.length === 0 && models.length === 0) return nothing
    return html`<div class="choices">
      ${tools.map((tool) => this.#renderTool(tool))}
      ${models.length > 0 ? this.#renderModels(models) : nothing}
    </div>`
  }

  #renderTool(tool: ToolOption) {
    const isOn = tool.id === this.#toolId
    return html`<button
      type="button"
      class="choice"
      aria-pressed=${isOn}
      title=${tool.label}
      @click=${() => this.selectTool(isOn ? undefined : tool.id)}
    >
      ${icon(tool.icon)}<span>${tool.shortLabel ?? tool.label}</span>
    </button>`
  }

  #renderModels(models: readonly ModelOption[]) {
    const selected = this.#model?.id
    const handleChange = (event: Event) => this.selectModel((event.target as HTMLSelectElement).value)
    return html`<select class="choice" aria-label=${this.#host.words.model} @change=${handleChange}>
      ${models.map(
        ({ id, label, description, disabled = false }) =>
          html`<option value=${id} title=${description ?? nothing} ?disabled=${disabled} .selected=${id === selected}>
            ${label}
          </option>`,
      )}
    </select>`
  }

  get #tool(): ToolOption | undefined {
    return this.#host.options.composer?.tools?.find(({ id }) => id === this.#toolId)
  }

  get #model(): ModelOption | undefined {
    const models = this.#host.options.composer?.models ?? []
    const usable = models.filter(({ disabled }) => !disabled)
    return usable.find(({ id }) => id === this.#modelId) ?? usable.find((model) => model.default) ?? usable[0]
  }
}
