import { live } from 'lit/directives/live.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { ThreadStatus } from '../../../server/chatkit/wire.ts'
import { iconButton } from '../header.ts'
import { icon } from '../icons.ts'
import type { ViewHost } from '../view-host.ts'
import { formatNumber } from '../words.ts'
import type { Composer } from './composer.ts'
import { splitMentions } from './content.ts'
import { acceptOf } from './upload-limits.ts'
import { renderUploads } from './uploads.ts'

/** What the composer may do at the moment. */
export interface ComposerState {
  /** Whether a message is sent, now or as soon as its thread is there. */
  canSend: boolean
  isResponding: boolean
  canStop: boolean
  status: ThreadStatus | undefined
}

/** Draws the composer, or what there is in its place when nothing can be written. */
export function renderComposer(composer: Composer, host: ViewHost, state: ComposerState): TemplateResult {
  const { words } = host
  const { draft, picker, dictation } = composer
  if (state.status?.type === 'closed') {
    return html`<p class="closed" dir="auto">${state.status.reason ?? words.closed}</p>`
  }
  const isLocked = state.status?.type === 'locked'
  const isHeldUp = draft.isWaiting && draft.isUploading
  const { complaints } = draft
  const handleSubmit = (event: Event) => {
    event.preventDefault()
    composer.submit()
  }
  return html`<form class="composer" ?data-locked=${isLocked} @submit=${handleSubmit} @click=${focusField}>
    ${picker.render()}
    ${draft.uploads.length > 0 ? renderUploads(composer, host) : nothing}
    ${renderQuote(composer, host)}
    ${renderField(composer, host, state)}
    ${isLocked ? nothing : dictation.state === 'off' ? renderBar(composer, host) : renderDictation(composer, host)}
    ${renderSend(composer, host, state)}
    ${
      complaints.length > 0 || isHeldUp
        ? html`<p class="composer-note" role=${isHeldUp ? 'status' : 'alert'} dir="auto">${isHeldUp ? words.sendsLater : complaints.join(' ')}</p>`
        : nothing
    }
  </form>`
}

// The whole box is the field to a finger or a mouse, not only the line of text in it.
function focusField({ target, currentTarget }: Event) {
  if (target === currentTarget) (currentTarget as HTMLElement).querySelector('textarea')?.focus()
}

function renderField(composer: Composer, host: ViewHost, { status }: ComposerState): TemplateResult {
  const { words, options } = host
  const { draft, picker, choices } = composer
  const { text, mentions } = draft
  const isLocked = status?.type === 'locked'
  const reason = isLocked ? (status.reason ?? words.locked) : undefined
  const placeholder = choices.placeholder ?? options.composer?.placeholder ?? words.placeholder
  const isTypedFor = picker.opener === 'text' && picker.label !== undefined
  return html`<div class="grow" data-text=${text}>
    ${
      mentions.size > 0
        ? html`<div class="marks" dir=${text ? 'auto' : nothing} aria-hidden="true">${splitMentions(
            text,
            mentions,
          ).map((part) =>
            mentions.has(part.slice(1)) && part.startsWith('@') ? html`<mark>${part}</mark>` : part,
          )}</div>`
        : nothing
    }
    <textarea
      rows="1"
      dir=${text ? 'auto' : nothing}
      aria-label=${words.message}
      aria-haspopup=${isTypedFor ? 'listbox' : nothing}
      aria-controls=${isTypedFor ? 'picker' : nothing}
      aria-activedescendant=${(isTypedFor && picker.activeId) || nothing}
      placeholder=${reason ?? placeholder}
      enterkeyhint="send"
      autocomplete="off"
      ?disabled=${isLocked}
      .value=${live(text)}
      @input=${(event: Event) => composer.write((event.target as HTMLTextAreaElement).value)}
      @keydown=${(event: KeyboardEvent) => handleKey(event, composer)}
      @paste=${(event: ClipboardEvent) => handlePaste(event, composer)}
      @scroll=${followMarks}
      @blur=${() => isTypedFor && picker.close()}
    ></textarea>
  </div>`
}

function handleKey(event: KeyboardEvent, composer: Composer) {
  if (composer.picker.handleKey(event)) return
  const { selectionStart, selectionEnd } = event.target as HTMLTextAreaElement
  if (event.key === 'Backspace' && selectionStart === selectionEnd && composer.deleteMention(selectionStart))
    return event.preventDefault()
  // Enter that confirms a word of an input method is not meant for us. Safari ends the composition first: 229.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
  event.preventDefault()
  composer.submit()
}

function handlePaste(event: ClipboardEvent, composer: Composer) {
  const files = [...(event.clipboardData?.files ?? [])]
  const text = event.clipboardData?.getData('text/plain') ?? ''
  // A table is copied as a picture too: those who paste words want words. A Mac copies files with their names.
  const isMeant = text === '' || files.some(({ name }) => text.includes(name))
  if (!composer.canAttach || files.length === 0 || !isMeant) return
  event.preventDefault()
  composer.attach(files)
}

