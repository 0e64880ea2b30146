import express from 'express'
import { CHAT_WITH_TOKENS, page } from './page.mjs'
import { signToken, userOf } from './token.mjs'

const app = express()
app.get('/', (_request, response) => response.send(page(CHAT_WITH_TOKENS)))
app.get('/chat-token', async (request, response) => {
  const user = userOf(request)
  if (!user) return response.status(401).send('Sign in first.')
  response.set('cache-control', 'no-store').send(await signToken(user))
})
const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})
