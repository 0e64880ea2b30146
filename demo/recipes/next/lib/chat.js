import { Hono } from 'hono'
import { createTodoChat, openSqlite, userTokens } from 'todo-chat/server'

/** Signs what this app tells its chat about its users, and the chat's own sessions. */
export const secret = process.env.SESSION_SECRET

/** Next loads this file once for each route: what they share lives in the database and in the secret. */
const openChat = async () =>
  new Hono().route(
    '/api',
    createTodoChat({
      storage: await openSqlite(process.env.DATABASE_FILE ?? './data/chat.db'),
      identify: userTokens({ secret }),
      sessionSecrets: [secret],
    }),
  )

// Opened with the first request: `next build` only looks at the routes.
let chat
export const answer = async (request) => {
  if (!secret) throw new Error('Set SESSION_SECRET; make one with: openssl rand -base64 48')
  chat ??= openChat()
  return (await chat).fetch(request)
}
