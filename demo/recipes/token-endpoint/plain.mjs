import { createServer } from 'node:http'
import { CHAT_WITH_TOKENS, page } from './page.mjs'
import { signToken, userOf } from './token.mjs'

const server = createServer(async (request, response) => {
  if (request.url === '/')
    return response.writeHead(200, { 'content-type': 'text/html' }).end(page(CHAT_WITH_TOKENS))
  if (request.url !== '/chat-token') return response.writeHead(404).end('Not found')
  const user = userOf(request)
  if (!user) return response.writeHead(401).end('Sign in first.')
  response.writeHead(200, { 'cache-control': 'no-store' }).end(await signToken(user))
})
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})
