/** An attribute, event, part, slot or custom property, as the manifest of the element tells of it. */
export interface Described {
  name: string
  description: string
}
export interface AttributeFacts extends Described {
  /** The property of the same meaning; the name itself unless said. */
  fieldName?: string
  type: { text: string }
}

/** What the page uses of https://github.com/webcomponents/custom-elements-manifest. */
export interface ElementFacts {
  attributes: AttributeFacts[]
  events: Described[]
  cssProperties: (Described & { default?: string })[]
  cssParts: Described[]
  slots: Described[]
}

/** What `<todo-chat>` is, from the manifest that is made of its source. */
export async function loadElementFacts(): Promise<ElementFacts> {
  const { modules } = await loadJson<{ modules: { declarations: { tagName?: string }[] }[] }>(
    '/custom-elements.json',
  )
  const found = modules
    .flatMap(({ declarations }) => declarations)
    .find(({ tagName }) => tagName === 'todo-chat')
  if (!found) throw new Error('custom-elements.json tells nothing of <todo-chat>.')
  return found as unknown as ElementFacts
}

/** What a page puts into the tag that loads the element. */
export interface ScriptFacts {
  src: string
  integrity: string
}

/** The script as this server serves it, with its hash, which is another one after an update. */
export async function loadScriptFacts(): Promise<ScriptFacts> {
  const file = 'todo-chat.js'
  const { [file]: integrity } = await loadJson<Record<string, string>>('/integrity.json')
  if (!integrity) throw new Error(`integrity.json tells no hash of ${file}.`)
  return { src: new URL(`/${file}`, location.href).href, integrity }
}

async function loadJson<T>(path: string): Promise<T> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${path}.`)
  return response.json() as Promise<T>
}
