import { RequestError } from '../client.ts'
import { toError } from '../failure.ts'
import { type Entry, mergeInto } from './form-values.ts'
import type { Place, WidgetContext } from './place.ts'
import { record, text } from './props.ts'

/** What a component asks for when it is used. */
export interface Action {
  type: string
  payload: unknown
  isForPage: boolean
  /** Whether the server answers with a turn. */
  isTurn: boolean
  loading: 'none' | 'self' | 'container'
}

/** The action in a prop, if it is one. `auto` says what loading looks like when the action leaves it open. */
export function parseAction(value: unknown, auto: Action['loading'] = 'self'): Action | undefined {
  const given = record(value)
  const type = text(given?.type)
  if (!given || !type) return undefined
  const loading = text(given.loadingBehavior)
  return {
    type,
    payload: given.payload,
    isForPage: given.handler === 'client',
    isTurn: given.streaming !== false,
    loading: loading === 'none' || loading === 'self' || loading === 'container' ? loading : auto,
  }
}

/** Whether an action has to wait: for its own widget to be there, or for an answer to end. */
export function isBlocked(action: Action, { isPending, conversation }: WidgetContext): boolean {
  return isPending || (action.isTurn && !action.isForPage && conversation.isResponding)
}

/** How an action ended; `updated` when its widget has been replaced by another since. */
export type Outcome = 'failed' | 'done' | 'updated'

/** Does what a component asks for, and shows it. */
export async function perform(action: Action, entries: readonly Entry[], place: Place): Promise<Outcome> {
  const { widget, key } = place
  const { state, context } = widget
  if (isBlocked(action, widget) || state.running.get(key) === 'self') return 'failed'
  state.change(() => {
    state.failure = undefined
    state.running.set(key, action.loading)
  })
  try {
    return await send(action, mergeInto(action.payload, entries), widget)
  } catch (thrown) {
    const error = toError(thrown)
    context.host.emit('chatkit.error', { error })
    state.failure = (error instanceof RequestError && error.reason) || context.host.words.errorAction
    return 'failed'
  } finally {
    state.change(() => state.running.delete(key))
  }
}

async function send(
  { type, isForPage, isTurn }: Action,
  payload: unknown,
  widget: WidgetContext,
): Promise<Outcome> {
  const { item, context, conversation } = widget
  const action = { type, ...(payload !== undefined && { payload }) }
  if (isTurn && !isForPage) return (await conversation.act(action, item.id)) ? 'done' : 'failed'
  if (!isForPage) return (await conversation.actAtOnce(action, item.id)) ? 'updated' : 'done'
  const { onAction } = context.host.options.widgets ?? {}
  if (!onAction) context.host.emit('chatkit.log', { name: 'widget.action_unhandled', data: { type } })
  type Given = Parameters<NonNullable<typeof onAction>>
  await onAction?.(action as Given[0], { id: item.id, widget: item.widget as unknown as Given[1]['widget'] })
  return 'done'
}
