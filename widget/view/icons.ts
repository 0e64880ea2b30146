import { html, type TemplateResult } from 'lit/html.js'

// Strokes on a grid of 24. A path that begins with `!` is filled.
const PATHS: Record<string, string> = {
  attach:
    'M20 11.5 12 19.5a4.8 4.8 0 0 1-6.8-6.8L13 5a3.2 3.2 0 0 1 4.5 4.5L9.8 17.3a1.6 1.6 0 0 1-2.3-2.3L14.5 8',
  at: 'M15.5 12a3.5 3.5 0 1 0-7 0 3.5 3.5 0 0 0 7 0ZM15.5 8.5V13c0 1.5.9 2.5 2.3 2.5 1.7 0 2.7-1.5 2.7-3.5A8.5 8.5 0 1 0 16.5 19.2',
  mic: 'M12 3.5A2.5 2.5 0 0 1 14.5 6v5.5a2.5 2.5 0 0 1-5 0V6A2.5 2.5 0 0 1 12 3.5ZM6 11.5a6 6 0 0 0 12 0M12 17.5v3',
  'arrow-up': 'M12 19V5M5.5 11.5 12 5l6.5 6.5',
  'arrow-down': 'M12 5v14M5.5 12.5 12 19l6.5-6.5',
  'arrow-next': 'M5 12h14M12.5 5.5 19 12l-6.5 6.5',
  back: 'M19 12H5M11.5 5.5 5 12l6.5 6.5',
  bug: 'M8 9h8v6a4 4 0 0 1-8 0ZM9 9a3 3 0 0 1 6 0M12 12v7M3.5 8 8 10.5M20.5 8 16 10.5M3 14h5M16 14h5M4.5 20 8.5 17M19.5 20 15.5 17',
  book: 'M12 6.5C10 5 7 4.5 3.5 4.7v13c3.5-.2 6.5.3 8.5 1.8 2-1.5 5-2 8.5-1.8v-13C17 4.5 14 5 12 6.5ZM12 6.5v13',
  batch: 'M4 7h10M4 12h10M4 17h6M18 6v12M15.5 15.5 18 18l2.5-2.5',
  bolt: 'M13 3 5 13.5h6L10.5 21l8.5-11h-6.5Z',
  calendar: 'M3.5 5.5h17v15h-17ZM3.5 10h17M8 3v4M16 3v4',
  chart: 'M4 20h16M7 16v-5M12 16V6M17 16v-8',
  chat: 'M12 4.5c-4.7 0-8.5 3.1-8.5 7 0 2 1 3.8 2.6 5.1L5.5 20l3.6-1.7c.9.2 1.9.4 2.9.4 4.7 0 8.5-3.1 8.5-7.1s-3.8-7.1-8.5-7.1Z',
  check: 'M5 12.5 10 17.5 19.5 7',
  'check-circle': 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM8 12.2l2.8 2.8L16 9.5',
  chevron: 'M9.5 5.5 16 12l-6.5 6.5',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2',
  circle: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z',
  close: 'M6 6l12 12M18 6 6 18',
  collapse: 'M20 4l-6 6M14 5v5h5M4 20l6-6M10 19v-5H5',
  'collapse-side': 'M11 6l-6 6 6 6M18 6l-6 6 6 6',
  compass: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM15.5 8.5l-2 5-5 2 2-5Z',
  compose:
    'M12 5H6.5A2.5 2.5 0 0 0 4 7.5v10A2.5 2.5 0 0 0 6.5 20h10a2.5 2.5 0 0 0 2.5-2.5V12M10 14l.6-2.9 7.6-7.6a1.6 1.6 0 0 1 2.3 2.3l-7.6 7.6L10 14Z',
  copy: 'M9.5 8.5h9a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 8 19v-9a1.5 1.5 0 0 1 1.5-1.5ZM4.5 15.5A1.5 1.5 0 0 1 3.5 14V5A1.5 1.5 0 0 1 5 3.5h9a1.5 1.5 0 0 1 1.5 1',
  cube: 'M12 3.5l7.5 4.2v8.6L12 20.5l-7.5-4.2V7.7ZM4.5 7.7 12 12l7.5-4.3M12 12v8.5',
  dark: 'M20 13.5A8 8 0 0 1 10.5 4a8 8 0 1 0 9.5 9.5Z',
  desktop: 'M3.5 5h17v11h-17ZM12 16v4M8.5 20h7',
  document:
    'M7 3.5h7L19 8.5V19a1.5 1.5 0 0 1-1.5 1.5h-10A1.5 1.5 0 0 1 6 19V5A1.5 1.5 0 0 1 7 3.5ZM13.5 3.5V9H19M9 13h6M9 16.5h4',
  dot: '!M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  dots: '!M5 10.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4ZM12 10.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4ZM19 10.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4Z',
  'dots-vertical':
    '!M12 3.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4ZM12 10.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4ZM12 17.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4Z',
  edit: 'M4.5 19.5l.9-4L16 4.9a2.2 2.2 0 0 1 3.1 3.1L8.5 18.6l-4 .9ZM14 7l3 3',
  expand: 'M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7',
  external: 'M14 4.5h5.5V10M19.5 4.5 11 13M18 13.5v6H4.5V6h6',
  globe:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c2.3 2.5 3.3 5.3 3.3 8.5S14.3 18 12 20.5C9.7 18 8.7 15.2 8.7 12S9.7 6 12 3.5Z',
  grid: 'M4.5 4.5h6v6h-6ZM13.5 4.5h6v6h-6ZM4.5 13.5h6v6h-6ZM13.5 13.5h6v6h-6Z',
  history: 'M4 5v4.5h4.5M4.2 9.5A8.3 8.3 0 1 1 3.7 13M12 8v4.3l3 1.7',
  home: 'M4 11l8-7 8 7v9.5H4ZM9.5 20.5v-6h5v6',
  image: 'M4 4.5h16v15H4ZM4 16l4.5-4.5L13 16l2.5-2.5L20 17M15.5 8.5v.1',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 11v5M12 7.8v.1',
  keys: 'M8 12a4 4 0 1 0 0 .1ZM8 12h12.5v3.5M16.5 12v2.5',
  lab: 'M9.5 3.5h5M10.5 3.5V10l-5 8a1.6 1.6 0 0 0 1.4 2.5h10.2a1.6 1.6 0 0 0 1.4-2.5l-5-8V3.5M8.3 14.5h7.4',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  lightbulb: 'M9.5 17.5c0-2-3-3.3-3-7a5.5 5.5 0 0 1 11 0c0 3.7-3 5-3 7ZM10 20.5h4',
  mail: 'M3.5 5.5h17v13h-17ZM4 7l8 6 8-6',
  'map-pin':
    'M12 21c4.5-4.5 6.7-8 6.7-11a6.7 6.7 0 0 0-13.4 0c0 3 2.2 6.5 6.7 11ZM12 7.7a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8Z',
  maps: 'M9 4.5 3.5 7v13L9 17.5l6 2.5 5.5-2.5v-13L15 7ZM9 4.5v13M15 7v13',
  menu: 'M4 7h16M4 12h16M4 17h16',
  mobile: 'M7 3h10v18H7ZM11 18h2',
  phone:
    'M6.5 3.5H9l1.8 4.5-2.3 1.7a12 12 0 0 0 5.8 5.8l1.7-2.3 4.5 1.8v2.5a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2Z',
  play: 'M7.5 4.8v14.4L19 12Z',
  plus: 'M12 5v14M5 12h14',
  profile: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.5c.6-3.8 3.5-6 7.5-6s6.9 2.2 7.5 6',
  question:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM9.7 9.5a2.4 2.4 0 1 1 3.5 2.2c-.8.4-1.2 1-1.2 1.8M12 16.4v.1',
  reload: 'M20 5v4.5h-4.5M19.8 9.5A8.3 8.3 0 1 0 20.3 13',
  search: 'M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM16 16l4.5 4.5',
  settings:
    'M4 8h9M18 8h2M4 16h2M11 16h9M15.5 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM8.5 13.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  share: 'M12 15V4M7.5 8 12 3.5 16.5 8M5 13v5.5A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.5V13',
  sidebar: 'M4 4.5h16v15H4ZM9.5 4.5v15',
  sparkle:
    'M12 3.5c.8 5.2 3.3 7.7 8.5 8.5-5.2.8-7.7 3.3-8.5 8.5-.8-5.2-3.3-7.7-8.5-8.5 5.2-.8 7.7-3.3 8.5-8.5Z',
  star: 'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.5 9.7l5.9-.8Z',
  stop: '!M7.5 5.5h9A2 2 0 0 1 18.5 7.5v9A2 2 0 0 1 16.5 18.5h-9A2 2 0 0 1 5.5 16.5v-9A2 2 0 0 1 7.5 5.5Z',
  suitcase: 'M3.5 8h17v12h-17ZM9 8V4.5h6V8M3.5 13h17',
  'thumb-down':
    'M17 4.5v9M7.3 4.5H17M7.3 4.5c-1.2 0-2 .7-2.3 1.8l-1.3 5c-.4 1.5.6 2.8 2.2 2.8H10l-.7 3.7c-.2 1.3.7 2.2 1.9 2.2L14.8 14a3 3 0 0 1 .4-.5H20V4.5h-3',
  'thumb-up':
    'M7 19.5v-9M16.7 19.5H7M16.7 19.5c1.2 0 2-.7 2.3-1.8l1.3-5c.4-1.5-.6-2.8-2.2-2.8H14l.7-3.7c.2-1.3-.7-2.2-1.9-2.2L9.2 10a3 3 0 0 1-.4.5H4v9h3',
  trash:
    'M4.5 6.5h15M9.5 6.5V5A1.5 1.5 0 0 1 11 3.5h2A1.5 1.5 0 0 1 14.5 5v1.5M6.5 6.5l.8 12.6a1.5 1.5 0 0 0 1.5 1.4h6.4a1.5 1.5 0 0 0 1.5-1.4l.8-12.6M10 11v5M14 11v5',
  warning: 'M12 4 2.8 19.5h18.4ZM12 10v4.5M12 17v.1',
}

