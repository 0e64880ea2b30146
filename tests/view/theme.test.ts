import { describe, expect, test } from 'vitest'
import { contrast, parseComputed, type Rgb, readableOn } from '../../widget/view/color.ts'
import { themeValues } from '../../widget/view/theme.ts'

const readHex = (css: string): Rgb | undefined =>
  /^#[\da-f]{6}$/i.test(css)
    ? ([1, 3, 5].map((at) => Number.parseInt(css.slice(at, at + 2), 16) / 255) as unknown as Rgb)
    : undefined
const colorOf = (css: string) => parseComputed(css.replace('rgb(', 'rgb(')) as Rgb
const mixed = (text: Rgb, surface: Rgb, share: number) =>
  text.map((value, index) => value * share + (surface[index] ?? 0) * (1 - share)) as unknown as Rgb

describe('colours of a theme', () => {
  test('text reads on every accent, and links on every surface, in both schemes', () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const primary of ['#ffff00', '#7c5cff', '#808080', '#00ff88', '#111111', '#fefefe', '#ff3b30']) {
        for (const level of [0, 1, 2, 3] as const) {
          const values = themeValues({ colorScheme, color: { accent: { primary, level } } }, readHex)
          const of = (name: `--${string}`) => colorOf(values[name] ?? '')
          const name = `${colorScheme} ${primary} ${level}`
          expect(contrast(of('--on-accent'), of('--accent')), name).toBeGreaterThanOrEqual(4.5)
          expect(contrast(of('--on-bubble'), of('--bubble')), name).toBeGreaterThanOrEqual(4.5)
          expect(contrast(of('--link'), of('--surface')), name).toBeGreaterThanOrEqual(4.5)
        }
      }
    }
  })

  test('muted text and warnings read on every shade of grey', () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const shade of [-4, 0, 4] as const) {
        for (const tint of [0, 9] as const) {
          const grayscale = { hue: 220, tint, shade }
          const values = themeValues({ colorScheme, color: { grayscale } }, readHex)
          const surface = colorOf(values['--surface'] ?? '')
          const text = colorOf(values['--text'] ?? '')
          const name = `${colorScheme} ${shade} ${tint}`
          expect(contrast(mixed(text, surface, 0.64), surface), name).toBeGreaterThanOrEqual(4.5)
          expect(contrast(colorOf(values['--danger'] ?? ''), surface), name).toBeGreaterThanOrEqual(4.5)
        }
      }
    }
  })

  test('a surface of the other scheme is written on in what reads on it', () => {
    for (const [colorScheme, background] of [
      ['dark', '#fef3c7'],
      ['light', '#1e293b'],
      ['light', '#ffffff'],
    ] as const) {
      for (const foreground of ['', '#808080', '#111111']) {
        const values = themeValues({ colorScheme, color: { surface: { background, foreground } } }, readHex)
        const of = (name: `--${string}`) => colorOf(values[name] ?? '')
        const surface = of('--surface')
        const name = `${colorScheme} ${background} ${foreground}`
        for (const text of ['--text', '--link', '--danger', '--success'] as const) {
          expect(contrast(of(text), surface), `${name} ${text}`).toBeGreaterThanOrEqual(4.5)
        }
        expect(contrast(mixed(of('--text'), surface, 0.64), surface), name).toBeGreaterThanOrEqual(4.5)
        expect(contrast(of('--on-bubble'), of('--bubble')), name).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  test('a colour that nobody can read is as if it had not been given', () => {
    const values = themeValues({ color: { accent: { primary: 'nonsense', level: 3 } } }, readHex)
    expect(values).toEqual(themeValues({}, readHex))
  })

  test('computed colours are read in both of their forms', () => {
    expect(parseComputed('color(srgb 1 0.5 0)')).toEqual([1, 0.5, 0])
    expect(parseComputed('rgb(255, 51, 0)')).toEqual([1, 0.2, 0])
    expect(parseComputed('rgb(0, 0, 0)')).toEqual([0, 0, 0])
    expect(parseComputed('')).toBeUndefined()
  })

  test('a colour that is not seen at all is as if it had not been given', () => {
    expect(parseComputed('rgba(0, 0, 0, 0)')).toBeUndefined()
    expect(parseComputed('color(srgb 0 0 0 / 0)')).toBeUndefined()
    expect(parseComputed('color(srgb 0 0 0 / 0.5)')).toEqual([0, 0, 0])
  })

  test('white is preferred on an accent where it is legible', () => {
    expect(readableOn([0.1, 0.2, 0.8])).toEqual([1, 1, 1])
    expect(readableOn([1, 1, 0])).toEqual([0, 0, 0])
  })
})
