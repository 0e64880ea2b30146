// The bundles lie beside the package's own entry; Next serves what is in public/.
import { cpSync } from 'node:fs'

for (const file of ['todo-chat.js', 'chat-view.js']) {
  cpSync(new URL(file, import.meta.resolve('todo-chat')), new URL(`public/${file}`, import.meta.url))
}
