import { html } from 'lit/html.js'
import { length, sides } from './css-values.ts'
import type { Draw, Place } from './place.ts'
import { type Component, integer, list, record, token } from './props.ts'
import { styled } from './styled.ts'

/** Draws a table. What is not a row of cells is left out: no other element may stand in a table. */
export const drawTable: Draw = ({ children }, place) => {
  const rows = list(children).map(record)
  return html`<div class="w-table" tabindex="0">
    <table>
      <tbody>${rows.map((row, index) => row && drawTableRow(row, { ...place, key: `${place.key}/${index}` }))}</tbody>
    </table>
  </div>`
}

export function drawTableRow({ children, header }: Component, place: Place) {
  const cells = list(children).map((child, index) => {
    const cell = record(child)
    return cell && drawCell(cell, header === true, { ...place, key: `${place.key}/${index}` })
  })
  return html`<tr>${cells}</tr>`
}

function drawCell(cell: Component, isHeader: boolean, place: Place) {
  const content = place.widget.draw(cell.children, place)
  const span = integer(cell.colSpan, 1, 20) ?? 1
  const rows = integer(cell.rowSpan, 1, 100) ?? 1
  const size = token(cell.colSize)
  const align = token(cell.align)
  const valign = token(cell.vAlign)
  const style = styled({ ...sides('padding', cell.padding), width: length(cell.width) })
  return isHeader
    ? html`<th scope="col" colspan=${span} rowspan=${rows} data-size=${size} data-text-align=${align} data-valign=${valign} ${style}>${content}</th>`
    : html`<td colspan=${span} rowspan=${rows} data-size=${size} data-text-align=${align} data-valign=${valign} ${style}>${content}</td>`
}
