import type { Look } from './snippets.ts'

/** A complete look: what the attributes say of the chat, and what a stylesheet of the page says of its surroundings. */
export interface Recipe {
  name: string
  /** When to take it. */
  why: string
  attributes: Look
  css: string
}

/** What the chats of all recipes have in common. */
const COMMON: Look = {
  mode: 'inline',
  renderer: 'built-in',
  heading: 'Todo assistant',
  // The panel is named by the heading; what is in it needs another name.
  greeting: 'What needs doing?',
  prompts: "Add a task to buy groceries|What's pending?",
}

export const RECIPES: Recipe[] = [
  {
    name: 'Quiet',
    why: 'Gray, compact and square: for tools in which the chat is one panel of many.',
    attributes: {
      ...COMMON,
      radius: 'sharp',
      density: 'compact',
      'font-size': '14',
      'gray-hue': '220',
      'gray-tint': '2',
      'gray-shade': '1',
    },
    css: `todo-chat {
  --todo-chat-height: 34rem;
}
todo-chat::part(panel) {
  border-radius: 2px;
}`,
  },
  {
    name: 'Night',
    why: 'Dark at every hour, whatever the system says.',
    attributes: {
      ...COMMON,
      theme: 'dark',
      surface: '#0d1117',
      'surface-foreground': '#e6edf3',
      accent: '#7ab8ff',
      'accent-level': '1',
      radius: 'soft',
    },
    css: `todo-chat {
  --todo-chat-height: 34rem;
}
todo-chat::part(panel) {
  border-color: #30363d;
  border-radius: 10px;
}`,
  },
  {
    name: 'Brand',
    why: "One colour of the house, everywhere it fits: the visitor's bubble, the send button, the frame.",
    attributes: { ...COMMON, accent: '#a3195b', 'accent-level': '3', radius: 'round' },
    css: `todo-chat {
  --todo-chat-height: 34rem;
}
todo-chat::part(panel) {
  border-color: #a3195b;
  border-block-start-width: 4px;
}`,
  },
  {
    name: 'Serif',
    why: 'Paper and ink, for a magazine or a library.',
    attributes: {
      ...COMMON,
      theme: 'light',
      surface: '#fbf6ea',
      'surface-foreground': '#2b2416',
      accent: '#7a4a12',
      'accent-level': '1',
      radius: 'soft',
      'font-family': "Charter, 'Iowan Old Style', Georgia, serif",
      'font-size': '17',
    },
    css: `todo-chat {
  --todo-chat-height: 34rem;
}
todo-chat::part(panel) {
  border: 0;
  border-radius: 4px;
  box-shadow: 0 1px 2px #2b241633, 0 12px 32px #2b241626;
}`,
  },
  {
    name: 'As the page',
    why: "Follows the page's own switch between light and dark, at once. Try the one below.",
    attributes: {
      ...COMMON,
      theme: 'host',
      accent: '#2f6f4f',
      'accent-level': '2',
      'gray-hue': '150',
      'gray-tint': '3',
      radius: 'round',
    },
    css: `todo-chat {
  --todo-chat-height: 34rem;
}
todo-chat::part(panel) {
  border-radius: 14px;
}`,
  },
  {
    name: 'Large and round',
    why: 'Big letters, much room and no corners: easy to read and to hit.',
    attributes: {
      ...COMMON,
      accent: '#5b3fd1',
      'accent-level': '2',
      radius: 'pill',
      density: 'spacious',
      'font-size': '18',
    },
    css: `todo-chat {
  --todo-chat-height: 38rem;
}
todo-chat::part(panel) {
  border-width: 2px;
  border-radius: 32px;
}`,
  },
]
