import type { ChatKitOptions, GrayscaleOptions, StartScreenPrompt } from '@openai/chatkit'
import { type PropertyDeclaration, type PropertyValues, ReactiveElement } from 'lit'
import { parsePrompts } from './prompts.ts'
import { SHORTCUT } from './shortcut.ts'

/** ChatKit options of which every part may be left out. */
export type PartialOptions<T = ChatKitOptions> = T extends (...args: never[]) => unknown
  ? T
  : T extends readonly unknown[]
    ? T
    : T extends object
      ? { [K in keyof T]?: PartialOptions<T[K]> | undefined }
      : T

/** Facts about a page that can be written as JSON. */
export type PageContext = object | null | undefined

/** Where OpenAI serves ChatKit.js. */
const CHATKIT_SRC = 'https://cdn.platform.openai.com/deployments/chatkit/chatkit.js'

// The attributes by what their value is; in HTML their names are in kebab-case.
const texts = (
  'endpoint sessionUrl apiUrl domainKey authToken locale heading frameTitle greeting prompts placeholder ' +
  'disclaimer thread launcherLabel shortcut storageKey fontFamily fontFamilyMono'
).split(' ')
/** Each is handed to the stylesheet as a custom property of its name. */
export const COLORS = ['accent', 'surface', 'surfaceForeground'] as const
// Whole numbers, from and to.
const numbers = {
  accentLevel: [0, 3],
  grayHue: [0, 360],
  grayTint: [0, 9],
  grayShade: [-4, 4],
  fontSize: [14, 18],
} as const
const numberNames = Object.keys(numbers) as (keyof typeof numbers)[]
const flags = 'open attachments dictation feedback retry autoScroll hideHeader'.split(' ')
// One of a few values, of which the first is the default.
const choices = {
  mode: ['floating', 'inline'],
  position: ['bottom-right', 'bottom-left', 'bottom-end', 'bottom-start', 'end', 'start'],
  loading: ['lazy', 'eager'],
  renderer: ['auto', 'chatkit', 'built-in'],
  theme: ['auto', 'light', 'dark', 'host'],
  radius: ['pill', 'round', 'soft', 'sharp'],
  density: ['normal', 'compact', 'spacious'],
  history: ['on', 'off', 'read-only'],
  persist: ['thread', 'none'],
}
const choiceNames = Object.keys(choices) as (keyof typeof choices)[]

/** What a page can say about its chat: the attributes of `<todo-chat>`, each also a property. */
export abstract class TodoChatAttributes extends ReactiveElement {
  static override properties: Record<string, PropertyDeclaration> = {
    ...declare([...texts, ...COLORS, ...numberNames, 'chatkitSrc'], () => ({})),
    // Templates that know attributes only write "false" where a flag is off.
    ...declare(flags, (name) => ({
      type: Boolean,
      converter: (value) => value !== null && value !== 'false',
      reflect: name === 'open',
    })),
    // The stylesheet reads two of these. A default is not written on the page, and comes back by itself.
    ...declare(choiceNames, (name) => ({
      reflect: /^(mode|position)$/.test(name),
      useDefault: true,
    })),
    options: { attribute: false },
    context: { attribute: false },
    getAuthToken: { attribute: false },
  }

