import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { ChatError } from './errors.ts'
import { looksLikeClientSecret, type Tokens } from './tokens.ts'

/**
 * Who the host site says is asking: the id of the signed-in user, or `undefined` when nobody is.
 * Reject with a `ChatError('unauthorized', …)` when there is a token and it is wrong.
 */
export type Identify = (request: Request) => Promise<string | undefined>

/** How the host site's tokens are verified: by a shared secret or by published keys. */
export interface UserTokenOptions {
  /** Shared secret of HS256 tokens. */
  secret?: string | undefined
  /** Where the public keys of the host site's tokens are published. */
  jwksUrl?: string | undefined
  /** What `iss` must be; any when left out. */
  issuer?: string | undefined
  /** What `aud` must be; any when left out. */
  audience?: string | undefined
}

// Never taken from the token: a public key must not be accepted as a shared secret.
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/**
 * Identifies users by the JWT in `Authorization: Bearer`; its `sub` is the user.
 * @throws When it is given nothing to verify them with.
 */
export function userTokens({ secret, jwksUrl, issuer, audience }: UserTokenOptions): Identify {
  if (!secret && !jwksUrl) {
    throw new Error(
      'userTokens() has no key to verify tokens with. Give it { secret } or { jwksUrl }; when that comes from the ' +
        'environment, such as AUTH_JWT_SECRET, set it before the server starts.',
    )
  }
  const keys = jwksUrl ? createRemoteJWKSet(new URL(jwksUrl)) : undefined
  const shared = new TextEncoder().encode(secret)
  const getKey: JWTVerifyGetKey = keys ?? (async () => shared)
  return async (request) => {
    const token = bearerOf(request)
    if (token === undefined) return undefined
    try {
      const { payload } = await jwtVerify(token, getKey, {
        algorithms: keys ? ASYMMETRIC : ['HS256'],
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 5,
        ...(issuer === undefined ? {} : { issuer }),
        ...(audience === undefined ? {} : { audience }),
      })
      if (payload.sub) return payload.sub
    } catch (cause) {
      if (isAboutTheToken(cause)) throw unauthorized('The user token is wrong or has expired.', cause)
      throw new ChatError('unavailable', 'The user token cannot be verified right now. Try again.', { cause })
    }
    throw unauthorized('The user token names nobody: its "sub" is empty.')
  }
}

/** Where nobody signs in: a caller without a token is nobody, one with a token is refused. */
export const noUserTokens: Identify = async (request) => {
  if (bearerOf(request) === undefined) return undefined
  throw unauthorized('This server accepts no user tokens: it has no key to verify them with.')
}

/** Everything jose says, but for a key set that could not be fetched. */
const isAboutTheToken = (error: unknown) =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  error.code !== 'ERR_JOSE_GENERIC'

export interface CallerOptions {
  tokens: Tokens
  identify: Identify
}

/**
 * The user a request speaks for: by a client secret of this server, or by the host site's own token.
 * @throws ChatError `unauthorized`, or `forbidden_origin` when a secret is used on another site than its own.
 */
export async function authenticate(request: Request, { tokens, identify }: CallerOptions): Promise<string> {
  const token = bearerOf(request)
  if (token !== undefined && looksLikeClientSecret(token)) {
    const { userId, origin } = await tokens.verifyClientSecret(token)
    const asking = request.headers.get('origin')
    if (origin !== undefined && asking !== null && asking !== origin) {
      throw new ChatError('forbidden_origin', 'This session belongs to another site.')
    }
    return userId
  }
  const user = await identify(request)
  if (user === undefined) throw unauthorized('Send a client secret from /session as Authorization: Bearer.')
  return hostUser(user)
}

/** Users of the host site and visitors never share a name, whatever the host site calls its users. */
export const hostUser = (id: string): string => `user:${id}`

/** A new visitor: nobody can guess one. */
export const newVisitor = (): string => `visitor:${crypto.randomUUID()}`

function bearerOf(request: Request): string | undefined {
  const header = request.headers.get('authorization')
  if (!header) return undefined
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
  if (!token) throw unauthorized('The Authorization header must read "Bearer <token>".')
  return token
}

const unauthorized = (message: string, cause?: unknown) =>
  new ChatError('unauthorized', message, cause === undefined ? {} : { cause })
