import type { Addresses } from './addresses.ts'
import { blockedBy, type Load, type Policy } from './csp.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import type { SitePage } from './page.ts'

const CHATKIT_SRC = 'https://cdn.platform.openai.com/deployments/chatkit/chatkit.js'

/** A load of the chat. Either of the two that draw is enough; without an extra the chat works all the same. */
interface Need extends Load {
  by: 'tag' | 'chatkit' | 'view' | 'extra'
  what: string
}

/** Whether the page's headers and its Content-Security-Policy let the chat load and ask what it needs. */
export function checkPolicy(page: SitePage, addresses: Addresses, view: string): Finding[] {
  const { policies, url, isIsolated, tag } = page
  const renderer = tag?.attributes.renderer ?? 'auto'
  if (isIsolated && renderer !== 'built-in') {
    const message = `The page has Cross-Origin-Embedder-Policy: require-corp, which OpenAI's frame does not meet.`
    return [warning('csp', message, 'Send credentialless in its place, or set renderer="built-in".')]
  }
  if (policies.length === 0) return [ok('csp', 'The page has no Content-Security-Policy.')]
  if (policies.some(refusesOurPolicy)) {
    const message = 'The policy names the trusted types of the page, and todo-chat is not among them.'
    return [
      problem('csp', message, 'Add todo-chat to trusted-types in the Content-Security-Policy of the page.'),
    ]
  }
  const drawn = { auto: ['chatkit', 'view'], chatkit: ['chatkit'], 'built-in': ['view'] }[renderer] ?? []
  const blocked = needs(page, addresses, view)
    .filter(({ by }) => by === 'tag' || by === 'extra' || drawn.includes(by))
    .map((need) => ({ need, directive: blockedBy(policies, need, url) }))
    .filter(({ directive }) => directive !== undefined)
  const isUndrawn = drawn.every((by) => blocked.some(({ need }) => need.by === by))
  if (blocked.length === 0) return [ok('csp', 'The Content-Security-Policy allows what the chat needs.')]
  return blocked.map(({ need, directive = '' }) => {
    const isProblem = need.by === 'tag' || (need.by !== 'extra' && isUndrawn)
    return toFinding(isProblem ? problem : warning, need, directive)
  })
}

/** Under trusted types the element loads its scripts through a policy of its own name. */
function refusesOurPolicy(policy: Policy): boolean {
  const names = policy.get('trusted-types')
  const isAsked = policy.get('require-trusted-types-for')?.includes("'script'") ?? false
  return isAsked && names !== undefined && !names.includes('todo-chat') && !names.includes('*')
}

function needs({ tag, base }: SitePage, { session, endpoint }: Addresses, view: string): Need[] {
  const { script, attributes = {} } = tag ?? {}
  const nonce = attributes.nonce ?? script?.nonce
  const chatkit = new URL(attributes['chatkit-src'] ?? CHATKIT_SRC, base).href
  // The names of ChatKit's other files change, but not their folder.
  const neighbour = new URL('index.html', chatkit).href
  const inserted = { kind: 'script', nonce, isInserted: true } as const
  const needed: Need[] = [
    { by: 'tag', kind: 'connect', url: session ?? endpoint, what: 'the chat server' },
    { by: 'view', ...inserted, url: view, what: 'the built-in view' },
    { by: 'chatkit', ...inserted, url: chatkit, what: "OpenAI's ChatKit.js" },
    { by: 'chatkit', kind: 'frame', url: neighbour, what: "OpenAI's frame" },
    { by: 'chatkit', kind: 'connect', url: neighbour, what: "what OpenAI's script asks of its own host" },
  ]
  if (script) {
    const { src: url, nonce, integrity } = script
    needed.unshift({ by: 'tag', kind: 'script', url, nonce, integrity, what: 'the script of the tag' })
  }
  if (attributes.attachments !== undefined) {
    needed.push({ by: 'extra', kind: 'img', url: endpoint, what: 'the previews of uploaded pictures' })
  }
  return needed
}

function toFinding(make: typeof problem, { url, what }: Need, directive: string): Finding {
  const fix = `Add ${new URL(url).origin} to ${directive} in the Content-Security-Policy of the page.`
  return make('csp', `The policy's ${directive} keeps out ${what} (${url}).`, fix)
}