function followMarks({ target }: Event) {
  const field = target as HTMLElement
  if (field.previousElementSibling) field.previousElementSibling.scrollTop = field.scrollTop
}

function renderQuote(composer: Composer, { words }: ViewHost) {
  const { reply } = composer.draft
  if (!reply) return nothing
  return html`<blockquote class="quote">
    <span class="hidden">${words.replyingTo}</span>
    <span class="clamped" dir="auto">${reply}</span>
    ${iconButton('close', words.removeQuote, () => composer.dropQuote())}
  </blockquote>`
}

/** Draws the buttons below the text. */
function renderBar(composer: Composer, host: ViewHost) {
  const { words, options } = host
  const { tools, models, dictation } = options.composer ?? {}
  const { entities } = options
  const hasMention = entities?.showComposerMenu && entities.onTagSearch
  if (!(tools?.length || models?.length || dictation?.enabled || composer.canAttach || hasMention))
    return nothing
  const { text } = composer.draft
  const mention = () => composer.replace(text.length, text.length, /\S$/.test(text) ? ' @' : '@')
  return html`<div class="bar">
    ${composer.canAttach ? renderAttach(composer, host) : nothing}
    ${hasMention ? iconButton('at', words.mention, mention) : nothing}
    ${composer.choices.renderTools(composer.picker)}
    <span class="spacer"></span>
    ${composer.choices.renderModels(composer.picker)}
    ${dictation?.enabled ? iconButton('mic', words.dictate, () => void composer.dictation.start()) : nothing}
  </div>`
}

function renderAttach(composer: Composer, host: ViewHost): TemplateResult {
  const handleChange = ({ target }: Event) => {
    const input = target as HTMLInputElement
    composer.attach([...(input.files ?? [])])
    // The same file may be chosen again.
    input.value = ''
  }
  return html`${iconButton('attach', host.words.attach, () => composer.pickFiles())}
    <input type="file" multiple hidden accept=${acceptOf(host) || nothing} @change=${handleChange} />`
}

function renderDictation({ dictation }: Composer, { words, locale }: ViewHost): TemplateResult {
  const isRecording = dictation.state === 'recording'
  const time = formatNumber(locale, dictation.seconds, 'second')
  return html`<div class="bar">
    ${iconButton('close', words.dropDictation, () => dictation.cancel())}
    <p class="recording" role="status" ?data-running=${isRecording}>${isRecording ? words.recording : words.transcribing}</p>
    <span class="spacer"></span>
    ${
      isRecording
        ? html`<time class="hint">${time}</time>
            ${iconButton('check', words.endDictation, () => dictation.finish())}`
        : nothing
    }
  </div>`
}

function renderSend(
  { draft, handlers }: Composer,
  { words }: ViewHost,
  { canSend, isResponding, canStop }: ComposerState,
) {
  const isStop = isResponding && canStop
  const label = isStop ? words.stop : words.send
  const hasFailed = draft.uploads.some(({ state }) => state === 'failed')
  const isBlocked = !canSend || hasFailed || (draft.isBlank && !draft.isUploading)
  return html`<button
    type=${isStop ? 'button' : 'submit'}
    class="send"
    ?data-stop=${isStop}
    ?data-waiting=${draft.isWaiting}
    aria-label=${label}
    title=${label}
    ?disabled=${!isStop && isBlocked}
    @click=${isStop ? handlers.onStop : nothing}
  >
    ${icon(isStop ? 'stop' : 'arrow-up')}
  </button>`
}

/** What a page that files are dropped on does with them. */
export function dropHandlers(composer: Composer, host: ViewHost) {
  const hold = (event: DragEvent, isDropping: boolean) => {
    if (!composer.canAttach || !event.dataTransfer?.types.includes('Files')) return false
    event.preventDefault()
    if (composer.isDropping !== isDropping) {
      composer.isDropping = isDropping
      host.requestUpdate()
    }
    return true
  }
  return {
    over: (event: DragEvent) => void hold(event, true),
    leave: (event: DragEvent) => {
      const { currentTarget, relatedTarget } = event
      if (!(currentTarget as Node).contains(relatedTarget as Node | null)) hold(event, false)
    },
    drop: (event: DragEvent) => {
      if (hold(event, false)) composer.attach([...(event.dataTransfer?.files ?? [])])
    },
  }
}

/** Draws what says that files may be dropped. */
export function renderDropping({ isDropping }: Composer, { words }: ViewHost) {
  return isDropping ? html`<div class="dropping">${icon('attach')}<p>${words.dropHere}</p></div>` : nothing
}
