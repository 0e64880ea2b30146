/** One line of the result. A ratio is ours to that of the bare program, in the same run. */
export interface Row {
  what: string
  ours: number
  bare?: number
  unit: string
  /** Which of the two is better when it is larger. */
  better: 'more' | 'less'
  goal?: { text: string; met: boolean }
}

export function printTable(title: string, rows: Row[]): void {
  const cells = rows.map(({ what, ours, bare, unit, goal }) => [
    what,
    `${shown(ours)} ${unit}`,
    bare === undefined ? '' : `${shown(bare)} ${unit}`,
    bare === undefined ? '' : `${(ours / bare).toFixed(2)}×`,
    goal ? `${goal.met ? 'met' : 'MISSED'}: ${goal.text}` : '',
  ])
  const head = ['', 'ours', 'bare', 'ratio', 'goal']
  const widths = head.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => (row[column] ?? '').length)),
  )
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ')
  console.log(`\n${title}\n${line(head)}\n${cells.map(line).join('\n')}`)
}

const shown = (value: number) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : value >= 10 ? value.toFixed(0) : value.toFixed(2)

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
