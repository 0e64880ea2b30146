// Writes the tables of README.md from what they are about: the manifest of the element and the schema of the
// configuration. `npm run readme` does it; a test holds the README against what this makes.
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** The README with each table, between `<!-- name -->` and `<!-- /name -->`, made anew. */
export async function withTables(readme) {
  const { modules } = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8'))
  const element = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName)
  const { variables } = await import(pathToFileURL('dist/server/config.js').href)
  const tables = {
    attributes: table(['attribute', 'values', 'meaning'], element.attributes.map(attributeRow)),
    methods: element.members
      .filter(({ kind }) => kind === 'method')
      .map(({ name }) => `\`${name}()\``)
      .join(' '),
    events: table(
      ['event', 'when'],
      element.events
        .filter(({ name }) => name.startsWith('todo-chat'))
        .map(({ name, description }) => [code(name), description]),
    ),
    'chatkit-events': element.events
      .filter(({ name }) => name.startsWith('chatkit'))
      .map(({ name }) => code(name))
      .join(' '),
    styling: table(
      ['slot, part, custom property', 'is'],
      [
        ...element.slots.map(({ name, description }) => [`slot ${code(name)}`, description]),
        ...element.cssParts.map(({ name, description }) => [`part ${code(name)}`, description]),
        ...element.cssProperties.map(({ name, description, default: value }) => [
          code(name),
          value ? `${description} Default ${code(value)}.` : description,
        ]),
      ],
    ),
    configuration: table(['variable', 'meaning'], variableRows(variables.shape)),
  }
  return Object.entries(tables).reduce((text, [name, made]) => {
    const place = RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`)
    if (!place.test(text)) throw new Error(`README.md has no place <!-- ${name} --> … <!-- /${name} -->.`)
    return text.replace(place, (_, start, end) => `${start}${made}\n${end}`)
  }, readme)
}

function attributeRow({ name, type, description }) {
  return [code(name), valuesOf(type.text), description.replaceAll('\n', ' ')]
}

/** `'a' | 'b' | null` as the values that can be written in HTML. */
function valuesOf(type) {
  const parts = type.split(' | ').filter((part) => !/^(null|undefined)$/.test(part))
  if (parts.every((part) => /^'/.test(part))) return parts.map((part) => code(part.slice(1, -1))).join(' ')
  if (parts.every((part) => /^-?\d+$/.test(part))) return `${parts[0]}–${parts.at(-1)}`
  if (parts[0] === 'boolean') return 'flag'
  return parts.includes('string') ? 'text' : 'number'
}

/** Variables with the same words share a row. */
function variableRows(shape) {
  const rows = Map.groupBy(Object.entries(shape), ([, schema]) => schema.description)
  return [...rows].map(([description, variables]) => {
    const defaults = variables.map(([, { def }]) => def.defaultValue).filter((value) => value !== undefined)
    const told = defaults.length ? ` Default ${defaults.map(code).join(', ')}.` : ''
    return [variables.map(([name]) => code(name)).join(', '), `${description}${told}`]
  })
}

const code = (text) => `\`${text}\``
const escaped = (cell) => String(cell).replaceAll('|', '\\|')

function table(head, rows) {
  const line = (cells) => `| ${cells.map(escaped).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

if (import.meta.filename === process.argv[1])
  writeFileSync('README.md', await withTables(readFileSync('README.md', 'utf8')))
