import { SignJWT } from 'jose'
import { cookies } from 'next/headers'
import { answer, secret } from '../../lib/chat.js'

/** The tag's `session-url`: a session for whoever is signed in. A cookie stands for your own sign-in. */
export async function POST(request) {
  const user = (await cookies()).get('user')?.value
  if (!user) return Response.json({ message: 'Sign in first.' }, { status: 401 })
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setExpirationTime('1m')
    .sign(new TextEncoder().encode(secret))
  const headers = { authorization: `Bearer ${token}`, origin: request.headers.get('origin') ?? '' }
  return answer(new Request(new URL('/api/chatkit/session', request.url), { method: 'POST', headers }))
}
