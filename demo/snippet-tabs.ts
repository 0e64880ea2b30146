import { copyOnClick } from './copy-button.ts'
import { create, withCode } from './dom.ts'
import type { ScriptFacts } from './manifest.ts'
import { type Look, snippetsFor } from './snippets.ts'

/** Puts tabs with the snippets into the box. Answers what makes them follow a look. */
export function showSnippets(box: HTMLElement, script: ScriptFacts): (look: Look) => void {
  let snippets = snippetsFor({}, script)
  let chosen = 0
  const code = create('code')
  const note = create('p', { class: 'note' })
  const copy = create('button', { type: 'button', class: 'quiet' }, 'Copy')
  const panel = create(
    'div',
    { role: 'tabpanel', id: 'snippet-panel' },
    // What scrolls must be reached by the keyboard.
    create('div', { class: 'snippet' }, create('pre', { dir: 'ltr', tabindex: '0' }, code)),
    note,
  )
  const tabs = snippets.map(({ name }, index) => {
    const id = `snippet-${index}`
    const tab = create('button', { type: 'button', role: 'tab', id, 'aria-controls': panel.id }, name)
    tab.addEventListener('click', () => choose(index))
    return tab
  })
  const list = create('div', { role: 'tablist', 'aria-label': 'Kind of site' }, ...tabs)
  list.addEventListener('keydown', (event) => {
    const to = nextTab(event.key)
    if (to === undefined) return
    event.preventDefault()
    choose(to)
    tabs[to]?.focus()
  })
  copyOnClick(copy, () => code.textContent ?? '')
  box.append(create('div', { class: 'tools' }, list, copy), panel)
  choose(0)

  function nextTab(key: string): number | undefined {
    const isMirrored = getComputedStyle(list).direction === 'rtl'
    const steps: Record<string, number> = { ArrowRight: isMirrored ? -1 : 1, ArrowLeft: isMirrored ? 1 : -1 }
    if (key === 'Home') return 0
    if (key === 'End') return tabs.length - 1
    const step = steps[key]
    return step && (chosen + step + tabs.length) % tabs.length
  }

  function choose(index: number): void {
    chosen = index
    for (const [at, tab] of tabs.entries()) {
      tab.setAttribute('aria-selected', String(at === index))
      tab.tabIndex = at === index ? 0 : -1
    }
    panel.setAttribute('aria-labelledby', tabs[index]?.id ?? '')
    draw()
  }

  function draw(): void {
    const snippet = snippets[chosen]
    code.textContent = snippet?.code ?? ''
    note.replaceChildren(...withCode(snippet?.note ?? ''))
  }

  return (look) => {
    snippets = snippetsFor(look, script)
    draw()
  }
}
