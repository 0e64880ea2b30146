import type { nothing, TemplateResult } from 'lit/html.js'
import type { WidgetItem } from '../../../server/chatkit/wire.ts'
import type { Conversation } from '../conversation.ts'
import type { ItemContext } from '../items/item-context.ts'
import { color } from './colors.ts'
import type { Component } from './props.ts'
import type { WidgetState } from './widget-state.ts'

export type Drawn = TemplateResult | string | typeof nothing

/** What all components of a widget share while it is drawn. */
export interface WidgetContext {
  readonly item: WidgetItem
  readonly context: ItemContext
  readonly conversation: Conversation
  readonly state: WidgetState
  /** Whether the widget still comes in: it can be read and typed into, and does nothing yet. */
  readonly isPending: boolean
  readonly isDark: boolean
  /** The words of the labels, by the field they are for. */
  readonly labels: ReadonlyMap<string, string>
  /** Names of fields that already have a label of their own: an id must not come twice. */
  readonly named: Set<string>
  /** Draws components in a place, one after the other. */
  draw(components: unknown, place: Place): unknown
}

/** Where a component is in its widget. */
export interface Place {
  readonly widget: WidgetContext
  /** The same each time the widget is drawn, so that what happened to the component stays with it. */
  readonly key: string
  readonly depth: number
  /** What is written in the row around: the name of a checkbox that has none. */
  readonly rowText?: string
}

/** Draws one component from props it has to check itself. */
export type Draw = (component: Component, place: Place) => Drawn

export const colorAt = (value: unknown, { widget }: Place) => color(value, widget.isDark)
export const wordsAt = ({ widget }: Place) => widget.context.host.words
