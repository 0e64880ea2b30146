/** What `ALLOWED_ORIGINS` is when nobody sets it: this machine, on any port. */
export const LOCAL_ORIGINS = ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*']

/**
 * Whether a host site may use this server. An entry is an origin (`https://example.com`), an origin with a
 * wildcard for what stands before its domain (`https://*.example.com`) or for its port
 * (`http://localhost:*`), or `*` for every site.
 */
export function originMatcher(allowed: string[]): (origin: string) => boolean {
  const patterns = allowed.map(toPattern)
  return (origin) => patterns.some((pattern) => pattern.test(origin))
}

/** Whether an entry can be read; the program refuses to start with one that cannot. */
export const isOriginPattern = (entry: string): boolean =>
  entry === '*' || /^https?:\/\/(\*\.)?[^*/?#\s]+?(:\*)?$/.test(entry)

function toPattern(entry: string): RegExp {
  if (entry === '*') return /^https?:\/\//
  const source = entry
    .toLowerCase()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace('//\\*\\.', '//([a-z0-9-]+\\.)+')
    .replace(/:\\\*$/, '(:\\d+)?')
  return new RegExp(`^${source}$`, 'i')
}
