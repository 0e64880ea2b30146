// Writes `dist/custom-elements.json` (https://custom-elements-manifest.open-wc.org) from the doc comments of the element.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const MANIFEST = 'dist/custom-elements.json'
const SOURCES = ['todo-chat', 'chatkit-methods', 'attributes', 'events']
const CHATKIT_TYPES = 'node_modules/@openai/chatkit/types/index.d.ts'

/** A rollup plugin, for the bundle `dist/todo-chat.mjs`. */
export const manifest = () => ({
  name: 'custom-elements-manifest',
  async closeBundle() {
    const cli = createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/cem.js')
    const globs = SOURCES.flatMap((file) => ['--globs', `widget/${file}.ts`])
    execFileSync(process.execPath, [cli, 'analyze', '--quiet', ...globs, '--outdir', 'dist'])
    const written = JSON.parse(readFileSync(MANIFEST, 'utf8'), (key, value) =>
      key === 'type' ? { ...value, text: resolved(value.text) } : value,
    )
    for (const module of written.modules) {
      // What the files of the element share beside classes is nothing that a page has.
      const isClass = ({ name }) =>
        module.declarations.some((found) => found.kind === 'class' && found.name === name)
      module.exports = module.exports.filter(isClass)
      module.declarations = module.declarations.filter(isClass)
      for (const declared of module.declarations) declared.members = declared.members?.map(toMethod)
      const element = module.declarations.find(({ name }) => name === 'TodoChat')
      if (!element) continue
      await describe(element)
      const declaration = { name: 'TodoChat', module: module.path }
      module.exports.push({ kind: 'custom-element-definition', name: 'todo-chat', declaration })
    }
    writeFileSync(MANIFEST, JSON.stringify(written, null, 2))
  },
})

/** Says of the element what its source does not say in words. */
async function describe(element) {
  const properties = await declaredProperties()
  element.tagName = 'todo-chat'
  element.customElement = true
  element.events = element.events.filter(({ description }) => description)
  element.members = element.members.filter(isPublic).map((member) => {
    const { attribute, reflect } = properties.get(member.name) ?? {}
    if (!attribute) return member
    const value = member.default ?? defaultOf(member.type.text)
    return { ...member, ...(value && { default: value }), attribute, ...(reflect && { reflects: true }) }
  })
  // One is a property of every element, and so declared in words alone.
  const nonce = element.attributes.filter(({ name }) => name === 'nonce')
  element.attributes = [...element.members.filter(({ attribute }) => attribute).map(toAttribute), ...nonce]
}

/** The properties of the element as it declares them: a name in HTML, if any, and whether it is written there. */
async function declaredProperties() {
  // A new address each time, for whoever watches.
  const { TodoChat } = await import(`${pathToFileURL(resolve('dist/todo-chat.mjs'))}?${Date.now()}`)
  // Asked for, the element looks at all of its classes.
  return TodoChat.observedAttributes && TodoChat.elementProperties
}

/** A method that is declared by its type, `(threadId: string | null) => Promise<void>`, is one all the same. */
function toMethod(member) {
  const { type, ...rest } = member
  const [, list, result] = /^\((.*)\) => (Promise<void>)$/s.exec(type?.text) ?? []
  if (!result) return member
  const parameters = list.split(/,?\s+(?=\w+\??:)|,?\s*$/).flatMap((parameter) => {
    const [, name, optional, text] = /^(\w+)(\??): (.*)$/.exec(parameter) ?? []
    return name ? { name, ...(optional && { optional: true }), type: { text } } : []
  })
  return { ...rest, kind: 'method', return: { type: { text: result } }, ...(list && { parameters }) }
}

const isPublic = (member) =>
  !member.privacy && !member.static && !member.name.startsWith('#') && !/Callback$/.test(member.name)

/** Of a few values the first is the default; a flag is off. */
const defaultOf = (type) => (type === 'boolean' ? 'false' : /^'[^']*'/.exec(type)?.[0])

const toAttribute = ({ attribute, name, type, description, default: value, reflects }) => ({
  name: attribute,
  fieldName: name,
  // No list of things can be written in HTML.
  type: { text: type.text.replace(/\w+\[\] \| /, '') },
  description,
  ...(value && { default: value }),
  ...(reflects && { reflects }),
})

/** A type in names that are found outside of our source. */
function resolved(type) {
  return type.replace(/\bGrayscaleOptions\['(\w+)'\]/g, (_, member) => {
    const types = readFileSync(CHATKIT_TYPES, 'utf8')
    const found = RegExp(`type GrayscaleOptions = \\{[^}]*\\b${member}\\??: ([^;]+);`).exec(types)
    if (!found) throw new Error(`@openai/chatkit has changed: its GrayscaleOptions have no ${member}.`)
    return found[1]
  })
}
