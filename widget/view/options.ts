import type { ChatKitOptions, CustomApiConfig } from '@openai/chatkit'

/** The address the chat talks to, or `undefined` when the options are for a chat hosted by OpenAI. */
export function customApiOf(options: ChatKitOptions): CustomApiConfig | undefined {
  return 'url' in options.api && options.api.url ? options.api : undefined
}

/** The locale of the view: the page's choice, or the visitor's. */
export function localeOf(options: ChatKitOptions): string {
  return options.locale ?? navigator.language ?? 'en'
}
