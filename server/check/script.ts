import { type Finding, ok, problem, warning } from './finding.ts'
import { ask, isReadable, NoAnswer, type Reach, typeOf } from './reach.ts'
import type { ScriptTag } from './tag.ts'

const SCRIPT_TYPES = /^(text|application)\/(x-)?(java|ecma)script$/
const OPEN_CORS = 'Send Access-Control-Allow-Origin: * with it; a todo-chat server does.'

/** Whether the script of the tag arrives and may run, and whether it is the one its hash names. */
export async function checkScript(script: ScriptTag, site: string, reach: Reach): Promise<Finding[]> {
  const found = await fetchScript('script', script.src, reach)
  if ('status' in found) return [found]
  const { response, content } = found
  const refused = blockedAnswer(response, script, site)
  if (refused) return [refused]
  const notOurs = !new TextDecoder().decode(content).includes('todo-chat')
  const works = notOurs
    ? problem('script', `${script.src} is a script, but not that of todo-chat.`, 'Check src in the tag.')
    : ok('script', `${script.src} arrives and may run.`)
  return [works, await checkIntegrity(script, content, isReadable(response, script.src, reach), site)]
}

/** Whether the built-in view lies beside the script: it draws the chat where ChatKit.js cannot be loaded. */
export async function checkView(url: string, renderer: string | undefined, reach: Reach): Promise<Finding> {
  const found = await fetchScript('view', url, reach)
  if (!('status' in found)) return ok('view', `${url} arrives, for where OpenAI's script does not.`)
  if (renderer === 'built-in') return found
  const message = `${found.message} Visitors whose network blocks OpenAI's script will have no chat.`
  return warning('view', message, 'Serve chat-view.js from the same folder as todo-chat.js.')
}

type Script = { response: Response; content: Uint8Array<ArrayBuffer> }

async function fetchScript(subject: 'script' | 'view', url: string, reach: Reach): Promise<Script | Finding> {
  const fix = 'Check src in the tag: it must name the todo-chat.js of your server, or a copy of it.'
  try {
    const response = await ask(reach, url)
    if (!response.ok) return problem(subject, `${url} answers ${response.status}.`, fix)
    if (!SCRIPT_TYPES.test(typeOf(response))) {
      const message = `${url} arrives as ${typeOf(response) || 'no type'}, which browsers do not run.`
      return problem(
        subject,
        message,
        'Let it be sent as text/javascript; a page in its place means a wrong path.',
      )
    }
    return { response, content: new Uint8Array(await response.arrayBuffer()) }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return problem(subject, `${url} could not be loaded: ${error.message}.`, fix)
  }
}

/** What a browser refuses although the script arrived. */
function blockedAnswer(response: Response, script: ScriptTag, site: string): Finding | undefined {
  if (new URL(script.src).origin === site) return undefined
  const policy = response.headers.get('cross-origin-resource-policy')
  if (policy === null || policy === 'cross-origin' || script.crossOrigin !== undefined) return undefined
  const message = `${script.src} is sent with Cross-Origin-Resource-Policy: ${policy}, so other sites may not use it.`
  return problem('script', message, 'Send Cross-Origin-Resource-Policy: cross-origin with it.')
}

async function checkIntegrity(
  { src, integrity, crossOrigin }: ScriptTag,
  content: Uint8Array<ArrayBuffer>,
  isOpen: boolean,
  site: string,
): Promise<Finding> {
  const isElsewhere = new URL(src).origin !== site
  if (isElsewhere && crossOrigin !== undefined && !isOpen) {
    return problem('integrity', `The tag asks for ${src} with CORS, which is not granted.`, OPEN_CORS)
  }
  if (!integrity) return ok('integrity', 'The tag names no hash, so any version of the script runs.')
  if (isElsewhere && crossOrigin === undefined) {
    const message =
      'The tag has integrity without crossorigin, so browsers refuse the script of another site.'
    return problem('integrity', message, 'Add crossorigin="anonymous" to the script tag.')
  }
  const hashes = await Promise.all(strongest(integrity).map((algorithm) => hash(algorithm, content)))
  if (hashes.some((value) => integrity.split(/\s+/).includes(value))) {
    return ok('integrity', 'The script is the one whose hash the tag names.')
  }
  const pinned = hashes.length > 0 ? hashes : [await hash('sha384', content)]
  const message = `The script at ${src} is not the one whose hash the tag names: browsers refuse it.`
  const fix = `If the script is meant to be this one, write integrity="${pinned.join(' ')}", and use the address with a version (todo-chat@…js), whose content never changes.`
  return problem('integrity', message, fix)
}

const ALGORITHMS = { sha512: 'SHA-512', sha384: 'SHA-384', sha256: 'SHA-256' }
type Algorithm = keyof typeof ALGORITHMS

/** Of several hashes only those of the strongest kind count. https://www.w3.org/TR/SRI/#get-the-strongest-metadata */
function strongest(integrity: string): Algorithm[] {
  const kinds = Object.keys(ALGORITHMS) as Algorithm[]
  return kinds.filter((kind) => integrity.includes(`${kind}-`)).slice(0, 1)
}

async function hash(algorithm: Algorithm, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest(ALGORITHMS[algorithm], content)
  return `${algorithm}-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`
}
