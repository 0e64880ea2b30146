import { html } from 'lit/html.js'
import { blockSize, border, type Declarations, length, radius, sides, space } from './css-values.ts'
import { colorAt, type Draw, type Place } from './place.ts'
import { type Component, token } from './props.ts'
import { styled } from './styled.ts'

/** What a box of children looks like. Direction, alignment and the like are names the stylesheet knows. */
export function boxStyle(component: Component, place: Place): Declarations {
  return {
    ...blockSize(component),
    ...sides('padding', component.padding),
    ...sides('margin', component.margin),
    ...border(component.border, (value) => colorAt(value, place)),
    gap: space(component.gap),
    'border-radius': radius(component.radius),
    background: colorAt(component.background, place),
  }
}

const drawBox =
  (direction?: 'row' | 'col'): Draw =>
  (component, place) =>
    html`<div
      class="w-box"
      data-direction=${direction ?? token(component.direction)}
      data-align=${token(component.align)}
      data-justify=${token(component.justify)}
      data-wrap=${token(component.wrap)}
      ${styled(boxStyle(component, place))}
    >
      ${place.widget.draw(component.children, place)}
    </div>`

export const drawCol = drawBox('col')
export const drawRow = drawBox('row')
export const drawAnyBox = drawBox()

export const drawSpacer: Draw = ({ minSize }) =>
  html`<div class="w-spacer" ${styled({ 'flex-basis': length(minSize) })}></div>`

export const drawDivider: Draw = (component, place) =>
  html`<hr
    class="w-divider"
    ?data-flush=${component.flush === true}
    ${styled({
      'border-block-start-color': colorAt(component.color, place),
      'border-block-start-width': length(component.size),
      'margin-block': space(component.spacing),
    })}
  />`

export const drawTransition: Draw = ({ children }, place) =>
  html`<div class="w-transition">${place.widget.draw(children, place)}</div>`
