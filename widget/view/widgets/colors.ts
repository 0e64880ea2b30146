import { record, short } from './props.ts'

const TOKENS: Record<string, string> = {
  // Of texts and icons
  prose: 'text',
  primary: 'text',
  emphasis: 'text',
  secondary: 'muted',
  tertiary: 'muted',
  success: 'success',
  warning: 'warning',
  danger: 'danger',
  info: 'link',
  discovery: 'discovery',
  // Of backgrounds
  surface: 'surface',
  'surface-secondary': 'fill',
  'surface-tertiary': 'fill-strong',
  'surface-elevated': 'raised',
  'surface-elevated-secondary': 'fill',
  // Of borders
  default: 'line',
  subtle: 'fill-strong',
  strong: 'muted',
}

// Hue and strength of the colours that come in shades, such as `blue-500`.
const HUES: Record<string, [hue: number, chroma: number]> = {
  gray: [260, 0.01],
  red: [27, 0.2],
  orange: [55, 0.17],
  yellow: [90, 0.16],
  green: [150, 0.16],
  blue: [255, 0.18],
  purple: [300, 0.2],
  pink: [350, 0.2],
}

const FUNCTIONS = /^(rgba?|hsla?|hwb|(ok)?(lab|lch)|color|color-mix|(linear|radial|conic)-gradient)$/

/** A colour by its token, its shade or as plain CSS; of a pair, the one for the scheme. */
export function color(value: unknown, isDark: boolean): string | undefined {
  const pair = record(value)
  const given = short(pair ? (isDark ? pair.dark : pair.light) : value)
  if (!given) return undefined
  if (Object.hasOwn(TOKENS, given)) return `var(--${TOKENS[given]})`
  return shade(given) ?? (isPlain(given) && CSS.supports('background', given) ? given : undefined)
}

/** The colour of a series of a chart: its own, or the next in the row. */
export function seriesColor(value: unknown, index: number, isDark: boolean): string {
  const given = short(value)
  const names = ['blue', 'orange', 'green', 'purple', 'red', 'yellow', 'pink']
  const name = names.includes(given) ? given : names[index % names.length]
  const own = name === given ? undefined : color(value, isDark)
  return own ?? shade(`${name}-${isDark ? 400 : 500}`) ?? 'var(--link)'
}

function shade(given: string): string | undefined {
  const [, name = '', number] = /^([a-z]+)-(\d{2,4})$/.exec(given) ?? []
  const hue = Object.hasOwn(HUES, name) ? HUES[name] : undefined
  if (!hue) return undefined
  const depth = Math.min(1000, Number(number)) / 1000
  // The palest and the darkest shades hold the least colour.
  const strength = hue[1] * Math.min(1, 0.15 + 2.2 * depth, 2.4 - 1.8 * depth)
  return `oklch(${(1 - 0.75 * depth).toFixed(3)} ${strength.toFixed(3)} ${hue[0]})`
}

// Neither quotes nor addresses nor custom properties: only functions that make colours of numbers.
function isPlain(given: string): boolean {
  if (!/^[\w\s.,%#()/+-]{1,300}$/.test(given)) return false
  return [...given.matchAll(/([\w-]*)\(/g)].every(([, name = '']) => FUNCTIONS.test(name))
}
