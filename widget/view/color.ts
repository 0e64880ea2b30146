/** Red, green and blue from 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** Reads any CSS colour, custom properties included, as the browser understands it in that place. */
export function readColor(css: string, at: ParentNode): Rgb | undefined {
  const probe = document.createElement('span')
  // Mixed with nothing, every notation computes to plain sRGB numbers.
  probe.style.color = `color-mix(in srgb, ${css}, ${css})`
  if (!probe.style.color) return undefined
  at.append(probe)
  const computed = getComputedStyle(probe).color
  probe.remove()
  return parseComputed(computed)
}

/** Reads `color(srgb r g b)` and `rgb(r, g, b)`, the forms a computed colour takes. What is not seen at all is no colour. */
export function parseComputed(computed: string): Rgb | undefined {
  const isUnit = computed.startsWith('color(srgb ')
  if (!isUnit && !computed.startsWith('rgb')) return undefined
  const [red, green, blue, alpha] = (computed.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number)
  if (red === undefined || green === undefined || blue === undefined || alpha === 0) return undefined
  const scale = isUnit ? 1 : 255
  return [red / scale, green / scale, blue / scale]
}

/** WCAG contrast of two colours, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Black or white, whichever reads better on a colour: one of them always has at least 4.5:1. */
export function readableOn(background: Rgb): Rgb {
  const white: Rgb = [1, 1, 1]
  const black: Rgb = [0, 0, 0]
  // White looks right on most accents; it is chosen wherever it is legible.
  return contrast(white, background) >= 4.5 ? white : black
}

/** Moves a colour towards another, only as far as it takes to read on a background. */
export function makeReadable(color: Rgb, towards: Rgb, background: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(color, towards, share)
    if (contrast(mixed, background) >= 4.5) return mixed
  }
  return towards
}

/** A colour between two. */
export function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const between = (from: number, to: number) => from + (to - from) * share
  return [between(one[0], other[0]), between(one[1], other[1]), between(one[2], other[2])]
}

/** A colour from hue (0–360), saturation and lightness (0–1). */
export function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const chroma = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number) => {
    const position = (offset + hue / 30) % 12
    return lightness - chroma * Math.max(-1, Math.min(position - 3, 9 - position, 1))
  }
  return [channel(0), channel(8), channel(4)]
}

/** The colour as CSS. */
export function toCss(color: Rgb): string {
  return `rgb(${color.map((value) => Math.round(value * 255)).join(' ')})`
}

/** How light a colour is to the eye, from 0 to 1. */
export function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
