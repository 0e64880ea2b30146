const LINK_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:', 'chatkit-link:'])

/** The URL of a link that may be followed, or `undefined`. Relative ones are refused: they mean nothing here. */
export function safeLink(href: string): URL | undefined {
  const url = parse(href)
  return url && LINK_PROTOCOLS.has(url.protocol) ? url : undefined
}

/** The address of an image that may be shown: https from an allowed host, or one that carries its own bytes. */
export function safeImage(src: string, allowedDomains: readonly string[] | undefined): string | undefined {
  const url = parse(src)
  if (url?.protocol === 'data:') return /^data:image\//i.test(src) ? src : undefined
  if (url?.protocol !== 'https:') return undefined
  if (!allowedDomains) return url.href
  const isAllowed = allowedDomains.some((domain) => isWithin(url.hostname, domain.toLowerCase()))
  return isAllowed ? url.href : undefined
}

/** The address of the picture of something the visitor attached: also from the chat's own server, whatever it speaks. */
export function safePreview(src: string, apiUrl: string | undefined): string | undefined {
  const url = parse(src)
  const isOwn = apiUrl !== undefined && url?.origin === new URL(apiUrl, document.baseURI).origin
  return isOwn && url?.protocol.startsWith('http') ? url.href : safeImage(src, undefined)
}

/** What a `chatkit-link://name?key=value` link asks the page to do. */
export function readDeeplink(url: URL): { name: string; data: Record<string, string> } {
  const written = `${url.host}${url.pathname}`.replace(/\/+$/, '')
  const data = Object.fromEntries(url.searchParams)
  try {
    return { name: decodeURIComponent(written), data }
  } catch {
    return { name: written, data }
  }
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}

function parse(href: string): URL | undefined {
  try {
    return new URL(href)
  } catch {
    return undefined
  }
}
