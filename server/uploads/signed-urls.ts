import { base64url } from 'jose'
import { ChatError } from '../errors.ts'

/** What a signed URL may be used for. One kind never passes for the other. */
export type Purpose = 'upload' | 'read'

export interface Grant {
  purpose: Purpose
  userId: string
  attachmentId: string
  /** Unix seconds. */
  expires: number
}

/** Makes and checks URLs that let whoever has them do one thing with one attachment, for a while. */
export interface SignedUrls {
  sign(url: string, grant: Grant): Promise<string>
  /**
   * The user who was given the URL.
   * @throws ChatError `unauthorized` when it is not ours, tampered with, for something else, or expired.
   */
  verify(url: string, purpose: Purpose, attachmentId: string): Promise<string>
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' }

/**
 * @param secrets The first signs, all verify: put a new one in front to rotate.
 * @param now The clock.
 */
export function createSignedUrls(secrets: string[], now: () => Date): SignedUrls {
  const importing = secrets.map((secret) =>
    crypto.subtle.importKey('raw', new TextEncoder().encode(secret), HMAC, false, ['sign', 'verify']),
  )
  return {
    async sign(url, grant) {
      const [key] = await Promise.all(importing)
      if (!key) throw new Error('At least one session secret is needed.')
      const signed = new URL(url)
      signed.searchParams.set('user', base64url.encode(grant.userId))
      signed.searchParams.set('expires', String(grant.expires))
      const signature = new Uint8Array(await crypto.subtle.sign(HMAC, key, toBytes(grant)))
      signed.searchParams.set('signature', base64url.encode(signature))
      return signed.href
    },

    async verify(url, purpose, attachmentId) {
      const { searchParams } = new URL(url)
      const expires = Number(searchParams.get('expires'))
      const userId = decode(searchParams.get('user'))
      const signature = decode(searchParams.get('signature'))
      if (!userId || !signature || !(expires > now().getTime() / 1000)) throw wrong()
      const data = toBytes({ purpose, userId: new TextDecoder().decode(userId), attachmentId, expires })
      for (const key of await Promise.all(importing)) {
        if (await crypto.subtle.verify(HMAC, key, signature, data)) return new TextDecoder().decode(userId)
      }
      throw wrong()
    },
  }
}

/**
 * What is signed. It begins with a bracket, as no token does that is signed with the same secrets, and is a
 * list as JSON, so that no two grants read the same.
 */
const toBytes = ({ purpose, userId, attachmentId, expires }: Grant) =>
  new TextEncoder().encode(JSON.stringify(['todo-chat-attachment', purpose, userId, attachmentId, expires]))

function decode(text: string | null): Uint8Array<ArrayBuffer> | undefined {
  try {
    return text ? new Uint8Array(base64url.decode(text)) : undefined
  } catch {
    return undefined
  }
}

const wrong = () =>
  new ChatError('unauthorized', 'This link is wrong or has expired. Load the conversation again.')
