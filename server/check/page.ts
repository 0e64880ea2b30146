import { type Policy, parsePolicies } from './csp.ts'
import { type Finding, ok, problem, unknown } from './finding.ts'
import { ask, NoAnswer, type Reach, typeOf } from './reach.ts'
import { readMarkup, type Tag } from './tag.ts'

/** A page of the site, as far as it can be seen. */
export interface SitePage {
  /** Its URL after all redirects. */
  url: string
  origin: string
  /** Against what its relative URLs resolve. */
  base: string
  tag: Tag | undefined
  /** What it enforces, from its headers and its HTML. */
  policies: Policy[]
  /** Whether the page admits only frames that agree to being shown on it. */
  isIsolated: boolean
}

/** Opens the page; without an answer nothing else about the site can be said. */
export async function openPage(url: string, reach: Reach): Promise<{ finding: Finding; page?: SitePage }> {
  let response: Response
  try {
    // A page is asked for without an Origin.
    response = await ask({ ...reach, origin: undefined }, url, { headers: { accept: 'text/html' } })
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return { finding: unreachable(url, error.message, reach) }
  }
  if (!response.ok) {
    const message = `${url} answers ${response.status}.`
    return {
      finding: problem('page', message, 'Name a page that visitors can open and that carries the tag.'),
    }
  }
  if (!/^(text\/html|application\/xhtml\+xml)$/.test(typeOf(response))) {
    const message = `${url} is ${typeOf(response) || 'of no type'}, not a page.`
    return { finding: problem('page', message, 'Name a page (text/html) that carries the tag.') }
  }
  const address = response.url || url
  return {
    finding: ok('page', `${address} can be opened.`),
    page: readPage(address, await response.text(), response.headers),
  }
}

function unreachable(url: string, reason: string, { origin }: Reach): Finding {
  const message = `${url} could not be opened: ${reason}.`
  return origin === undefined
    ? unknown('page', message, `Browsers hide other sites' pages. Run: npx todo-chat check ${url}`)
    : problem('page', message, 'Check the address, and that the site is up.')
}

function readPage(url: string, html: string, headers: Headers): SitePage {
  const { tag, policies, base } = readMarkup(html, url)
  const enforced = [headers.get('content-security-policy'), ...policies].flatMap(parsePolicies)
  return {
    url,
    origin: new URL(url).origin,
    base,
    tag,
    policies: enforced,
    isIsolated: headers.get('cross-origin-embedder-policy') === 'require-corp',
  }
}

const SNIPPET =
  '<script src="https://your-server/todo-chat.js" defer data-endpoint="https://your-server/api/chatkit"></script>'

/** Whether the page has a chat. A page may also be given one by a script, which cannot be seen in its HTML. */
export function checkTag({ tag, url }: SitePage, hasEndpoint: boolean): Finding {
  if (!tag) {
    const message = `The HTML of ${url} has neither a <todo-chat> nor a script todo-chat.js.`
    const fix = `Put the tag on the page: ${SNIPPET}`
    const byScript = 'If a script of the page adds the chat, this is fine; otherwise put the tag on the page.'
    return hasEndpoint ? unknown('tag', message, byScript) : problem('tag', message, fix)
  }
  const { script, isPlaced } = tag
  if (script?.isModule && isPlaced && Object.keys(tag.attributes).length > 0) {
    const message = 'The script tag has type="module", so the script cannot see its own data-* attributes.'
    return problem('tag', message, 'Write defer in place of type="module".')
  }
  if (!isPlaced) {
    const message = 'The page loads the script, but has no chat: no <todo-chat>, and no data-* on the script.'
    return problem('tag', message, 'Add data-endpoint="…" to the script tag, or put <todo-chat> on the page.')
  }
  return ok('tag', `The page has a chat${script ? `, from ${script.src}` : ', from a bundle of its own'}.`)
}
