import type { TodoChatAttributes } from './attributes.ts'
import { ownScript, ownSrc } from './chatkit-script.ts'
import type { ChatApi } from './options.ts'
import { authorizedFetch, openSession, type SessionOptions } from './session.ts'

/** Finds out where a chat talks to: from its own options, from its attributes, or from its session endpoint. */
export async function connect(
  chat: TodoChatAttributes,
  options: Omit<SessionOptions, 'url'>,
): Promise<ChatApi> {
  const own = chat.options?.api as ChatApi | undefined
  if (own && ('getClientSecret' in own || own.url)) return own
  if (chat.apiUrl) {
    const url = absolute(chat.apiUrl)
    return { url, domainKey: chat.domainKey || '', fetch: authorizedFetch([url], options.authToken, options) }
  }
  const url = chat.sessionUrl ? absolute(chat.sessionUrl) : `${endpointOf(chat).replace(/\/+$/, '')}/session`
  return openSession({ ...options, url })
}

/** URL of a file that is shipped with ours: beside our script, or else where every server of ours has it. */
export function shippedUrl(file: string, chat: TodoChatAttributes): string {
  return new URL(ownScript ? file : `/${file}`, ownSrc || endpointOf(chat)).href
}

function endpointOf({ endpoint }: TodoChatAttributes): string {
  return endpoint ? absolute(endpoint) : new URL('/api/chatkit', ownSrc || document.baseURI).href
}

function absolute(url: string): string {
  return new URL(url, document.baseURI).href
}
