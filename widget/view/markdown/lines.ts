/**
 * How many columns of white space a line begins with. A tab goes on to the next column that four divides,
 * counted from the column at which the line starts.
 */
export function indentOf(line: string, start = 0): number {
  let column = start
  for (const char of line) {
    if (char === '\t') column += 4 - (column % 4)
    else if (char === ' ') column++
    else break
  }
  return column - start
}

/** A line without so many columns of white space, or without as many as there are. */
export function stripIndent(line: string, columns: number, start = 0): string {
  let at = 0
  let column = start
  const end = start + columns
  while (column < end && (line[at] === ' ' || line[at] === '\t'))
    column += line[at++] === '\t' ? 4 - (column % 4) : 1
  return ' '.repeat(Math.max(0, column - end)) + line.slice(at)
}

export function isBlank(line: string): boolean {
  return !/\S/.test(line)
}

/** The cells of a row of a table. */
export function splitCells(row: string): string[] {
  const cells = row.trim().split(/(?<!\\)\|/)
  if (cells.length > 1 && cells[0] === '') cells.shift()
  if (cells.length > 1 && cells.at(-1) === '') cells.pop()
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'))
}
