/** How many columns of white space a line begins with. A tab goes on to the next column that four divides. */
export function indentOf(line: string): number {
  let columns = 0
  for (const char of line) {
    if (char === '\t') columns += 4 - (columns % 4)
    else if (char === ' ') columns++
    else break
  }
  return columns
}

/** A line without so many columns of white space, or without as many as there are. */
export function stripIndent(line: string, columns: number): string {
  let at = 0
  let column = 0
  while (column < columns && (line[at] === ' ' || line[at] === '\t'))
    column += line[at++] === '\t' ? 4 - (column % 4) : 1
  return ' '.repeat(Math.max(0, column - columns)) + line.slice(at)
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
