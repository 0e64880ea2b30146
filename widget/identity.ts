import type { TodoChatAttributes } from './attributes.ts'
import { WidgetError } from './errors.ts'

/** Who the page says its visitor is. */
export interface Identity {
  /** The host site's token; empty when nobody is signed in. */
  token: string
  /** A number that is another one when the user is. */
  user: number
}

/** Asks the page for its token. Throws `unauthorized` when the page cannot tell. */
export async function identityOf({ getAuthToken, authToken }: TodoChatAttributes): Promise<Identity> {
  let asked: string | null | undefined
  try {
    asked = await getAuthToken?.()
  } catch (cause) {
    throw new WidgetError('unauthorized', 'getAuthToken() failed.', cause)
  }
  const token = asked || authToken || ''
  // A function renews its token now and then; a new one that does not say whose it is, is not somebody else's.
  return { token, user: hash(subjectOf(token) ?? (asked ? 'user' : token)) }
}

/** The subject of a JWT (RFC 7519, section 4.1.2). */
function subjectOf(token: string): string | undefined {
  try {
    const [, payload] = token.split('.') as [string, string]
    return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))).sub
  } catch {
    return undefined
  }
}

function hash(text: string): number {
  let sum = 0
  for (const character of `${text}`) sum = (sum * 31 + character.charCodeAt(0)) | 0
  return sum
}
