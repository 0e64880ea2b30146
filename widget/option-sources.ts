import type { ChatKitOptions } from '@openai/chatkit'
import type { TodoChatAttributes } from './attributes.ts'

/** The objects among what an option may be; lists, functions and dictionaries are handed over whole. */
type Group<T> = T extends readonly unknown[] | ((...args: never[]) => unknown)
  ? never
  : T extends object
    ? string extends keyof T
      ? never
      : T
    : never
type Keys<T> = T extends unknown ? keyof T & string : never
type Value<T, Key> = T extends unknown ? (Key extends keyof T ? NonNullable<T[Key]> : never) : never

/** `theme.color.accent.level`: every option there is in `ChatKitOptions`. */
export type OptionPath<T = Group<ChatKitOptions>> = {
  [Key in Keys<T>]: [Group<Value<T, Key>>] extends [never]
    ? Key
    : `${Key}.${OptionPath<Group<Value<T, Key>>>}`
}[Keys<T>]

/**
 * How a page says each option of ChatKit: by an attribute, or by the property `options`, which reaches all of them. An
 * option that a new ChatKit adds does not compile until it is here. No part of the bundle: documentation and tests
 * read it.
 */
export const OPTION_SOURCES: Record<OptionPath, keyof TodoChatAttributes> = {
  'api.url': 'apiUrl',
  'api.domainKey': 'domainKey',
  'api.fetch': 'authToken',
  'api.getClientSecret': 'sessionUrl',
  'api.uploadStrategy.type': 'endpoint',
  'api.uploadStrategy.uploadUrl': 'endpoint',
  locale: 'locale',
  frameTitle: 'frameTitle',
  initialThread: 'thread',
  onClientTool: 'options',
  'theme.colorScheme': 'theme',
  'theme.radius': 'radius',
  'theme.density': 'density',
  'theme.typography.baseSize': 'fontSize',
  'theme.typography.fontSources': 'options',
  'theme.typography.fontFamily': 'fontFamily',
  'theme.typography.fontFamilyMono': 'fontFamilyMono',
  'theme.color.grayscale.hue': 'grayHue',
  'theme.color.grayscale.tint': 'grayTint',
  'theme.color.grayscale.shade': 'grayShade',
  'theme.color.accent.primary': 'accent',
  'theme.color.accent.level': 'accentLevel',
  'theme.color.surface.background': 'surface',
  'theme.color.surface.foreground': 'surfaceForeground',
  'header.enabled': 'hideHeader',
  'header.title.enabled': 'heading',
  'header.title.text': 'heading',
  'header.leftAction.icon': 'options',
  'header.leftAction.onClick': 'options',
  'header.rightAction.icon': 'options',
  'header.rightAction.onClick': 'options',
  'history.enabled': 'history',
  'history.showDelete': 'history',
  'history.showRename': 'history',
  'startScreen.greeting': 'greeting',
  'startScreen.prompts': 'prompts',
  'threadItemActions.feedback': 'feedback',
  'threadItemActions.retry': 'retry',
  'composer.placeholder': 'placeholder',
  'composer.tools': 'options',
  'composer.models': 'options',
  'composer.attachments.enabled': 'attachments',
  'composer.attachments.maxCount': 'options',
  'composer.attachments.maxSize': 'options',
  'composer.attachments.accept': 'options',
  'composer.dictation.enabled': 'dictation',
  'disclaimer.text': 'disclaimer',
  'disclaimer.highContrast': 'options',
  'entities.onClick': 'options',
  'entities.onTagSearch': 'options',
  'entities.showComposerMenu': 'options',
  'entities.onRequestPreview': 'options',
  'commands.enabled': 'options',
  'commands.onSearch': 'options',
  'commands.onSelect': 'options',
  'widgets.onAction': 'options',
  'thread.autoScroll': 'autoScroll',
}
