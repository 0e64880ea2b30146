// Measures, and prints tables. Each part is a file of its own: name some on the command line to run only those.
import { cpus } from 'node:os'
import { benchElement } from './element.ts'
import { benchServer } from './server.ts'
import { benchView } from './view.ts'

/** Whether every goal of the part was met. */
const parts: Record<string, () => Promise<boolean>> = {
  server: benchServer,
  element: benchElement,
  view: benchView,
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !parts[name])
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`)
  process.exit(1)
}
console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`)
let met = true
for (const [name, measure] of Object.entries(parts)) {
  if (named.length === 0 || named.includes(name)) met = (await measure()) && met
}
process.exit(met ? 0 : 1)
