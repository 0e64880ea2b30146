import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createTodoChat, openSqlite } from 'todo-chat/server'

const storage = await openSqlite(process.env.DATABASE_FILE ?? './data/chat.db')
const chat = new Hono().route('/api', createTodoChat({ storage }))
const answerChat = getRequestListener(chat.fetch)

// The bundles lie beside the package's own entry.
const dist = import.meta.resolve('todo-chat')
const FILES = {
  '/': ['text/html', new URL('index.html', import.meta.url)],
  '/todo-chat.js': ['text/javascript', new URL('todo-chat.js', dist)],
  '/chat-view.js': ['text/javascript', new URL('chat-view.js', dist)],
}
for (const name of await readdir(new URL('words/', dist)))
  FILES[`/words/${name}`] = ['application/json', new URL(`words/${name}`, dist)]

const server = createServer(async (request, response) => {
  if (request.url.startsWith('/api/')) return answerChat(request, response)
  const [type, file] = FILES[request.url] ?? []
  if (!file) return response.writeHead(404).end('Not found')
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(await readFile(file))
})
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})