// Names of ChatKit that are drawn with the same shape as another.
const ALIASES: [RegExp, string][] = [
  [/^(back-.*|chevron-left)$/, 'back'],
  [/^book-/, 'book'],
  [/^chat-temporary$|^agent$/, 'chat'],
  [/^check-circle/, 'check-circle'],
  [/^chevron-right$/, 'chevron'],
  [/^circle-question$|^lifesaver$/, 'question'],
  [/^(collapse-(left|right)|open-(left|right)|double-chevron-.*)$/, 'collapse-side'],
  [/^collapse-/, 'collapse'],
  [/^expand-/, 'expand'],
  [/^analytics$/, 'chart'],
  [/^dots-vertical/, 'dots-vertical'],
  [/^dots-/, 'dots'],
  [/^empty-circle$/, 'circle'],
  [/^external-link$/, 'external'],
  [/^home-/, 'home'],
  [/^(hamburger|menu-inverted)$/, 'menu'],
  [/^(images|square-image)$/, 'image'],
  [/^light-mode$/, 'light'],
  [/^dark-mode$/, 'dark'],
  [/^(notebook|page-blank|square-text|square-code)$/, 'document'],
  [/^(write.*|notebook-pencil)$/, 'edit'],
  [/^(user|name|profile-card)$/, 'profile'],
  [/^settings-/, 'settings'],
  [/^sidebar-/, 'sidebar'],
  [/^(sparkle-double|atom|confetti)$/, 'sparkle'],
  [/^(star-.*|wreath)$/, 'star'],
]

/** Draws an icon by our own name, or by one of ChatKit's. A name we do not know is a dot. */
export function icon(name: string): TemplateResult {
  const shape = shapeOf(name)
  const path = PATHS[shape] ?? ''
  const isFilled = path.startsWith('!')
  return html`<svg class="icon" data-shape=${shape} viewBox="0 0 24 24" aria-hidden="true" ?data-filled=${isFilled}>
    <path d=${isFilled ? path.slice(1) : path} />
  </svg>`
}

/** The shape that an icon of that name has here. */
export function shapeOf(name: string): string {
  const known = name.replace(/^(lucide|vendor):/, '')
  const shape = ALIASES.find(([pattern]) => pattern.test(known))?.[1] ?? known
  return Object.hasOwn(PATHS, shape) ? shape : 'dot'
}
