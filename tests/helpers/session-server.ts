import { type JWTPayload, SignJWT } from 'jose'
import { expect } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { ErrorAnswer } from '../../server/chatkit/wire.ts'
import type { TodoChatOptions } from '../../server/options.ts'
import type { Ask } from './chat-client.ts'

export const SECRET = 'a-shared-secret-of-the-host-site-0123456789'
export const OWN_SECRET = 'the-secret-of-this-server-0123456789-abcdef'
export const SITE = 'http://localhost:3000'

export const quiet = () => {}
export function anApp(options: TodoChatOptions = {}): Ask {
  const app = createTodoChat({ sessionSecrets: [OWN_SECRET], log: quiet, ...options })
  return async (path, init) => app.request(path.replace(/^\/api/, ''), init)
}

export const key = (secret: string) => new TextEncoder().encode(secret)
type Claims = { [Claim in keyof JWTPayload]: JWTPayload[Claim] | undefined }
export const userToken = (claims: Claims = {}, secret = SECRET) =>
  new SignJWT({ sub: 'ana', exp: Math.floor(Date.now() / 1000) + 60, ...claims } as JWTPayload)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(key(secret))
export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

export async function refusal(ask: Ask, init: RequestInit = {}, path = '/api/chatkit/session') {
  const response = await ask(path, { method: 'POST', ...init })
  const body = (await response.json()) as ErrorAnswer
  expect(body.message).toBe(body.error.message)
  return { status: response.status, code: body.error.code, message: body.message, response }
}
export const loadThreads = { method: 'POST', body: '{"type":"threads.list","params":{}}' }
