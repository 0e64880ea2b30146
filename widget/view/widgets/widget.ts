import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { WidgetItem } from '../../../server/chatkit/wire.ts'
import type { Conversation } from '../conversation.ts'
import type { ItemContext } from '../items/item-context.ts'
import { schemeColors, themeOf } from '../theme.ts'
import { drawButton } from './button.ts'
import { drawCard } from './card.ts'
import { drawChart } from './chart.ts'
import { drawCheckbox, drawRadioGroup } from './choices.ts'
import { drawDatePicker, drawInput, drawSelect, drawTextarea } from './fields.ts'
import { drawForm } from './forms.ts'
import { drawImage } from './image.ts'
import { keysOf } from './keys.ts'
import { drawAnyBox, drawCol, drawDivider, drawRow, drawSpacer, drawTransition } from './layout.ts'
import { drawListView } from './list-view.ts'
import type { Draw, Drawn, Place, WidgetContext } from './place.ts'
import { record, text } from './props.ts'
import { styled } from './styled.ts'
import { drawTable } from './table.ts'
import { drawBadge, drawCaption, drawIcon, drawLabel, drawMarkdown, drawText, drawTitle } from './texts.ts'
import { widgetText } from './widget-text.ts'

// A map, not an object: a component called `constructor` is unknown like any other.
const COMPONENTS = new Map<unknown, Draw>([
  ['Badge', drawBadge],
  ['Basic', drawAnyBox],
  ['Box', drawAnyBox],
  ['Button', drawButton],
  ['Caption', drawCaption],
  ['Card', drawCard],
  ['Chart', drawChart],
  ['Checkbox', drawCheckbox],
  ['Col', drawCol],
  ['DatePicker', drawDatePicker],
  ['Divider', drawDivider],
  ['Form', drawForm],
  ['Icon', drawIcon],
  ['Image', drawImage],
  ['Input', drawInput],
  ['Label', drawLabel],
  ['ListView', drawListView],
  ['ListViewItem', drawRow],
  ['Markdown', drawMarkdown],
  ['RadioGroup', drawRadioGroup],
  ['Row', drawRow],
  ['Select', drawSelect],
  ['Spacer', drawSpacer],
  ['Table', drawTable],
  ['Text', drawText],
  ['Textarea', drawTextarea],
  ['Title', drawTitle],
  ['Transition', drawTransition],
])

// Deeper and larger than any widget that is meant to be looked at.
const MAX_DEPTH = 24
const MAX_COMPONENTS = 4000

/** Draws a widget. Nothing in it is trusted: what is not as it should be is left out, and the rest is drawn. */
export function renderWidget(
  item: WidgetItem,
  isPending: boolean,
  conversation: Conversation,
  context: ItemContext,
): TemplateResult {
  const state = context.widgetState(item.id)
  const scheme = themeOf(context.host.options).colorScheme === 'dark' ? 'dark' : 'light'
  const theme = item.widget?.theme === 'dark' || item.widget?.theme === 'light' ? item.widget.theme : scheme
  const widget: WidgetContext = {
    item,
    context,
    conversation,
    state,
    isPending,
    isDark: theme === 'dark',
    labels: labelsIn(item.widget),
    named: new Set(),
    draw: createDraw(),
  }
  const isWaiting = [...state.running.values()].includes('container')
  return html`<div
    class="w-root"
    ?data-themed=${theme !== scheme}
    ?data-basic=${item.widget?.type === 'Basic'}
    ?inert=${isWaiting}
    ${styled(theme === scheme ? {} : schemeColors(theme))}
  >
    ${widget.draw([item.widget], { widget, key: '', depth: 0 })}
    ${state.failure ? html`<p class="w-failure" role="alert" dir="auto">${state.failure}</p>` : nothing}
  </div>`
}

function createDraw() {
  let left = MAX_COMPONENTS
  return (components: unknown, place: Place) => {
    const children = Array.isArray(components) ? components : [components]
    const depth = place.depth + 1
    if (depth > MAX_DEPTH || left <= 0) return nothing
    const shown = children.slice(0, left)
    left -= shown.length
    const keys = keysOf(shown, place.key)
    return repeat(
      shown,
      (_, index) => keys[index],
      (child, index) => drawOne(child, { ...place, key: keys[index] ?? '', depth }),
    )
  }
}

function drawOne(child: unknown, place: Place): Drawn {
  const component = record(child)
  if (!component) return text(child) ?? nothing
  const draw = COMPONENTS.get(component.type)
  return draw ? draw(component, place) : widgetText(component) || nothing
}

function labelsIn(node: unknown, labels = new Map<string, string>(), depth = 0): Map<string, string> {
  const component = record(node)
  if (!component || depth > MAX_DEPTH) return labels
  const field = text(component.fieldName)
  if (component.type === 'Label' && field) labels.set(field, text(component.value) ?? field)
  const children = Array.isArray(component.children) ? component.children : [component.children]
  for (const child of children) labelsIn(child, labels, depth + 1)
  return labels
}
