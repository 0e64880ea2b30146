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

/** The script of this version with its hash: the hash of a file that may change would one day keep it out. */
export async function loadScriptFacts(): Promise<ScriptFacts> {
  const hashes = await loadJson<Record<string, string>>('/integrity.json')
  const file = Object.keys(hashes).find((name) => /^todo-chat@.+\.js$/.test(name)) ?? 'todo-chat.js'
  return { src: new URL(`/${file}`, location.href).href, integrity: hashes[file] ?? '' }
}

async function loadJson<T>(path: string): Promise<T> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${path}.`)
  return response.json() as Promise<T>
}
