import { create } from './dom.ts'

/** The pages of the demo, in the order of their links. */
const PAGES = {
  '/': 'Demo',
  '/configure.html': 'Configurator',
  '/theming.html': 'Looks',
  '/events.html': 'Event log',
  '/two.html': 'Two chats',
  '/csp.html': 'Strict CSP',
  '/gallery.html': 'Gallery',
  '/check.html': 'Self-test',
}

/** Puts the links to the other pages at the top of this one. */
export function showNavigation(): void {
  const current = Object.keys(PAGES).find((path) => path === location.pathname) ?? '/'
  const links = Object.entries(PAGES).map(([path, name]) => {
    const isCurrent = path === current
    return create('li', {}, create('a', { href: path, ...(isCurrent && { 'aria-current': 'page' }) }, name))
  })
  const nav = create('nav', { 'aria-label': 'Demo pages' }, create('ul', {}, ...links))
  const skip = create('a', { class: 'skip', href: '#main' }, 'Skip to the content')
  document.body.prepend(skip, create('header', { class: 'site' }, create('p', {}, 'todo-chat'), nav))
  const shown = nav.querySelector('[aria-current]')
  // On a phone the links are wider than the page; the one that is here must be seen.
  if (shown instanceof HTMLElement) nav.scrollLeft = shown.offsetLeft - nav.clientWidth / 2
}