  /** Base URL of a todo-chat server; `/api/chatkit` where the script came from unless set. */
  declare endpoint: string | null | undefined
  /** URL of the session endpoint, when the host site has its own. */
  declare sessionUrl: string | null | undefined
  /** URL of any self-hosted ChatKit server, to talk to it without a session endpoint. */
  declare apiUrl: string | null | undefined
  /** The domain key that OpenAI gave for this site; goes with `api-url`. */
  declare domainKey: string | null | undefined
  /** The host site's token of the signed-in user, sent as `Authorization: Bearer`. */
  declare authToken: string | null | undefined
  /** Whether a launcher opens a panel (`floating`), or the chat stands in the page's flow (`inline`). */
  declare mode: 'floating' | 'inline'
  /** Corner of the launcher; mirrored in right-to-left pages. */
  declare position: 'bottom-right' | 'bottom-left' | 'bottom-end' | 'bottom-start' | 'end' | 'start'
  /** Whether the panel is open. */
  declare open: boolean
  /** `lazy` fetches and stores nothing before the visitor opens the chat, or scrolls to it; `eager` starts at once. */
  declare loading: 'lazy' | 'eager'
  /** Who draws the chat: OpenAI's ChatKit.js, our own view, or whichever can. */
  declare renderer: 'auto' | 'chatkit' | 'built-in'
  /** Where ChatKit.js is loaded from. */
  declare chatkitSrc: string
  /** Light or dark: as the system has it, fixed, or as the host page switches itself. */
  declare theme: 'auto' | 'light' | 'dark' | 'host'
  /** Accent colour of the chat and of the launcher; any CSS colour. */
  declare accent: string | null | undefined
  /** How strongly the accent shows, 0 to 3; 2 unless set. */
  declare accentLevel: 0 | 1 | 2 | 3 | null | undefined
  /** Background colour of the chat. */
  declare surface: string | null | undefined
  /** Text colour on `surface`; black or white unless set. */
  declare surfaceForeground: string | null | undefined
  /** Hue of the grays, in degrees. */
  declare grayHue: number | null | undefined
  /** How much of the hue the grays take, 0 to 9; 6 unless set. Needs `gray-hue`. */
  declare grayTint: GrayscaleOptions['tint'] | null | undefined
  /** How much darker or lighter the grays are, -4 to 4. Needs `gray-hue`. */
  declare grayShade: GrayscaleOptions['shade'] | null | undefined
  /** Roundness of the chat. */
  declare radius: 'pill' | 'round' | 'soft' | 'sharp'
  /** Spacing of the chat. */
  declare density: 'normal' | 'compact' | 'spacious'
  /** Font of the chat. */
  declare fontFamily: string | null | undefined
  /** Font of code in the chat. */
  declare fontFamilyMono: string | null | undefined
  /** Text size in pixels, 14 to 18. */
  declare fontSize: 14 | 15 | 16 | 17 | 18 | null | undefined
  /** Language of the chat and of the answers; the page's `lang` unless set. */
  declare locale: string | null | undefined
  /** Title of the chat; names the panel as well. */
  declare heading: string | null | undefined
  /** Accessible name of the chat's frame; the heading unless set. */
  declare frameTitle: string | null | undefined
  /** Greeting on the start screen. */
  declare greeting: string | null | undefined
  /** Prompts on the start screen: `A|B|C`, or an array as in ChatKit (as JSON in the attribute). */
  declare prompts: string | StartScreenPrompt[] | null | undefined
  /** What the empty composer says. */
  declare placeholder: string | null | undefined
  /** A line of Markdown below the composer. */
  declare disclaimer: string | null | undefined
  /** Id of the thread to open with; changing it changes the thread. */
  declare thread: string | null | undefined
  /** Whether earlier threads are listed; `read-only` without rename and delete. */
  declare history: 'on' | 'off' | 'read-only'
  /** Whether files can be attached. */
  declare attachments: boolean
  /** Whether messages can be spoken. */
  declare dictation: boolean
  /** Whether answers can be rated. */
  declare feedback: boolean
  /** Whether an answer can be asked for again. */
  declare retry: boolean
  /** Whether the chat follows an answer while it is written. */
  declare autoScroll: boolean
  /** Hides the chat's own header. */
  declare hideHeader: boolean
  /** Text beside the launcher's icon, and its accessible name. */
  declare launcherLabel: string | null | undefined
  /** Keys that open and close the chat, such as `mod+k`; `mod` is the command key on a Mac, else the control key. */
  declare shortcut: string | null | undefined
  /** Whether the visitor's thread and whether the chat is open are remembered on this site; `none` stores nothing. */
  declare persist: 'thread' | 'none'
  /** Keeps what several chats of a site remember apart; `chat` unless set. */
  declare storageKey: string | null | undefined
  /** Any options of ChatKit, merged over what the attributes say. */
  declare options: PartialOptions | null | undefined
  /**
   * Facts about the page, sent with each request and given to the assistant as untrusted data: an object, or a function
   * that answers one within 3 seconds. At most 32 keys and 4 kB of JSON; more is left out.
   */
  declare context: PageContext | (() => PageContext | Promise<PageContext>)
  /** Answers the host site's token of the signed-in user; asked again whenever one is needed. */
  declare getAuthToken:
    | (() => string | null | undefined | Promise<string | null | undefined>)
    | null
    | undefined

  #refused = new Set<string>()

  constructor() {
    super()
    for (const name of flags) this[name as 'open'] = false
    for (const name of choiceNames) this[name] = choices[name][0] as never
    this.chatkitSrc = CHATKIT_SRC
  }

  /** Puts back the default where a page says something we do not know, and tells its developer once. */
  protected override willUpdate(_changed: PropertyValues): void {
    this.chatkitSrc ||= CHATKIT_SRC
    for (const name of choiceNames) {
      const allowed = choices[name]
      // Frameworks write an empty attribute where there is no value.
      this[name] ||= allowed[0] as never
      if (!allowed.includes(this[name])) this.#refuse(name, allowed.join(', '), allowed[0])
    }
    for (const name of numberNames) {
      const [from, to] = numbers[name]
      const said: unknown = this[name] ?? ''
      const value = said === '' ? null : Number(said)
      if (value === null || (value >= from && value <= to && value % 1 === 0)) this[name] = value as never
      else this.#refuse(name, `${from} to ${to}`)
    }
    for (const name of COLORS) {
      if (this[name] && !CSS.supports('color', this[name])) this.#refuse(name, 'a CSS color')
    }
    if (this.shortcut && !SHORTCUT.test(this.shortcut)) this.#refuse('shortcut', 'mod+k, ctrl+shift+c')
    if (typeof this.prompts === 'string') {
      try {
        this.prompts = parsePrompts(this.prompts)
      } catch {
        this.#refuse('prompts', 'A|B|C, a JSON array')
      }
    }
  }

  #refuse(name: string, allowed: string, instead?: string): void {
    const values = this as unknown as Record<string, unknown>
    const said = `${toKebab(name)}="${values[name]}"`
    if (!this.#refused.has(said)) console.warn(`<todo-chat> does not know ${said}. Allowed: ${allowed}.`)
    this.#refused.add(said)
    values[name] = instead
  }
}

function declare<T extends string>(
  names: readonly T[],
  property: (name: T) => PropertyDeclaration,
): Record<string, PropertyDeclaration> {
  return Object.fromEntries(names.map((name) => [name, { attribute: toKebab(name), ...property(name) }]))
}

function toKebab(name: string): string {
  return name.replace(/[A-Z]/g, '-$&').toLowerCase()
}
