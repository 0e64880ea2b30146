import { type Finding, ok, problem } from './finding.ts'
import type { SitePage } from './page.ts'
import { isLocal } from './reach.ts'

/** Where a chat of the page talks to. */
export interface Addresses {
  /** Base URL of the server; the message endpoint itself when there is no session endpoint. */
  endpoint: string
  /** Where sessions are asked for; `undefined` when the chat talks to a ChatKit server directly. */
  session: string | undefined
}

/** Finds out as the element does: by its attributes, or beside the script it came from. */
export function findAddresses(page: SitePage | undefined, given: string | undefined): Addresses | undefined {
  if (given !== undefined) return ofEndpoint(given)
  if (!page?.tag) return undefined
  const { attributes, script } = page.tag
  const absolute = (url: string) => new URL(url, page.base).href
  if (attributes['api-url']) return { endpoint: absolute(attributes['api-url']), session: undefined }
  const endpoint = attributes.endpoint
    ? absolute(attributes.endpoint)
    : new URL('/api/chatkit', script?.src ?? page.base).href
  const { session } = ofEndpoint(endpoint)
  return { endpoint, session: attributes['session-url'] ? absolute(attributes['session-url']) : session }
}

function ofEndpoint(url: string): Addresses {
  const endpoint = url.replace(/\/+$/, '')
  return { endpoint, session: `${endpoint}/session` }
}

/** Whether what visitors write travels encrypted, and whether a browser asks at all. */
export function checkHttps(page: SitePage | undefined, { endpoint }: Addresses): Finding {
  const isOpen = (url: string) => new URL(url).protocol === 'http:' && !isLocal(url)
  if (page && isOpen(page.url)) {
    const fix = 'Serve the site over HTTPS, and redirect http:// to it.'
    return problem(
      'https',
      `${page.url} is served over plain HTTP: anyone on the way can read the chat.`,
      fix,
    )
  }
  if (isOpen(endpoint)) {
    const blocked = page && new URL(page.url).protocol === 'https:'
    const message = blocked
      ? `The page is HTTPS and ${endpoint} is not: browsers block such requests.`
      : `${endpoint} is plain HTTP: anyone on the way can read the chat.`
    return problem('https', message, 'Put the server behind HTTPS, and use its https:// address in the tag.')
  }
  return ok('https', page ? 'Page and server are reached safely.' : 'The server is reached safely.')
}
