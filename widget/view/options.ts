import type { ChatKitOptions, CustomApiConfig } from '@openai/chatkit'

/** The address the chat talks to, or `undefined` when the options are for a chat hosted by OpenAI. */
export function customApiOf(options: ChatKitOptions): CustomApiConfig | undefined {
  return 'url' in options.api && options.api.url ? options.api : undefined
}

/** The locale of the view: the page's choice, or the visitor's. */
export function localeOf(options: ChatKitOptions): string {
  return options.locale ?? navigator.language ?? 'en'
}

// What each of these asks for is not drawn by this view; asking for it is no reason not to chat.
const UNSUPPORTED: [name: string, isAsked: (options: ChatKitOptions) => unknown][] = [
  ['composer.attachments', ({ composer }) => composer?.attachments?.enabled],
  ['composer.dictation', ({ composer }) => composer?.dictation?.enabled],
  ['entities.onTagSearch', ({ entities }) => entities?.onTagSearch],
  ['entities.onClick', ({ entities }) => entities?.onClick],
  ['entities.onRequestPreview', ({ entities }) => entities?.onRequestPreview],
  ['commands', ({ commands }) => commands?.enabled],
]

function unsupportedOptions(options: ChatKitOptions): string[] {
  return UNSUPPORTED.filter(([, isAsked]) => isAsked(options)).map(([name]) => name)
}

/** Says once, for those who build the page, which options have no effect. */
export function warnOfUnsupported(options: ChatKitOptions, warned: Set<string>) {
  for (const name of unsupportedOptions(options)) warnOnce(name, warned)
}

/** Says once that an option has no effect. */
export function warnOnce(name: string, warned: Set<string>) {
  if (!warned.has(name)) console.warn(`todo-chat: the built-in view does not support ${name}.`)
  warned.add(name)
}
