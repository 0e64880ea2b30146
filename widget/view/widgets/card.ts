import { html, nothing } from 'lit/html.js'
import { icon } from '../icons.ts'
import { safeImage } from '../markdown/urls.ts'
import { isBlocked, parseAction, perform } from './actions.ts'
import { border, sides } from './css-values.ts'
import { entriesAround, handleSubmit } from './forms.ts'
import { colorAt, type Draw, type Place } from './place.ts'
import { type Component, record, text, token } from './props.ts'
import { styled } from './styled.ts'
import { widgetText } from './widget-text.ts'

/** Draws a card: a status, its children, and what is to be confirmed or cancelled. */
export const drawCard: Draw = (component, place) => {
  const { state } = place.widget
  const confirm = parseAction(record(component.confirm)?.action, 'container')
  const cancel = parseAction(record(component.cancel)?.action, 'container')
  // With something to decide it stays open until that is done.
  const isOver = component.collapsed === true && (!(confirm || cancel) || state.finished.has(place.key))
  const body = html`<div class="w-body" ${styled(sides('padding', component.padding))}>
      ${place.widget.draw(component.children, place)}
    </div>
    ${confirm || cancel ? drawDecision(component, place) : nothing}`
  const content = isOver
    ? drawCollapsed(component, body)
    : html`${drawStatus(component.status, place)}${body}`
  const look = styled({
    background: colorAt(component.background, place),
    ...border(component.border, (value) => colorAt(value, place)),
  })
  const size = token(component.size)
  if (component.asForm !== true) return html`<div class="w-card" data-size=${size} ${look}>${content}</div>`
  const submit = handleSubmit(confirm, place, () => finish(place))
  return html`<form class="w-card" data-size=${size} novalidate ${look} @submit=${submit}>${content}</form>`
}

/** Draws the line above a card or a list that says what it is about. */
export function drawStatus(value: unknown, place: Place) {
  const status = record(value)
  const words = text(status?.text)
  if (!status || !words) return nothing
  const name = text(status.icon)
  const favicon = safeImage(text(status.favicon) ?? '', place.widget.context.markdown.allowedImageDomains)
  return html`<p class="w-status">
    ${name ? icon(name) : nothing}
    ${favicon ? html`<img src=${favicon} alt="" referrerpolicy="no-referrer" ?data-frame=${status.frame === true} />` : nothing}
    <span dir="auto">${words}</span>
  </p>`
}

function drawCollapsed(component: Component, body: unknown) {
  const title = text(record(component.status)?.text) ?? widgetText(component.children).split('\n')[0]
  return html`<details>
    <summary class="w-status">${icon('check-circle')}<span dir="auto">${title}</span>${icon('chevron')}</summary>
    ${body}
  </details>`
}

function drawDecision(component: Component, place: Place) {
  return html`<div class="w-decision">
    ${decision(component.cancel, 'cancel', false, place)}
    ${decision(component.confirm, 'confirm', component.asForm === true, place)}
  </div>`
}

function decision(value: unknown, kind: 'confirm' | 'cancel', isSubmit: boolean, place: Place) {
  const { widget, key } = place
  const given = record(value)
  const action = parseAction(given?.action, 'container')
  if (!action) return nothing
  const isWaiting = isBlocked(action, widget) || widget.state.running.has(key)
  const decide = async (event: Event) => {
    if (isWaiting) return event.preventDefault()
    if (isSubmit) return
    const outcome = await perform(action, entriesAround(event.currentTarget as Element), place)
    if (outcome !== 'failed') finish(place)
  }
  return html`<button
    class="w-button"
    type=${isSubmit ? 'submit' : 'button'}
    data-variant=${kind === 'confirm' ? 'solid' : 'soft'}
    aria-disabled=${isWaiting ? 'true' : nothing}
    @click=${decide}
  >
    <span dir="auto">${text(given?.label)}</span>
  </button>`
}

function finish({ widget: { state }, key }: Place) {
  state.change(() => state.finished.add(key))
}
