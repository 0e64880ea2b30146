import { html, nothing } from 'lit/html.js'
import { icon } from '../icons.ts'
import { renderMarkdown } from '../markdown/markdown.ts'
import { type Declarations, length } from './css-values.ts'
import { drawEditable } from './fields.ts'
import { colorAt, type Draw, type Place } from './place.ts'
import { type Component, integer, record, text, token } from './props.ts'
import { styled } from './styled.ts'

function textStyle(component: Component, place: Place): Declarations {
  const most = component.truncate === true ? 1 : integer(component.maxLines, 1, 100)
  const least = integer(component.minLines, 1, 100)
  return {
    color: colorAt(component.color, place),
    width: length(component.width),
    '-webkit-line-clamp': most ? `${most}` : undefined,
    'min-height': least ? `${least}lh` : undefined,
  }
}

const drawWords =
  (kind: 'text' | 'title' | 'caption'): Draw =>
  (component, place) => {
    const editable = record(component.editable)
    if (editable) return drawEditable({ ...editable, defaultValue: component.value }, place)
    const isClamped = component.truncate === true || typeof component.maxLines === 'number'
    return html`<p
      class="w-words w-${kind}"
      dir="auto"
      data-size=${token(component.size)}
      data-weight=${token(component.weight)}
      data-text-align=${token(component.textAlign)}
      ?data-clamped=${isClamped}
      ?data-italic=${component.italic === true}
      ?data-struck=${component.lineThrough === true}
      ${styled(textStyle(component, place))}
    >${text(component.value)}</p>`
  }

export const drawText = drawWords('text')
export const drawTitle = drawWords('title')
export const drawCaption = drawWords('caption')

export const drawMarkdown: Draw = (component, { widget: { context, item }, key }) =>
  renderMarkdown(context.blocksOf(`${item.id}/${key}`).read(text(component.value) ?? ''), context.markdown)

export const drawLabel: Draw = (component, place) =>
  html`<label
    class="w-words w-label"
    dir="auto"
    for=${`${place.widget.item.id}/${text(component.fieldName)}`}
    data-size=${token(component.size)}
    data-weight=${token(component.weight)}
    data-text-align=${token(component.textAlign)}
    ${styled({ color: colorAt(component.color, place) })}
  >${text(component.value)}</label>`

export const drawBadge: Draw = ({ label, color, variant, size, pill }) =>
  html`<span
    class="w-badge"
    dir="auto"
    data-tone=${token(color)}
    data-variant=${token(variant)}
    data-size=${token(size)}
    ?data-square=${pill === false}
  >${text(label)}</span>`

export const drawIcon: Draw = (component, place) => {
  const name = text(component.name)
  return name
    ? html`<span class="w-icon" data-size=${token(component.size)} ${styled({ color: colorAt(component.color, place) })}
        >${icon(name)}</span
      >`
    : nothing
}
