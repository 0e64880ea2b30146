/** What `ALLOWED_ORIGINS` is when nobody sets it: this machine, on any port. */
export const LOCAL_ORIGINS = ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*']

/**
 * Whether a host site may use this server. An entry is an origin (`https://example.com`), an origin with a
 * wildcard for what stands before its domain (`https://*.example.com`) or for its port
 * (`http://localhost:*`), or `*` for every site.
 */
export function originMatcher(allowed: string[]): (origin: string) => boolean {
  const patterns = allowed.map((entry) => toPattern(readOrigin(entry) ?? entry))
  return (origin) => patterns.some((pattern) => pattern.test(origin))
}

/** An entry as browsers write origins, or `undefined` when it is none. A slash at its end is forgiven. */
export function readOrigin(entry: string): string | undefined {
  if (entry === '*') return entry
  const parts = /^(https?:\/\/)(\*\.)?([^*/?#@\s]+?)(:\*)?\/?$/i.exec(entry)
  const [, scheme, subdomains = '', host, anyPort = ''] = parts ?? []
  const read = `${scheme}${host}`
  if (!parts || !URL.canParse(read) || (anyPort && /:\d+$/.test(read))) return undefined
  const url = new URL(read)
  return `${url.protocol}//${subdomains}${url.host}${anyPort}`
}

function toPattern(entry: string): RegExp {
  if (entry === '*') return /^https?:\/\//
  const source = entry
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace('//\\*\\.', '//([a-z0-9-]+\\.)+')
    .replace(/:\\\*$/, '(:\\d+)?')
  return new RegExp(`^${source}$`, 'i')
}
