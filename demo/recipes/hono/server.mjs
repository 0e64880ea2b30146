import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { createTodoChat, openSqlite } from 'todo-chat/server'

const storage = await openSqlite(process.env.DATABASE_FILE ?? './data/chat.db')
// The bundles lie beside the package's own entry.
const dist = import.meta.resolve('todo-chat')
const file = (name, folder) => serveStatic({ path: fileURLToPath(new URL(name, folder)) })

const app = new Hono()
app.get('/', file('index.html', import.meta.url))
app.get('/todo-chat.js', file('todo-chat.js', dist))
app.get('/chat-view.js', file('chat-view.js', dist))
app.get('/words/*', serveStatic({ root: fileURLToPath(new URL('.', dist)) }))
app.route('/api', createTodoChat({ storage }))

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`listening on http://127.0.0.1:${port}`)
})
