import type { ChatKitOptions, ThemeOption } from '@openai/chatkit'
import { contrast, fromHsl, luminance, makeReadable, mix, type Rgb, readableOn, toCss } from './color.ts'

/** Values for the custom properties that the stylesheets of the view are written in. */
export type ThemeValues = Record<`--${string}` | 'color-scheme', string>

// Each name that a machine does not have takes it a look through its fonts, in the middle of an answer: a few do.
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'
const FONT_MONO = 'Menlo, Consolas, monospace'

// Corners of: composer, bubble, card, control (the small buttons). A control of 99 is a circle.
const RADII = {
  pill: [27, 22, 16, 99],
  round: [18, 16, 12, 10],
  soft: [10, 10, 8, 7],
  sharp: [2, 2, 2, 2],
} as const

const DENSITIES = { compact: '0.8', normal: '1', spacious: '1.25' } as const

/** The theme of the options, a colour scheme alone included. */
export function themeOf(options: ChatKitOptions): ThemeOption {
  return typeof options.theme === 'string' ? { colorScheme: options.theme } : (options.theme ?? {})
}

/** Turns a theme into custom properties. `readColor` knows how to read a CSS colour. */
export function themeValues(theme: ThemeOption, readColor: (css: string) => Rgb | undefined): ThemeValues {
  const { typography } = theme
  const [composer, bubble, card, control] = RADII[theme.radius ?? 'pill'] ?? RADII.pill
  return {
    'color-scheme': theme.colorScheme === 'dark' ? 'dark' : 'light',
    ...colorValues(theme, readColor),
    '--radius-composer': `${composer}px`,
    '--radius-bubble': `${bubble}px`,
    '--radius-card': `${card}px`,
    '--radius-control': `${control}px`,
    '--density': DENSITIES[theme.density ?? 'normal'] ?? '1',
    '--font-size': `${typography?.baseSize ?? 16}px`,
    '--font': typography?.fontFamily ? `${typography.fontFamily}, ${FONT}` : FONT,
    '--font-mono': typography?.fontFamilyMono ? `${typography.fontFamilyMono}, ${FONT_MONO}` : FONT_MONO,
  }
}

function colorValues(theme: ThemeOption, readColor: (css: string) => Rgb | undefined) {
  const { surface, text } = baseColors(theme, readColor)
  const isDark = luminance(surface) < luminance(text)
  const given = theme.color?.accent
  const accent = given && readColor(given.primary)
  // How much of the chat is in the accent: 0 links, 1 the send button too, 2 a tinted bubble, 3 a filled one.
  const level = accent ? (given?.level ?? 2) : 0
  const button = accent && level >= 1 ? accent : text
  const bubble = bubbleColor(level, accent, surface, text)
  const link = accent ?? (isDark ? ([0.49, 0.72, 1] as const) : ([0.04, 0.37, 0.78] as const))
  return {
    '--surface': toCss(surface),
    '--text': toCss(text),
    '--accent': toCss(button),
    '--on-accent': toCss(readableOn(button)),
    // Links also stand on notices and code, which are a little nearer to the text than the surface is.
    '--link': toCss(makeReadable(link, text, mix(surface, text, 0.1))),
    '--bubble': toCss(bubble),
    '--on-bubble': toCss(level >= 3 ? readableOn(bubble) : text),
    ...statusColors(isDark),
  }
}

/** What else a part of the chat needs that is in the other scheme: the theme's own colours are for the first. */
export function schemeColors(colorScheme: 'light' | 'dark'): Partial<ThemeValues> {
  return { 'color-scheme': colorScheme, ...colorValues({ colorScheme }, () => undefined) }
}

function statusColors(isDark: boolean) {
  return {
    '--danger': isDark ? 'rgb(255 155 147)' : 'rgb(180 35 24)',
    '--warning': isDark ? 'rgb(245 190 105)' : 'rgb(146 84 0)',
    '--success': isDark ? 'rgb(126 214 160)' : 'rgb(20 110 62)',
    '--discovery': isDark ? 'rgb(203 171 255)' : 'rgb(108 56 190)',
  }
}

function bubbleColor(level: number, accent: Rgb | undefined, surface: Rgb, text: Rgb): Rgb {
  if (!accent || level < 2) return mix(surface, text, 0.055)
  return level >= 3 ? accent : mix(surface, accent, 0.14)
}

function baseColors(theme: ThemeOption, readColor: (css: string) => Rgb | undefined) {
  const isDark = theme.colorScheme === 'dark'
  const { surface, grayscale } = theme.color ?? {}
  const hue = grayscale?.hue ?? 0
  const saturation = (grayscale?.tint ?? 0) * 0.022
  const shade = (grayscale?.shade ?? 0) * 0.01
  // White stays white unless shaded; a dark grey shows its tint by itself.
  const paper = fromHsl(hue, saturation, isDark ? 0.125 - shade : Math.min(1, 1 - shade - saturation * 0.06))
  const ink = fromHsl(hue, saturation, isDark ? 0.925 : 0.06)
  const back = (surface && readColor(surface.background)) ?? paper
  const text = (surface && readColor(surface.foreground)) ?? ink
  // A page may give a surface of the other scheme, and nothing to write on it with.
  return { surface: back, text: contrast(text, back) < 4.5 ? readableOn(back) : text }
}
