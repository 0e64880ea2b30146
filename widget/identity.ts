import type { TodoChatAttributes } from './attributes.ts'
import { WidgetError } from './errors.ts'
import type { Visit } from './visit.ts'

/**
 * Asks the page for the token of its visitor, which is empty when nobody is signed in. Throws `unauthorized` when the
 * page cannot tell.
 * @param onOther The visitor is somebody else than before: their thread is forgotten already.
 */
export function createTokenSource(chat: TodoChatAttributes, visit: Visit, onOther: () => void) {
  return async (): Promise<string> => {
    const known = visit.known()
    let asked: string | null | undefined
    try {
      asked = await chat.getAuthToken?.()
    } catch (cause) {
      throw new WidgetError('unauthorized', 'getAuthToken() failed.', cause)
    }
    const token = asked || chat.authToken || ''
    // A function renews its token now and then; a new one that does not say whose it is, is not somebody else's.
    const user = hash(subjectOf(token) ?? (asked ? 'user' : token))
    // Somebody who signed out meanwhile is not remembered again.
    if (known !== visit.known()) return token
    const isOther = known.user !== undefined && known.user !== user
    visit.remember({ user, ...(isOther && { thread: chat.thread ?? null }) })
    if (isOther) onOther()
    return token
  }
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
