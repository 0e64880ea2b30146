import { type Addresses, checkHttps, findAddresses } from './addresses.ts'
import { type Conversation, checkStreaming, checkToken } from './conversation.ts'
import { type Finding, problem } from './finding.ts'
import { checkTag, openPage, type SitePage } from './page.ts'
import { checkPolicy } from './policy.ts'
import type { Reach } from './reach.ts'
import { checkScript, checkView } from './script.ts'
import { checkAddress, checkDomainKey, checkPreflight, checkServer, checkSession } from './session.ts'

/** What is to be checked. */
export interface CheckOptions {
  /** A page of the site that carries the tag. */
  site: string
  /** Base URL of the server, in place of what the tag says. */
  endpoint?: string | undefined
  /** A token of a signed-in user, for servers that admit no others. */
  token?: string | undefined
  /** How requests are made. In a browser leave out `origin`. */
  reach: Reach
}

/** Looks at everything a chat on a site needs, in order, and yields what it finds as it finds it. */
export async function* checkSite(options: CheckOptions): AsyncGenerator<Finding> {
  const { site, endpoint, token, reach } = options
  const { finding, page } = await openPage(site, reach)
  yield finding
  if (page) yield checkTag(page, endpoint !== undefined)
  const addresses = findAddresses(page, endpoint)
  if (!addresses) {
    const fix = 'Name the server: --endpoint https://your-server/api/chatkit.'
    yield problem('server', 'Where the chat talks to is not known.', fix)
    return
  }
  yield checkHttps(page, addresses)
  if (page) yield* checkPage(page, addresses, reach)
  // A site that was redirected speaks from where it ended.
  const asSite = page && reach.origin !== undefined ? { ...reach, origin: page.origin } : reach
  yield* checkChat(page, addresses, token, asSite)
}

/** What the page itself loads. */
async function* checkPage(page: SitePage, addresses: Addresses, reach: Reach): AsyncGenerator<Finding> {
  const { script, attributes } = page.tag ?? {}
  const view = new URL(script ? 'chat-view.js' : '/chat-view.js', script?.src ?? addresses.endpoint).href
  if (script) yield* await checkScript(script, page.origin, reach)
  if (page.tag && attributes?.renderer !== 'chatkit') yield await checkView(view, attributes?.renderer, reach)
  yield* checkPolicy(page, addresses, view)
}

/** The server, as a visitor of the page meets it. */
async function* checkChat(
  page: SitePage | undefined,
  { endpoint, session: url }: Addresses,
  token: string | undefined,
  reach: Reach,
): AsyncGenerator<Finding> {
  const { attributes } = page?.tag ?? {}
  const site = page?.origin ?? reach.origin
  if (url === undefined) {
    yield checkDomainKey(attributes?.['domain-key'], site, attributes?.renderer)
    yield* checkConversation({ url: endpoint, token: token ?? attributes?.['auth-token'], reach })
    return
  }
  const server = await checkServer({ endpoint, session: url }, reach)
  yield server
  if (server.status === 'problem') return
  const preflight = await checkPreflight(url, reach)
  if (preflight) yield preflight
  const { findings, session } = await checkSession(url, token ?? attributes?.['auth-token'], reach)
  yield* findings
  if (!session?.api) return
  const address = checkAddress(session, url)
  if (address) yield address
  if (address?.status === 'problem') return
  yield checkDomainKey(session.api.domain_key, site, attributes?.renderer)
  yield* checkConversation({ url: new URL(session.api.url, url).href, token: session.client_secret, reach })
}

async function* checkConversation(conversation: Conversation): AsyncGenerator<Finding> {
  const accepted = await checkToken(conversation)
  yield accepted
  if (accepted.status === 'ok') yield* await checkStreaming(conversation)
}
