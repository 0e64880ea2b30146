import { SignJWT } from 'jose'

/** The same as AUTH_JWT_SECRET of the chat server. */
const secret = new TextEncoder().encode(process.env.AUTH_JWT_SECRET)
if (secret.length === 0) {
  console.error('Set AUTH_JWT_SECRET to what the chat server has; make one with: openssl rand -base64 48')
  process.exit(1)
}

/** Who is signed in on your site: here a cookie stands for your own session. */
export const userOf = (request) => /(?:^|;\s*)user=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]

/** Tells the chat server who the user is, for a minute. */
export const signToken = (user) =>
  new SignJWT().setProtectedHeader({ alg: 'HS256' }).setSubject(user).setExpirationTime('1m').sign(secret)
