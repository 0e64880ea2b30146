import type { ChatKitOptions, CustomApiConfig } from '@openai/chatkit'

/** The address the chat talks to, or `undefined` when the options are for a chat hosted by OpenAI. */
export function customApiOf(options: ChatKitOptions): CustomApiConfig | undefined {
  return 'url' in options.api && options.api.url ? options.api : undefined
}

/** The locale of the view: the page's choice, or the visitor's when that is no language tag. */
export function localeOf({ locale }: ChatKitOptions): string {
  return locale && isLanguageTag(locale) ? locale : (navigator.language ?? 'en')
}

// Dates and numbers are written in it and a header names it: all of them throw at anything else.
function isLanguageTag(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length > 0
  } catch {
    return false
  }
}
