// The whole session endpoint on your own site: the browser asks your server, and your server asks the chat server.
// The token of the user never reaches the page.
import express from 'express'
import { CHAT, page } from './page.mjs'
import { signToken, userOf } from './token.mjs'

const app = express()
app.get('/', (_request, response) =>
  response.send(page('<todo-chat session-url="/chat-session"></todo-chat>')),
)
app.post('/chat-session', async (request, response) => {
  const user = userOf(request)
  if (!user) return response.status(401).json({ message: 'Sign in first.' })
  // The session is good for one site: name the one that asks.
  const headers = { authorization: `Bearer ${await signToken(user)}`, origin: request.headers.origin }
  const answer = await fetch(`${CHAT}/api/chatkit/session`, { method: 'POST', headers })
  response
    .status(answer.status)
    .set('cache-control', 'no-store')
    .json(await answer.json())
})
const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})
