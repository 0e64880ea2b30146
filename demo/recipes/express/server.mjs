import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import { Hono } from 'hono'
import { createTodoChat, openSqlite } from 'todo-chat/server'

const storage = await openSqlite(process.env.DATABASE_FILE ?? './data/chat.db')
const chat = new Hono().route('/api', createTodoChat({ storage }))
// The bundles lie beside the package's own entry.
const dist = import.meta.resolve('todo-chat')
const path = (name, folder) => fileURLToPath(new URL(name, folder))

const app = express()
// With all() the chat sees the whole path, which use() would cut. Body parsers belong after it: it reads for itself.
app.all('/api/*path', getRequestListener(chat.fetch))
app.use(express.json())
app.get('/', (_request, response) => response.sendFile(path('index.html', import.meta.url)))
app.get('/todo-chat.js', (_request, response) => response.sendFile(path('todo-chat.js', dist)))
app.get('/chat-view.js', (_request, response) => response.sendFile(path('chat-view.js', dist)))
app.use('/words', express.static(path('words', dist)))

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})
