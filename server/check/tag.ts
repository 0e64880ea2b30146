import { type DefaultTreeAdapterTypes, parse } from 'parse5'

/** A script tag that loads the element. */
export interface ScriptTag {
  src: string
  integrity: string | undefined
  crossOrigin: string | undefined
  nonce: string | undefined
  isModule: boolean
}

/** The chat as the page's HTML describes it. */
export interface Tag {
  /** The script that defines the element, when the page names it. */
  script: ScriptTag | undefined
  /** The attributes of the chat, from `<todo-chat …>` or from the `data-*` of the script. */
  attributes: Record<string, string>
  /** Whether the page has a chat, or only the script that could draw one. */
  isPlaced: boolean
}

/** What the HTML of a page says. */
export interface Markup {
  tag: Tag | undefined
  /** Values of `<meta http-equiv="Content-Security-Policy">`. */
  policies: string[]
  /** Against what relative URLs resolve. */
  base: string
}

interface Element {
  name: string
  attributes: Record<string, string>
}

/** Reads a page as a browser does: what stands in a comment or a template is not there. */
export function readMarkup(html: string, url: string): Markup {
  const elements = [...walk(parse(html))]
  const href = elements.find(({ name, attributes }) => name === 'base' && attributes.href)?.attributes.href
  const base = href && URL.canParse(href, url) ? new URL(href, url).href : url
  const policies = elements
    .filter(({ name, attributes: { 'http-equiv': kind = '' } }) => {
      return name === 'meta' && kind.toLowerCase() === 'content-security-policy'
    })
    .map(({ attributes }) => attributes.content ?? '')
  return { tag: findTag(elements, base), policies, base }
}

function findTag(elements: Element[], base: string): Tag | undefined {
  const element = elements.find(({ name }) => name === 'todo-chat')
  const script = elements.find((one) => one.name === 'script' && isOurs(one.attributes))
  if (!element && !script) return undefined
  const data = Object.entries(script?.attributes ?? {}).filter(([name]) => name.startsWith('data-'))
  return {
    script: script && toScript(script.attributes, base),
    attributes:
      element?.attributes ?? Object.fromEntries(data.map(([name, value]) => [name.slice(5), value])),
    isPlaced: element !== undefined || data.length > 0,
  }
}

/** By its file's name, or by what it is told. */
const isOurs = ({ src, ...attributes }: Record<string, string>) =>
  src !== undefined &&
  (/(^|\/)todo-chat(@[\w.+-]+)?(\.min)?\.js([?#]|$)/.test(src) ||
    ['data-endpoint', 'data-session-url', 'data-api-url'].some((name) => name in attributes))

const toScript = (attributes: Record<string, string>, base: string): ScriptTag => ({
  src: new URL(attributes.src ?? '', base).href,
  integrity: attributes.integrity,
  crossOrigin: attributes.crossorigin,
  nonce: attributes.nonce,
  isModule: attributes.type === 'module',
})

function* walk(node: DefaultTreeAdapterTypes.Node): Generator<Element> {
  if ('attrs' in node) {
    yield {
      name: node.tagName,
      attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
    }
  }
  for (const child of 'childNodes' in node ? node.childNodes : []) yield* walk(child)
}
