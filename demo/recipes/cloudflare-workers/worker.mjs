import { DurableObject } from 'cloudflare:workers'
import { Hono } from 'hono'
import { createTodoChat, openPostgres } from 'todo-chat/server'

/** One chat for all requests: its connections to the database may not be shared between plain workers. */
export class Chat extends DurableObject {
  #app

  async fetch(request) {
    this.#app ??= this.#open()
    return (await this.#app).fetch(request)
  }

  async #open() {
    const { DATABASE_URL, SESSION_SECRET, ALLOWED_ORIGINS } = this.env
    const chat = createTodoChat({
      storage: await openPostgres(DATABASE_URL),
      sessionSecrets: [SESSION_SECRET],
      allowedOrigins: ALLOWED_ORIGINS.split(','),
      // What a browser cannot make up: Cloudflare writes it.
      clientAddress: (c) => c.req.header('cf-connecting-ip') ?? 'unknown',
    })
    return new Hono().route('/api', chat)
  }
}

export default {
  fetch: (request, env) => env.CHAT.getByName('chat').fetch(request),
}
