import type {
  ChatKitOptions,
  ColorScheme,
  CustomApiConfig,
  HostedApiConfig,
  SupportedLocale,
  ThemeOption,
} from '@openai/chatkit'
import type { TodoChatAttributes } from './attributes.ts'
import { parsePrompts } from './prompts.ts'

/** How ChatKit reaches its server. */
export type ChatApi = CustomApiConfig | HostedApiConfig

/** What is known when options are made, beside the attributes. */
export interface OptionContext {
  api: ChatApi
  scheme: ColorScheme
  /** The colour of text in the panel, as the browser computes it of `surface`: 0 or 2 in each part. */
  text: string
  /** Language tag of the chat. */
  locale: string
  /** The thread to start with. */
  thread: string | null | undefined
}

/** Turns what a page says into one complete set of ChatKit options. */
export function toOptions(chat: Partial<TodoChatAttributes>, context: OptionContext): ChatKitOptions {
  const { heading, accent, grayHue, surface, history } = chat
  const { api, scheme: colorScheme, text, locale, thread } = context
  const editable = history === 'read-only' ? false : undefined
  const theme: Said<ThemeOption> = {
    colorScheme,
    radius: chat.radius,
    density: chat.density,
    typography: {
      baseSize: chat.fontSize,
      fontFamily: chat.fontFamily,
      fontFamilyMono: chat.fontFamilyMono,
    },
    color: {
      accent: accent ? { primary: accent, level: chat.accentLevel ?? 2 } : null,
      grayscale: grayHue == null ? null : { hue: grayHue, tint: chat.grayTint ?? 6, shade: chat.grayShade },
      surface: surface
        ? {
            background: surface,
            foreground: chat.surfaceForeground || (/ 2/.test(text) ? '#fff' : '#000'),
          }
        : null,
    },
  }
  const options: Said<Omit<ChatKitOptions, 'theme'>> & { theme: typeof theme } = {
    api,
    theme,
    locale: toLocale(locale),
    initialThread: thread,
    frameTitle: chat.frameTitle || heading,
    header: {
      enabled: chat.hideHeader ? false : null,
      // The bar of the panel shows the heading already.
      title: { enabled: heading && chat.mode !== 'inline' ? false : null, text: heading },
    },
    history: { enabled: history === 'off' ? false : null, showDelete: editable, showRename: editable },
    startScreen: { greeting: chat.greeting, prompts: parsePrompts(chat.prompts) },
    composer: {
      placeholder: chat.placeholder,
      attachments: { enabled: chat.attachments || null },
      dictation: { enabled: chat.dictation || null },
    },
    disclaimer: { text: chat.disclaimer },
    threadItemActions: { feedback: chat.feedback || null, retry: chat.retry || null },
    thread: { autoScroll: chat.autoScroll || null },
  }
  return merge(options, chat.options) as ChatKitOptions
}

// The regions in which ChatKit speaks another way than in the rest of the language.
const REGIONS = 'es-419 fr-CA pt-BR pt-PT zh-CN zh-HK zh-TW zh-Hant'.split(' ')
const OTHER_NAMES: Record<string, string> = { fil: 'tl', no: 'nb', nn: 'nb' }

/** The locale ChatKit has for a language tag. It speaks English where it does not know the language. */
export function toLocale(tag: string): SupportedLocale {
  const [language = '', region] = tag.toLowerCase().split(/[-_]/)
  const known = REGIONS.find((name) => name.toLowerCase() === `${language}-${region}`)
  return (known ?? OTHER_NAMES[language] ?? language) as SupportedLocale
}

/** What may be said, or left open, at every depth. */
type Said<T> = T extends readonly unknown[] | ((...args: never[]) => unknown)
  ? T | null | undefined
  : T extends object
    ? { [K in keyof T]?: Said<T[K]> | null | undefined }
    : T | '' | null | undefined

/**
 * Merges plain objects deeply, anything else in `over` replaces what is in `base`. What says nothing is left
 * out, because ChatKit takes what is missing for its default.
 */
function merge(base: unknown, over: unknown): unknown {
  if (!isPlain(base)) return over ?? base
  if (over != null && !isPlain(over)) return over
  const merged: Record<string, unknown> = {}
  for (const key in { ...base, ...over }) {
    const value = merge(base[key], over?.[key])
    const isEmpty = value == null || value === '' || (isPlain(value) && !Object.keys(value).length)
    if (!isEmpty) merged[key] = value
  }
  return merged
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
