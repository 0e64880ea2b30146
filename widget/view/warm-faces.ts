import { html, render } from 'lit/html.js'

const FACES = [html`<code>a</code>`, html`<h4 class="h2">a</h4>`, html`<strong>a</strong>`, html`<em>a</em>`]

/**
 * Lays out a letter of each face that answers are written in, while there is nothing else to do. The first letter of a
 * face has its font found, opened and read, which would hold up the middle of an answer.
 */
export function warmFaces(root: ShadowRoot) {
  const box = document.createElement('div')
  box.className = 'md hidden'
  box.ariaHidden = 'true'
  const faces = FACES.values()
  const next = () => {
    const face = faces.next().value
    if (!face) return box.remove()
    root.append(box)
    render(face, box)
    box.getBoundingClientRect()
    whenIdle(next)
  }
  whenIdle(next)
}

// Safari has no requestIdleCallback.
function whenIdle(callback: () => void) {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(callback)
  else setTimeout(callback, 200)
}
