import { decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { ChatError } from './errors.ts'

/** How long a client secret is good for, in seconds. The chat renews it by itself. */
export const CLIENT_SECRET_SECONDS = 600
/** How long a visitor who does not come back is remembered, in seconds. */
const VISITOR_SECONDS = 365 * 24 * 3600
/** How far two clocks may be apart, in seconds. */
const CLOCK_TOLERANCE = 5
const ALGORITHM = 'HS256'

/** What a token is for; it is its type and its audience, so that one kind never passes for the other. */
type Purpose = 'todo-chat-client-secret' | 'todo-chat-visitor'

export interface ClientSecret {
  userId: string
  /** The origin it was given to; `undefined` when it was asked for by a server. */
  origin: string | undefined
}

/** Signs and verifies this server's own tokens. */
export interface Tokens {
  issueClientSecret(of: ClientSecret): Promise<{ token: string; expiresAt: number }>
  /** @throws ChatError `unauthorized` when it is not ours, tampered with or expired. */
  verifyClientSecret(token: string): Promise<ClientSecret>
  issueVisitor(userId: string): Promise<string>
  /** @throws ChatError `unauthorized` when it is not ours, tampered with or expired. */
  verifyVisitor(token: string): Promise<string>
}

/**
 * @param secrets The first signs, all verify: put a new one in front to rotate.
 * @param now The clock.
 */
export function createTokens(secrets: string[], now: () => Date): Tokens {
  if (secrets.length === 0) throw new Error('At least one session secret is needed.')
  // Imported once: that costs more than to sign with them.
  const importing = Promise.all(secrets.map(importKey))
  const seconds = () => Math.floor(now().getTime() / 1000)

  async function issue(purpose: Purpose, userId: string, lifetime: number, claims: JWTPayload = {}) {
    const expiresAt = seconds() + lifetime
    const [signingKey] = await importing
    const token = await new SignJWT({ ...claims, sub: userId, aud: purpose, exp: expiresAt })
      .setProtectedHeader({ alg: ALGORITHM, typ: purpose })
      .sign(signingKey as CryptoKey)
    return { token, expiresAt }
  }

  async function verify(purpose: Purpose, token: string): Promise<JWTPayload & { sub: string }> {
    let cause: unknown
    for (const key of await importing) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          typ: purpose,
          audience: purpose,
          requiredClaims: ['sub', 'exp'],
          clockTolerance: CLOCK_TOLERANCE,
          currentDate: now(),
        })
        return { ...payload, sub: payload.sub ?? '' }
      } catch (error) {
        cause = error
      }
    }
    throw new ChatError('unauthorized', 'The token is wrong or has expired. Ask for a new session.', {
      cause,
    })
  }

  return {
    issueClientSecret: ({ userId, origin }) =>
      issue('todo-chat-client-secret', userId, CLIENT_SECRET_SECONDS, origin ? { origin } : {}),
    async verifyClientSecret(token) {
      const { sub, origin } = await verify('todo-chat-client-secret', token)
      return { userId: sub, origin: typeof origin === 'string' ? origin : undefined }
    },
    issueVisitor: async (userId) => (await issue('todo-chat-visitor', userId, VISITOR_SECONDS)).token,
    verifyVisitor: async (token) => (await verify('todo-chat-visitor', token)).sub,
  }
}

const importKey = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])

/** Whether a token says of itself that it is a client secret of a todo-chat server; not yet that it is good. */
export function looksLikeClientSecret(token: string): boolean {
  try {
    return decodeProtectedHeader(token).typ === ('todo-chat-client-secret' satisfies Purpose)
  } catch {
    return false
  }
}
