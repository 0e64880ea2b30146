import { seriesColor } from './colors.ts'
import { type Component, list, record, text } from './props.ts'

const MAX_ROWS = 120
const MAX_SERIES = 8

export interface Series {
  type: 'bar' | 'line' | 'area'
  label: string
  color: string
  /** From where to where each value reaches; undefined where there is none. */
  spans: readonly ([from: number, to: number] | undefined)[]
  /** Which of the bars that stand side by side it belongs to. */
  column: number
}

/** A chart with everything worked out but its size. */
export interface ChartModel {
  categories: readonly string[]
  series: readonly Series[]
  columns: number
  least: number
  most: number
}

/** Reads the data of a chart; undefined when there is nothing to draw. */
export function readChart(component: Component, isDark: boolean): ChartModel | undefined {
  const rows = list(component.data).slice(0, MAX_ROWS).map(record)
  const given = list(component.series).slice(0, MAX_SERIES).map(record)
  const stacks = new Map<string, { column: number; tops: number[] }>()
  let columns = 0
  const series = given.flatMap((one, index): Series[] => {
    const key = text(one?.dataKey)
    if (!one || key === undefined) return []
    const type = one.type === 'bar' || one.type === 'area' ? one.type : 'line'
    const name = `${type}:${text(one.stack) ?? `#${index}`}`
    const stack = stacks.get(name) ?? { column: type === 'bar' ? columns++ : 0, tops: rows.map(() => 0) }
    stacks.set(name, stack)
    const spans = rows.map((row, at) => pile(numberAt(row, key), stack.tops, at))
    const color = seriesColor(one.color, index, isDark)
    return [{ type, label: text(one.label) ?? key, color, spans, column: stack.column }]
  })
  const ends = series.flatMap(({ spans }) => spans.flatMap((span) => span ?? []))
  if (ends.length === 0) return undefined
  const [least, most] = [roundUp(-Math.min(0, ...ends)), roundUp(Math.max(0, ...ends))]
  return {
    categories: categoriesOf(component.xAxis, rows),
    series,
    columns,
    least: 0 - least,
    most: most || 1,
  }
}

function pile(value: number | undefined, tops: number[], at: number): [number, number] | undefined {
  if (value === undefined) return undefined
  const from = tops[at] ?? 0
  tops[at] = from + value
  return [from, from + value]
}

function numberAt(row: Component | undefined, key: string): number | undefined {
  const value = row && Object.hasOwn(row, key) ? row[key] : undefined
  return typeof value === 'number' && Math.abs(value) < 1e15 ? value : undefined
}

function categoriesOf(xAxis: unknown, rows: readonly (Component | undefined)[]): string[] {
  const axis = record(xAxis)
  const key = text(axis ? axis.dataKey : xAxis) ?? ''
  const labels = record(axis?.labels) ?? {}
  return rows.map((row) => {
    const name = (row && Object.hasOwn(row, key) && text(row[key])) || ''
    return (Object.hasOwn(labels, name) && text(labels[name])) || name
  })
}

// Up to the next 1, 2 or 5 of its size, so that the axis ends at a number one can read.
function roundUp(value: number): number {
  if (value <= 0) return 0
  const size = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 2.5, 5, 10].find((step) => step * size >= value) ?? 10
  return step * size
}
