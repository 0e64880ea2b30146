import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Announcer } from './announcer.ts'
import type { Composer } from './composer/composer.ts'
import { dropHandlers, renderComposer, renderDropping } from './composer/composer-view.ts'
import type { Conversation } from './conversation.ts'
import type { Previews } from './entities/previews.ts'
import { renderHeader } from './header.ts'
import { renderHistory } from './history/history.ts'
import { icon } from './icons.ts'
import { renderWaiting } from './items/assistant-message.ts'
import type { ItemContext } from './items/item-context.ts'
import { renderFailure } from './items/rows.ts'
import { renderTimeline } from './items/timeline.ts'
import { renderMarkdown } from './markdown/markdown.ts'
import type { Navigation } from './navigation.ts'
import { askedIn, type Questions } from './questions/questions.ts'
import type { ScrollFollower } from './scroll-follower.ts'
import { renderStartScreen } from './start-screen.ts'
import { directionOf } from './words.ts'

type Prompts = Parameters<typeof renderStartScreen>[1]

/** Everything the view is drawn from. */
export interface PageModel {
  context: ItemContext
  navigation: Navigation
  composer: Composer
  questions: Questions
  follower: ScrollFollower
  announcer: Announcer
  previews: Previews
  onPrompt: Prompts
  onJump(): void
}

/** Draws the whole view: the chat, and the history over it. */
export function renderPage(model: PageModel): TemplateResult {
  const { context, navigation, announcer, composer } = model
  const { words, options, locale } = context.host
  const { over, leave, drop } = dropHandlers(composer, context.host)
  composer.show(navigation.current)
  return html`<div class="view" role="group" lang=${locale} dir=${directionOf(locale)} aria-label=${options.frameTitle ?? words.chat}>
    <div class="page" ?inert=${navigation.isHistoryOpen} @dragover=${over} @dragleave=${leave} @drop=${drop}>
      ${renderHeader(context.host, headerModel(navigation))}
      <div class="scroller" tabindex="0" role="group" aria-label=${words.conversation}>
        <div class="content" ?data-bare=${isBare(navigation.current)}>${renderBody(model)}</div>
      </div>
      <div class="footer">${renderFooter(model)}</div>
      ${model.previews.render(navigation.current, context)}
      ${renderDropping(composer, context.host)}
    </div>
    ${navigation.isHistoryOpen ? renderHistory(context.host, historyModel(navigation)) : nothing}
    <div class="hidden" role="log" aria-live="polite">${announcer.text ? html`<p>${announcer.text}</p>` : nothing}</div>
  </div>`
}

function renderBody({ context, navigation: { current }, onPrompt }: PageModel) {
  const { words } = context.host
  if (isBare(current) && !isBlank(current)) {
    return html`<div class="loading">${renderWaiting(words.loading)}</div>`
  }
  if (!isBlank(current)) return renderTimeline(current, context)
  return html`${renderStartScreen(context.host, onPrompt)}
  ${current.failure ? renderFailure(current.failure, words) : nothing}`
}

function renderFooter({
  context,
  navigation: { current },
  composer,
  questions,
  follower,
  onJump,
}: PageModel) {
  const { words, options } = context.host
  const { disclaimer } = options
  const asked = askedIn(current)
  return html`
    <button
      type="button"
      class="jump"
      ?data-away=${follower.isAtEnd}
      aria-label=${words.jumpToLatest}
      title=${words.jumpToLatest}
      @click=${onJump}
    >
      ${icon('arrow-down')}
    </button>
    ${
      asked
        ? questions.render(asked)
        : renderComposer(composer, context.host, {
            canSend: current.canSend || current.isLoading,
            isResponding: current.isResponding,
            canStop: current.state.canStop,
            status: current.state.thread?.status,
          })
    }
    ${
      disclaimer?.text
        ? html`<div class="disclaimer" ?data-high-contrast=${disclaimer.highContrast}>
            ${renderMarkdown(context.blocksOf('disclaimer').read(disclaimer.text), context.markdown)}
          </div>`
        : nothing
    }
  `
}

function headerModel(navigation: Navigation) {
  return {
    threadTitle: navigation.current.state.thread?.title,
    canStartNew: !isBlank(navigation.current),
    onNewChat: () => void navigation.open(null),
    onHistory: () => navigation.openHistory(),
  }
}

function historyModel(navigation: Navigation): Parameters<typeof renderHistory>[1] {
  return {
    list: navigation.list,
    currentId: navigation.current.threadId,
    onClose: () => navigation.closeHistory(),
    onNewChat: () => void navigation.open(null),
    onOpen: (threadId) => void navigation.open(threadId),
    onRename: (thread, title) => void navigation.rename(thread, title),
  }
}

/** Whether there is nothing to read: one thing in the middle, instead of a thread. */
function isBare(current: Conversation): boolean {
  return isBlank(current) || (current.isLoading && current.state.items.length === 0)
}

/** Whether nothing has been said, and nothing is about to be. */
function isBlank({ state, isResponding, isLoading, isUnread }: Conversation): boolean {
  return !state.thread && !isResponding && !isLoading && !isUnread
}
