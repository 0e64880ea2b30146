import type { ChatKitEvents, ChatKitOptions, OpenAIChatKit, StartScreenPrompt } from '@openai/chatkit'
import { LitElement, nothing, type TemplateResult } from 'lit'
import { Announcer } from './announcer.ts'
import { Client, type UserMessageInput } from './client.ts'
import { Composer } from './composer/composer.ts'
import { textOf, toContent, toInput } from './composer/content.ts'
import { nextFrame } from './frame.ts'
import { HistoryFocus } from './history/history-focus.ts'
import { createItemContexts } from './items/item-context.ts'
import { lastAnswerText } from './items/turn-actions.ts'
import { Navigation } from './navigation.ts'
import { customApiOf, localeOf, warnOfUnsupported, warnOnce } from './options.ts'
import { renderPage } from './page.ts'
import { QuestionFocus } from './questions/question-focus.ts'
import { Questions } from './questions/questions.ts'
import { ReadingPlace } from './reading-place.ts'
import { ScrollFollower } from './scroll-follower.ts'
import { styles } from './styles/styles.ts'
import { ThemeSheet } from './theme-sheet.ts'
import type { ConversationHost } from './view-host.ts'
import { wordsFor } from './words.ts'

// What <openai-chatkit> adds to an element: a method of it that is missing here does not compile.
type Surface = Omit<OpenAIChatKit, keyof HTMLElement>

/**
 * @summary A chat with a self-hosted ChatKit server: the options, methods and events of `<openai-chatkit>`, drawn
 * without anything from OpenAI. Its events do not bubble.
 */
export class TodoChatView extends LitElement implements Surface {
  static override styles = styles

