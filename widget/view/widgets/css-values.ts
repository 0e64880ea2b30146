import { record, short, text } from './props.ts'

/** Declarations for the object model of styles; `undefined` is none. */
export type Declarations = Record<string, string | undefined>

const UNIT_PX = 4
const LONGEST = 2000

/** A length from a number of units, or from a plain CSS length. */
export function length(value: unknown, unit = 1): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? `${bound(value * unit)}px` : undefined
  const given = short(value)
  if (/^(auto|(min|max|fit)-content)$/.test(given)) return given
  const [, number, name] = /^(-?[\d.]+)(px|r?em|ch|%|vh|vw)?$/.exec(given) ?? []
  return Number.isNaN(Number(number)) ? undefined : `${bound(Number(number))}${name ?? 'px'}`
}

/** A distance between things: numbers count in units of four pixels. */
export function space(value: unknown): string | undefined {
  return length(value, UNIT_PX)
}

// Nothing a server sends may reach out of its widget, or make it endless.
function bound(value: number): number {
  return Math.max(-64, Math.min(LONGEST, value))
}

/** The declarations of `padding` or `margin`: one value for all sides, or an object with sides. */
export function sides(property: string, value: unknown): Declarations {
  const given = record(value)
  if (!given) return { [property]: space(value) }
  const { x, y } = given
  return {
    [`${property}-top`]: space(given.top ?? y),
    [`${property}-bottom`]: space(given.bottom ?? y),
    [`${property}-left`]: space(given.left ?? x),
    [`${property}-right`]: space(given.right ?? x),
  }
}

const RADII: Record<string, string> = {
  none: '0',
  '2xs': '2px',
  xs: '4px',
  sm: '6px',
  md: '8px',
  lg: '10px',
  xl: '12px',
  '2xl': '16px',
  '3xl': '20px',
  '4xl': '24px',
  full: '9999px',
  '100%': '100%',
}

export function radius(value: unknown): string | undefined {
  return typeof value === 'string' && Object.hasOwn(RADII, value) ? RADII[value] : undefined
}

const BORDER_STYLE = /^(solid|dashed|dotted|double|groove|ridge|inset|outset)$/
const SIDES = ['top', 'bottom', 'left', 'right']

/** The declarations of a border: a width, one border for all sides, or an object with sides. */
export function border(value: unknown, color: (value: unknown) => string | undefined): Declarations {
  const one = (given: unknown): string | undefined => {
    const props = record(given) ?? { size: given }
    const width = typeof props.size === 'number' ? length(props.size) : undefined
    const style = text(props.style) ?? ''
    return (
      width && `${width} ${BORDER_STYLE.test(style) ? style : 'solid'} ${color(props.color) ?? 'var(--line)'}`
    )
  }
  const given = record(value)
  if (!given || 'size' in given) return { border: one(value) }
  return Object.fromEntries(
    SIDES.map((side, index) => [`border-${side}`, one(given[side] ?? (index < 2 ? given.y : given.x))]),
  )
}

/** The declarations that give a block its size. */
export function blockSize(props: Readonly<Record<string, unknown>>): Declarations {
  const ratio = short(props.aspectRatio)
  return {
    width: length(props.width ?? props.size),
    height: length(props.height ?? props.size),
    'min-width': length(props.minWidth ?? props.minSize),
    'min-height': length(props.minHeight ?? props.minSize),
    'max-width': length(props.maxWidth ?? props.maxSize),
    'max-height': length(props.maxHeight ?? props.maxSize),
    'aspect-ratio': /^[\d.]+( ?\/ ?[\d.]+)?$/.test(ratio) ? ratio : undefined,
    flex: flex(props.flex),
  }
}

function flex(value: unknown): string | undefined {
  const given = short(value)
  return /^(none|auto|[\d.]+( [\d.]+)?( ([\d.]+(px|%)|auto))?)$/.test(given) ? given : undefined
}
