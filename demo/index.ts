import { copyOnClick } from './copy-button.ts'
import { find } from './dom.ts'
import { toHash } from './look.ts'
import { loadScriptFacts } from './manifest.ts'
import { showNavigation } from './navigation.ts'
import { type Look, snippetsFor } from './snippets.ts'
import { showTasks } from './task-list.ts'

showNavigation()
await Promise.all([showTasks(), showSnippet()])

/** The chat of this page, as a tag for another one. */
async function showSnippet(): Promise<void> {
  const tag = document.querySelector<HTMLScriptElement>('script[data-heading]')
  const look: Look = Object.fromEntries(
    Object.entries({ ...tag?.dataset }).map(([name, value = '']) => [
      name.replace(/[A-Z]/g, '-$&').toLowerCase(),
      value,
    ]),
  )
  const snippet = snippetsFor(look, await loadScriptFacts())[0]?.code ?? ''
  find('snippet', HTMLElement).textContent = snippet
  find('configure', HTMLAnchorElement).href = `/configure.html${toHash(look)}`
  copyOnClick(find('copy', HTMLButtonElement), () => snippet)
}
