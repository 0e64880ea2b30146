import parseDirectives from 'content-security-policy-parser'

/** A Content-Security-Policy as browsers enforce it: its directives and their values. */
export type Policy = Map<string, string[]>

/** A header may hold several policies, divided by commas; each of them must be kept. */
export const parsePolicies = (header: string | null): Policy[] =>
  (header ?? '').split(',').flatMap((policy) => (policy.trim() ? [parseDirectives(policy)] : []))

/** What a page wants to load or ask. */
export interface Load {
  kind: 'script' | 'connect' | 'frame' | 'img'
  url: string
  nonce?: string | undefined
  /** Value of the `integrity` attribute. */
  integrity?: string | undefined
  /** A script that another script put on the page: what `'strict-dynamic'` is for. */
  isInserted?: boolean
}

// https://www.w3.org/TR/CSP3/#directive-fallback-list
const DIRECTIVES: Record<Load['kind'], string[]> = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  connect: ['connect-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
  img: ['img-src', 'default-src'],
}

/** The directive that keeps a page from a load, such as `script-src`; `undefined` when no policy does. */
export function blockedBy(policies: Policy[], load: Load, page: string): string | undefined {
  for (const policy of policies) {
    const name = DIRECTIVES[load.kind].find((directive) => policy.has(directive))
    if (name && !allows(policy.get(name) ?? [], load, page)) return name
  }
  return undefined
}

function allows(sources: string[], load: Load, page: string): boolean {
  if (load.kind !== 'script') return sources.some((source) => matches(source, load.url, page))
  if (load.nonce && sources.includes(`'nonce-${load.nonce}'`)) return true
  const hashes = load.integrity?.split(/\s+/).filter(Boolean) ?? []
  if (hashes.length > 0 && hashes.every((hash) => sources.includes(`'${hash}'`))) return true
  const isStrict = sources.some((source) => source.toLowerCase() === "'strict-dynamic'")
  if (isStrict) return load.isInserted ?? false
  return sources.some((source) => matches(source, load.url, page))
}

const NETWORK = ['http:', 'https:', 'ws:', 'wss:']
// An insecure source stands for its secure kind, too.
const UPGRADES: Record<string, string[]> = { 'http:': ['https:'], 'ws:': ['wss:', 'http:', 'https:'] }
const PORTS: Record<string, string> = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' }

/** Whether a source expression stands for a URL. https://www.w3.org/TR/CSP3/#match-url-to-source-expression */
export function matches(source: string, url: string, page: string): boolean {
  const asked = new URL(url)
  const self = new URL(page)
  if (source === '*') return NETWORK.includes(asked.protocol) || asked.protocol === self.protocol
  if (source.toLowerCase() === "'self'") return isSelf(asked, self)
  if (source.startsWith("'")) return false
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return isScheme(source.toLowerCase(), asked)
  const host = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^:/]+|\[[^\]]+\])(?::(\d+|\*))?(\/.*)?$/i.exec(source)
  if (!host) return false
  const [, scheme, name = '', port, path] = host
  return (
    isScheme(scheme ? `${scheme.toLowerCase()}:` : self.protocol, asked) &&
    isHost(name.toLowerCase(), asked.hostname) &&
    isPort(port, asked) &&
    isPath(path, asked.pathname)
  )
}

const isScheme = (scheme: string, { protocol }: URL) =>
  protocol === scheme || (UPGRADES[scheme]?.includes(protocol) ?? false)

const isHost = (pattern: string, host: string) =>
  pattern === '*' || (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern)

function isPort(port: string | undefined, asked: URL): boolean {
  if (port === '*') return true
  const actual = asked.port || PORTS[asked.protocol]
  if (port === undefined) return actual === PORTS[asked.protocol]
  return actual === port || (port === '80' && actual === '443')
}

function isPath(pattern: string | undefined, path: string): boolean {
  if (!pattern || pattern === '/') return true
  const wanted = decodeURIComponent(pattern)
  const actual = decodeURIComponent(path)
  return wanted.endsWith('/') ? actual.startsWith(wanted) : actual === wanted
}

function isSelf(asked: URL, self: URL): boolean {
  if (asked.origin === self.origin) return true
  const hasDefaultPorts = asked.port === '' && self.port === ''
  return asked.hostname === self.hostname && hasDefaultPorts && isScheme(self.protocol, asked)
}
