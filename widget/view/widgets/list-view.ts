import { repeat } from 'lit/directives/repeat.js'
import { html, nothing } from 'lit/html.js'
import { fill, formatNumber } from '../words.ts'
import { isBlocked, parseAction, perform } from './actions.ts'
import { drawStatus } from './card.ts'
import { space } from './css-values.ts'
import { keysOf } from './keys.ts'
import { type Draw, type Place, wordsAt } from './place.ts'
import { type Component, integer, list, record, token } from './props.ts'
import { styled } from './styled.ts'
import { countOf, widgetText } from './widget-text.ts'

const AUTO_LIMIT = 6

/** Draws a list, its first rows only when it has a limit, until the visitor wants to see more. */
export const drawListView: Draw = (component, place) => {
  const { state } = place.widget
  const rows = list(component.children)
    .map(record)
    .filter((row) => row !== undefined)
  const limit = component.limit === 'auto' ? AUTO_LIMIT : integer(component.limit, 1, 1000)
  // A button that hides a single row would take as much room as the row.
  const isCut = limit !== undefined && rows.length > limit + 1 && !state.opened.has(place.key)
  const shown = isCut ? rows.slice(0, limit) : rows
  const keys = keysOf(shown, place.key)
  return html`<div class="w-card w-list">
    ${drawStatus(component.status, place)}
    <ul>
      ${repeat(
        shown,
        (_, index) => keys[index],
        (row, index) => drawItem(row, { ...place, key: keys[index] ?? '', depth: place.depth + 1 }),
      )}
    </ul>
    ${
      isCut
        ? html`<button type="button" class="w-more" @click=${(event: Event) => showAll(event, place, shown.length)}>
            ${sayMore(rows.length - shown.length, place)}
          </button>`
        : nothing
    }
  </div>`
}

function sayMore(hidden: number, place: Place): string {
  return fill(wordsAt(place).showMore, { n: formatNumber(place.widget.context.host.locale, hidden) })
}

function drawItem(row: Component, place: Place) {
  const action = parseAction(row.onClickAction)
  const rowText = widgetText(row.children).replaceAll('\n', ', ')
  // A box alone in its row is called what the row says; of several each has its own name.
  const named = countOf('Checkbox', row.children) === 1 ? { ...place, rowText } : place
  const isWaiting = action && (isBlocked(action, place.widget) || place.widget.state.running.has(place.key))
  return html`<li
    class="w-item"
    tabindex="-1"
    data-align=${token(row.align)}
    ?data-action=${action !== undefined}
    ?data-running=${place.widget.state.running.get(place.key) === 'self'}
    ${styled({ gap: space(row.gap) })}
    @click=${action ? nothing : toggleInside}
  >
    ${
      action
        ? html`<button
            type="button"
            class="w-cover"
            aria-label=${rowText}
            aria-disabled=${isWaiting ? 'true' : nothing}
            @click=${() => isWaiting || void perform(action, [], place)}
          ></button>`
        : nothing
    }
    ${place.widget.draw(row.children, named)}
  </li>`
}

// A finger should not have to find the box: its whole row is the box, when there is only one.
function toggleInside(event: Event) {
  const row = event.currentTarget as HTMLElement
  const boxes = row.querySelectorAll<HTMLInputElement>('[type=checkbox]')
  const isUsed = (event.target as Element).closest('a, button, input, label, select, textarea, summary')
  if (boxes.length === 1 && !isUsed && !String(getSelection())) boxes[0]?.click()
}

function showAll(event: Event, { widget: { state }, key }: Place, firstHidden: number) {
  const root = (event.currentTarget as HTMLElement).closest('.w-list')
  state.change(() => state.opened.add(key))
  // The button goes: whoever used it with the keyboard goes on where the list does.
  setTimeout(() => root?.querySelectorAll<HTMLElement>('.w-item')[firstHidden]?.focus(), 50)
}
