import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { ThreadItem, WidgetItem } from '../../../server/chatkit/wire.ts'
import type { Conversation } from '../conversation.ts'
import { openQuestions } from '../questions/questions.ts'
import type { ThreadState } from '../thread.ts'
import { renderWidget } from '../widgets/widget.ts'
import { renderAnswers } from './answers.ts'
import { renderAssistantMessage, renderWaiting } from './assistant-message.ts'
import { renderGeneratedImage } from './generated-image.ts'
import type { ItemContext } from './item-context.ts'
import { renderFailure, renderNotice, renderProgress } from './rows.ts'
import { answerEndingAt, renderTurnActions } from './turn-actions.ts'
import { renderUserMessage } from './user-message.ts'
import { renderTask, renderWorkflow } from './workflow.ts'

/** Draws a thread, oldest first. An item is drawn anew only when it, or what it is drawn with, has changed. */
export function renderTimeline(conversation: Conversation, context: ItemContext): TemplateResult {
  const { state, shown } = conversation
  const open = openQuestions(state.items)
  const [start, end] = shown.of(state.items)
  return html`<div class="items">
    ${repeat(
      state.items.slice(start, end),
      ({ id }) => id,
      (item, index) => renderRow(item, start + index, item === open, conversation, context),
    )}
    ${end === state.items.length ? renderEnd(conversation, context) : nothing}
  </div>`
}

/** Draws what comes after the last item. */
function renderEnd({ state, isResponding, failure }: Conversation, context: ItemContext): TemplateResult {
  const { outgoing } = state
  return html`${outgoing ? html`<div>${renderUserMessage(outgoing, context)}</div>` : nothing}
    ${isResponding ? renderUnderWay(state, context) : nothing}
    ${state.notices.map((notice, index) => renderNotice(notice, index, context))}
    ${failure ? renderFailure(failure, context.host.words) : nothing}`
}

function renderRow(
  item: ThreadItem,
  index: number,
  isOpen: boolean,
  conversation: Conversation,
  context: ItemContext,
) {
  const { state } = conversation
  const isPending = state.pending.has(item.id)
  const progress = state.imageProgress[item.id]
  // A widget waits with its actions while an answer is under way, and remembers what was done to it.
  const isWidget = item.type === 'widget'
  const live = isWidget && [conversation.isResponding, context.widgetState(item.id).version].join()
  const end = turnEnding(index, conversation)
  return guard([item, isOpen, isPending, progress, live, end, context], () => {
    const answer = end ? answerEndingAt(state.items, index) : undefined
    const drawn = isWidget
      ? renderWidget(item, isPending, conversation, context)
      : // What is asked right now is in the place of the composer.
        isOpen
        ? nothing
        : renderItem(item, isPending, progress, context)
    const actions = answer ? renderTurnActions(answer, conversation, context.host) : nothing
    // Without white space: an item of which nothing is drawn takes no room.
    return html`<div class="item">${drawn}${actions}</div>`
  })
}

/** What the actions below an item depend on, when a turn ends with it that is over. */
function turnEnding(index: number, conversation: Conversation): string | undefined {
  const { items } = conversation.state
  const next = items[index + 1]
  const isEnd = items[index]?.type !== 'user_message' && (next === undefined || next.type === 'user_message')
  const isUnderWay = next === undefined && (conversation.isResponding || conversation.failure)
  if (!isEnd || isUnderWay) return undefined
  return [conversation.ratings.version, next === undefined && conversation.canSend].join()
}

function renderItem(
  item: Exclude<ThreadItem, WidgetItem>,
  isPending: boolean,
  progress: number | undefined,
  context: ItemContext,
) {
  switch (item.type) {
    case 'user_message':
      return renderUserMessage(item, context)
    case 'assistant_message':
      return renderAssistantMessage(item, isPending, context)
    case 'workflow':
      return renderWorkflow(item.id, item.workflow, isPending, context)
    case 'task':
      return renderTask(item.id, item.task, context)
    case 'generated_image':
      return renderGeneratedImage(item, isPending, progress, context)
    case 'structured_input':
      return renderAnswers(item, context.host.words)
    default:
      // Tool calls and the end of a turn are between the page and the server.
      return nothing
  }
}

// Between two items something should still move, or the chat looks as if it had stopped.
function renderUnderWay({ items, pending, progress }: ThreadState, { host }: ItemContext) {
  if (progress) return renderProgress(progress)
  const last = items.at(-1)
  return last && pending.has(last.id) && last.type !== 'widget' ? nothing : renderWaiting(host.words.thinking)
}
