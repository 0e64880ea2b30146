/** What is in a block: text, marked up. */
export type Inline =
  | { type: 'text' | 'code'; text: string }
  | { type: 'break' }
  | { type: 'emphasis' | 'strong' | 'strike'; inlines: Inline[] }
  | Link

/** A link, or an image: what is in it is read instead of it. */
export interface Link {
  type: 'link' | 'image'
  href: string
  title: string | undefined
  inlines: Inline[]
}

export interface List {
  type: 'list'
  /** The number of the first item; undefined when items have none. */
  start: number | undefined
  /** Whether its paragraphs stand apart. */
  isLoose: boolean
  items: ListItem[]
}

export interface ListItem {
  /** Whether the task is done; undefined when the item is none. */
  checked: boolean | undefined
  blocks: Block[]
}

export interface Table {
  type: 'table'
  /** The side of each column. */
  sides: (string | undefined)[]
  /** The head first. */
  rows: Inline[][][]
}

export interface Code {
  type: 'code'
  lang: string
  text: string
}

/** A block of Markdown. */
export type Block =
  | { type: 'paragraph'; inlines: Inline[] }
  | { type: 'heading'; depth: number; inlines: Inline[] }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'rule' }
  | { type: 'html'; text: string }
  | Code
  | List
  | Table

/** Where link definitions lead, by their normalized label. */
export type Definitions = Map<string, { href: string; title: string | undefined }>
