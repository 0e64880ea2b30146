import { copyOnClick } from './copy-button.ts'
import { forChatKit, type Policy, parsePolicy, printPolicy, WORDS } from './csp-policy.ts'
import { create, find, withCode } from './dom.ts'
import { showNavigation } from './navigation.ts'

// First of all, so that nothing is missed: the script of the chat stands after this one.
let count = 0
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
  const where = sourceFile ? `, in ${new URL(sourceFile, location.href).pathname}` : ''
  const item = create('li', {}, create('code', {}, effectiveDirective), ` kept out: ${blockedURI}${where}`)
  find('violations', HTMLElement).append(item)
  showCount(count + 1)
})

showNavigation()
showCount(0)
find('break', HTMLButtonElement).addEventListener('click', ({ currentTarget }) => {
  // What many chats do to the pages they are on.
  if (currentTarget instanceof Element) currentTarget.setAttribute('style', 'outline: 1px solid red')
})
const [policy] = await Promise.all([loadPolicy(), customElements.whenDefined('todo-chat')])
find('parts', HTMLElement).append(...[...policy].map(part))
copyOnClick(find('copy', HTMLButtonElement), () => find('code', HTMLElement).textContent ?? '')
for (const input of document.querySelectorAll<HTMLInputElement>('[name=renderer]')) {
  input.addEventListener('change', () => show(input.value))
  if (input.checked) show(input.value)
}

function showCount(violations: number): void {
  count = violations
  find('count', HTMLElement).textContent = `${violations}`
  find('count-words', HTMLElement).textContent =
    violations === 1 ? 'violation of the policy' : 'violations of the policy'
}

/** The policy of this page as the server sends it; a page cannot read the one that it came with. */
async function loadPolicy(): Promise<Policy> {
  const { headers } = await fetch(location.pathname, { method: 'HEAD' })
  const header = headers.get('content-security-policy') ?? ''
  return parsePolicy(header.replace(/'nonce-[^']+'/g, "'nonce-{random}'"))
}

function part([name, values]: [string, string]): HTMLDivElement {
  return create(
    'div',
    {},
    create('dt', {}, create('code', {}, `${name} ${values}`)),
    create('dd', {}, ...withCode(WORDS[name] ?? '')),
  )
}

function show(renderer: string): void {
  const isOurs = renderer === 'built-in'
  const { origin } = new URL(document.createElement('todo-chat').chatkitSrc)
  const shown = isOurs ? policy : forChatKit(policy, origin)
  find('code', HTMLElement).textContent = [
    printPolicy(shown),
    `<script src="${location.origin}/todo-chat.js" nonce="{random}" defer data-renderer="${renderer}"></script>`,
  ].join('\n\n')
  find('note', HTMLElement).textContent = isOurs
    ? `Where the chat server is on another site, put its origin in place of 'self' in connect-src and img-src.`
    : `Without Trusted Types: ChatKit.js is OpenAI's, and nothing is promised of it under them. ` +
      `Where the chat server is on another site, add its origin to connect-src.`
}
