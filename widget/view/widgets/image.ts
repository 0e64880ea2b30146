import { html, nothing } from 'lit/html.js'
import { safeImage } from '../markdown/urls.ts'
import { blockSize, radius, sides } from './css-values.ts'
import { colorAt, type Draw } from './place.ts'
import { text, token } from './props.ts'
import { styled } from './styled.ts'

const POSITION = /^(top|bottom|center|left|right)( (left|right))?$/

/** Draws a picture; one that may not be loaded is its alternative text. */
export const drawImage: Draw = (component, place) => {
  const { allowedImageDomains } = place.widget.context.markdown
  const src = safeImage(text(component.src) ?? '', allowedImageDomains)
  const alt = text(component.alt) ?? ''
  if (!src) return alt || nothing
  const position = text(component.position) ?? ''
  return html`<img
    class="w-image"
    src=${src}
    alt=${alt}
    loading="lazy"
    referrerpolicy="no-referrer"
    data-fit=${token(component.fit)}
    ?data-frame=${component.frame === true}
    ?data-flush=${component.flush === true}
    ${styled({
      ...blockSize(component),
      ...sides('margin', component.margin),
      'border-radius': radius(component.radius),
      'object-position': POSITION.test(position) ? position : undefined,
      background: colorAt(component.background, place),
    })}
  />`
}
