// The bundles lie beside the package's own entry; the worker serves what is in public/.
import { cpSync } from 'node:fs'

for (const name of ['todo-chat.js', 'chat-view.js', 'words']) {
  const from = new URL(name, import.meta.resolve('todo-chat'))
  cpSync(from, new URL(`public/${name}`, import.meta.url), { recursive: true })
}
