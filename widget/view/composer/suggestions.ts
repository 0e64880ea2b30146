import type { Command, Entity } from '@openai/chatkit'
import { logOf } from '../failure.ts'
import type { ViewHost } from '../view-host.ts'
import type { Option, Picker } from './picker.ts'

/** The text that suggestions are for. */
export interface SuggestionText {
  readonly text: string
  /** Where the caret is; undefined when the text does not have the focus. */
  readonly caret: number | undefined
  /** Puts a text in the place of another. */
  replace(start: number, end: number, text: string): void
  mention(entity: Entity): void
  /** What the composer itself can do. */
  ownCommands(): Option[]
}

// A name may have spaces; what is far behind is no longer searched for.
const TRIGGER = /(?:^|\s)([@/])([^@/\n]{0,40})$/

/** Suggests what can be mentioned after an `@`, and what can be done after a `/`. */
export class Suggestions {
  readonly #host: ViewHost
  readonly #picker: Picker
  readonly #text: SuggestionText
  #menu: readonly Command[] | undefined
  #search = 0

  constructor(host: ViewHost, picker: Picker, text: SuggestionText) {
    this.#host = host
    this.#picker = picker
    this.#text = text
  }

  /** Looks what the text before the caret asks for. */
  async update(): Promise<void> {
    const { options, words, emit } = this.#host
    const search = ++this.#search
    const [, mark, query = ''] = TRIGGER.exec(this.#text.text.slice(0, this.#text.caret)) ?? []
    const { onTagSearch } = options.entities ?? {}
    if (mark !== '/') this.#menu = undefined
    const isMention = mark === '@' && onTagSearch !== undefined
    if (!isMention && !(mark === '/' && options.commands?.enabled)) return this.#close()
    const label = isMention ? words.mentions : words.commands
    const shown = this.#picker.label === label ? this.#picker.options : []
    this.#picker.open('text', label, shown, true)
    let found: Option[] = []
    try {
      found = isMention
        ? (await onTagSearch(query)).map((entity) => this.#mention(entity))
        : await this.#commands(query)
    } catch (error) {
      emit('chatkit.log', logOf('suggestions.failed', error))
    }
    if (search !== this.#search) return
    // Several words that nothing has in its name are a sentence.
    if (found.length === 0 && query.includes(' ')) this.#close()
    else this.#picker.open('text', label, found)
  }

  #close() {
    if (this.#picker.opener === 'text') this.#picker.close()
  }

  #mention(entity: Entity): Option {
    const { title, icon, group } = entity
    return { label: title, icon, group, entity, choose: () => this.#insert(entity) }
  }

  async #commands(query: string): Promise<Option[]> {
    const { onSearch } = this.#host.options.commands ?? {}
    const isFound = ({ label }: { label: string }) => label.toLowerCase().includes(query.toLowerCase())
    if (this.#menu) return this.#menu.filter(isFound).map((command) => this.#command(command))
    const own = this.#text.ownCommands().filter(isFound)
    const found = (await onSearch?.(query)) ?? []
    return [...found.map((command) => this.#command(command)), ...own.map((option) => this.#ending(option))]
  }

  #command(command: Command): Option {
    return { ...command, choose: () => void this.#run(command) }
  }

  /** An option that also takes away what was typed for it. */
  #ending(option: Option): Option {
    return {
      ...option,
      choose: () => {
        this.#replace('')
        option.choose()
      },
    }
  }

  async #run(command: Command) {
    this.#menu = undefined
    try {
      const selection = await this.#host.options.commands?.onSelect?.(command)
      if (selection?.type === 'entity') return this.#insert(selection.entity)
      if (selection?.type === 'menu') this.#menu = selection.commands
      this.#replace(selection ? '/' : '')
    } catch (error) {
      this.#host.emit('chatkit.error', { error: error as Error })
    }
  }

  #insert(entity: Entity) {
    this.#text.mention(entity)
    this.#replace(`@${entity.title} `)
  }

  /** Replaces what was typed to find something. */
  #replace(text: string) {
    const end = this.#text.caret ?? this.#text.text.length
    const typed = TRIGGER.exec(this.#text.text.slice(0, end))
    const start = typed ? end - 1 - (typed[2]?.length ?? 0) : end
    this.#text.replace(start, end, text)
  }
}