  #options: ChatKitOptions | undefined
  #words = wordsFor('en')
  #isReady = false
  #markReady: () => void = () => undefined
  #ready = new Promise<void>((resolve) => {
    this.#markReady = resolve
  })
  #warned = new Set<string>()

  #announcer = new Announcer(() => this.requestUpdate())
  #follower = new ScrollFollower({
    onNearTop: () => void this.#navigation.current.loadOlder(),
    onChange: () => this.requestUpdate(),
  })
  #place = new ReadingPlace(this.#follower)
  #historyFocus = new HistoryFocus()
  #questionFocus = new QuestionFocus()
  #theme = new ThemeSheet()
  #host = this.#createHost()
  #client = new Client(() => ({ api: customApiOf(this.#host.options), locale: this.#host.locale }))
  #navigation = new Navigation(this.#host, this.#client)
  #composer = new Composer(this.#host, {
    onSend: (input) => void this.#send(input).catch(() => undefined),
    onStop: () => this.#navigation.current.stop(),
  })
  #questions = new Questions(this.#host, {
    onSubmit: (itemId, submission) => void this.#navigation.current.answer(itemId, submission),
  })
  #contextFor = createItemContexts(this.#host)

  /** Applies options, all of them at once. The thread, the scroll position and what is typed stay as they are. */
  setOptions(options: ChatKitOptions): void {
    this.#options = options
    this.#words = wordsFor(localeOf(options))
    this.#follower.isFollowing = options.thread?.autoScroll !== false
    warnOfUnsupported(options, this.#warned)
    this.#applyTheme()
    this.requestUpdate()
  }

  /** Focuses the field that messages are written in. */
  async focusComposer(): Promise<void> {
    await this.#ready
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.composer textarea')?.focus()
  }

  /** Shows a thread; `null` starts a new one. Resolves when it is there. */
  async setThreadId(threadId: string | null): Promise<void> {
    await this.#ready
    await this.#navigation.open(threadId)
  }

  /** Sends a message. Resolves when the server has it, rejects when it could not be sent. */
  async sendUserMessage(params: Parameters<OpenAIChatKit['sendUserMessage']>[0]): Promise<void> {
    await this.#ready
    if (params.newThread) await this.#navigation.open(null)
    await this.#send(toInput(params))
  }

  /** Writes into the composer without sending. What is not named stays as it is. */
  async setComposerValue(params: Parameters<OpenAIChatKit['setComposerValue']>[0]): Promise<void> {
    await this.#ready
    const { choices, text, reply } = this.#composer
    const given = params.content ? textOf(params.content) : params.text
    if (params.attachments?.length || params.files?.length) warnOnce('composer.attachments', this.#warned)
    this.#composer.set(given ?? text, params.reply ?? reply)
    if (params.selectedToolId !== undefined) choices.selectTool(params.selectedToolId ?? undefined)
    if (params.selectedModelId) choices.selectModel(params.selectedModelId)
    await this.updateComplete
  }

  /** Sends an action to the server, as if a widget of that item had. */
  async sendCustomAction(...[action, itemId]: Parameters<OpenAIChatKit['sendCustomAction']>): Promise<void> {
    await this.#ready
    await this.#navigation.current.act(action, itemId)
  }

  /** Reads the thread again. */
  async fetchUpdates(): Promise<void> {
    await this.#ready
    await this.#navigation.current.refresh()
  }

  /** Opens the list of chats. */
  async showHistory(): Promise<void> {
    await this.#ready
    this.#navigation.openHistory()
    await this.updateComplete
  }

  /** Closes the list of chats. */
  async hideHistory(): Promise<void> {
    await this.#ready
    this.#navigation.closeHistory()
    await this.updateComplete
  }

  override connectedCallback() {
    super.connectedCallback()
    this.#applyTheme()
    this.#navigation.resume()
    this.requestUpdate()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    // An element that is moved is gone for a moment only.
    setTimeout(() => {
      if (this.isConnected) return
      this.#navigation.suspend()
      this.#follower.disconnect()
      this.#theme.remove()
    })
  }

  protected override createRenderRoot() {
    const root = super.createRenderRoot() as ShadowRoot
    root.adoptedStyleSheets.push(this.#theme.sheet)
    return root
  }

  // Deltas come faster than frames: one render a frame is enough for all of them.
  protected override async scheduleUpdate() {
    if (this.#isReady) await nextFrame()
    super.scheduleUpdate()
  }

  protected override update(changes: Map<PropertyKey, unknown>) {
    this.#questionFocus.prepare(this.renderRoot as ShadowRoot)
    this.#place.keep(this.#navigation.current, () => super.update(changes))
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#options) return nothing
    const { current } = this.#navigation
    return renderPage({
      context: this.#contextFor(current, current.state.thread?.allowed_image_domains),
      navigation: this.#navigation,
      composer: this.#composer,
      questions: this.#questions,
      follower: this.#follower,
      announcer: this.#announcer,
      onPrompt: (prompt) => this.#handlePrompt(prompt),
    })
  }

  protected override updated() {
    const { renderRoot } = this
    const scroller = renderRoot.querySelector<HTMLElement>('.scroller')
    const content = scroller?.querySelector<HTMLElement>('.content')
    if (scroller && content) this.#follower.connect(scroller, content)
    this.#historyFocus.follow(renderRoot, this.#navigation.isHistoryOpen, this.#navigation.list)
    this.#questionFocus.follow(renderRoot as ShadowRoot, this.#questions.keyIn(this.#navigation.current))
    if (this.#options && !this.#isReady) this.#start(this.#options)
  }

  #start({ initialThread }: ChatKitOptions) {
    this.#isReady = true
    this.#host.emit('chatkit.ready', undefined)
    this.#markReady()
    if (initialThread) void this.#navigation.open(initialThread)
  }

  async #send(input: UserMessageInput) {
    const sent = this.#navigation.current.send(input)
    this.#follower.jumpToEnd()
    await sent
  }

  #handlePrompt({ prompt }: StartScreenPrompt) {
    const input = {
      content: toContent(prompt),
      attachments: [],
      inference_options: this.#composer.choices.inferenceOptions,
    }
    // A touch screen would answer focus with its keyboard, over the answer.
    if (matchMedia('(pointer: fine)').matches) void this.focusComposer()
    this.#send(input).catch(() => undefined)
  }

  #applyTheme() {
    if (this.#options && this.isConnected) this.#theme.apply(this.#options, this.renderRoot)
  }

  #createHost(): ConversationHost {
    const view = this
    return {
      get options() {
        return view.#options as ChatKitOptions
      },
      get words() {
        return view.#words
      },
      get locale() {
        return localeOf(view.#options as ChatKitOptions)
      },
      emit: (type, detail) => this.#emit(type, detail),
      announce: (text) => this.#announcer.say(text),
      requestUpdate: () => this.requestUpdate(),
      returnMessage: (input) => this.#composer.takeBack(input),
      resend: () => this.#composer.submit(this.#navigation.current.canSend),
    }
  }

  #emit<K extends keyof ChatKitEvents>(type: K, detail: ChatKitEvents[K]['detail']) {
    if (type === 'chatkit.response.end')
      this.#announcer.say(lastAnswerText(this.#navigation.current.state.items))
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}
