import type { ChatKitEvents, ChatKitOptions, OpenAIChatKit, StartScreenPrompt } from '@openai/chatkit'
import { nothing, type TemplateResult } from 'lit/html.js'
import { translationFor } from '../words/translations.ts'
import { Announcer } from './announcer.ts'
import { Client, type UserMessageInput } from './client.ts'
import { Composer } from './composer/composer.ts'
import { toContent, toInput } from './composer/content.ts'
import type { ConversationHost } from './conversation.ts'
import { Previews } from './entities/previews.ts'
import { HistoryFocus } from './history/history-focus.ts'
import { createItemContexts } from './items/item-context.ts'
import { lastAnswerText } from './items/turn-actions.ts'
import { keepFocus } from './keep-focus.ts'
import { keepInside } from './keep-inside.ts'
import { Navigation } from './navigation.ts'
import { customApiOf, localeOf } from './options.ts'
import { renderPage } from './page.ts'
import { QuestionFocus } from './questions/question-focus.ts'
import { Questions } from './questions/questions.ts'
import { ReadingPlace } from './reading-place.ts'
import { ScrollFollower } from './scroll-follower.ts'
import { styles } from './styles/styles.ts'
import { ThemeSheet } from './theme-sheet.ts'
import { ViewElement } from './view-element.ts'
import { warmFaces } from './warm-faces.ts'
import { en, type Words } from './words.ts'

// Beside the script that is running; what runs it is known only while it starts.
const ownScript = document.currentScript as HTMLScriptElement | null
const WORDS_URL = new URL('words/', ownScript?.src || document.baseURI).href

// What <openai-chatkit> adds to an element: a method of it that is missing here does not compile.
type Surface = Omit<OpenAIChatKit, keyof HTMLElement>

/**
 * @summary A chat with a self-hosted ChatKit server: the options, methods and events of `<openai-chatkit>`, drawn
 * without anything from OpenAI. Its events do not bubble.
 */
export class TodoChatView extends ViewElement implements Surface {
  static readonly #styles = new CSSStyleSheet()
  static {
    TodoChatView.#styles.replaceSync(styles)
  }

  #options: ChatKitOptions | undefined
  #words: Words = en
  #wordsLocale: string | undefined
  #isReady = false
  #markReady: () => void = () => undefined
  #ready = new Promise<void>((resolve) => {
    this.#markReady = resolve
  })

  #announcer = new Announcer(() => this.requestUpdate())
  #follower = new ScrollFollower({
    onNearTop: (countSpare) => void this.#navigation.current.loadOlder(countSpare),
    onNearEnd: (countSpare) => this.#navigation.current.showNewer(countSpare),
    onChange: () => this.requestUpdate(),
  })
  #place = new ReadingPlace(this.#follower)
  #historyFocus = new HistoryFocus()
  #questionFocus = new QuestionFocus()
  #theme = new ThemeSheet()
  #host = this.#createHost()
  #previews = new Previews(this.#host)
  #client = new Client(() => ({ api: customApiOf(this.#host.options), locale: this.#host.locale }))
  #navigation = new Navigation(this.#host, this.#client)
  #composer = new Composer(this.#host, this.#client, {
    onSend: (input) => void this.#send(input).catch(() => undefined),
    onStop: () => this.#navigation.current.stop(),
    canSend: () => this.#navigation.current.canSend,
    loading: () => this.#navigation.current.loading,
  })
  #questions = new Questions(this.#host, {
    onSubmit: (itemId, submission) => void this.#navigation.current.answer(itemId, submission),
  })
  #contextFor = createItemContexts(this.#host)

  constructor() {
    super()
    this.root.adoptedStyleSheets = [TodoChatView.#styles, this.#theme.sheet]
    keepInside(this.root)
  }

  /** Applies options, all of them at once. The thread, the scroll position and what is typed stay as they are. */
  setOptions(options: ChatKitOptions): void {
    this.#options = options
    void this.#translate(localeOf(options))
    this.#follower.isFollowing = options.thread?.autoScroll !== false
    this.#applyTheme()
    this.requestUpdate()
  }

  /** Focuses the field that messages are written in. */
  async focusComposer(): Promise<void> {
    await this.#ready
    await this.updateComplete
    this.root.querySelector<HTMLElement>('.composer textarea')?.focus()
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
    while (this.#navigation.current.busy) await this.#navigation.current.busy
    await this.#send(toInput(params))
  }

  /** Writes into the composer without sending. What is not named stays as it is. */
  async setComposerValue(params: Parameters<OpenAIChatKit['setComposerValue']>[0]): Promise<void> {
    await this.#ready
    // The thread may be another one than is drawn.
    this.#composer.show(this.#navigation.current)
    this.#composer.set(params)
    await this.updateComplete
  }

  /** Sends an action to the server, as if a widget of that item had. */
  async sendCustomAction(...[action, itemId]: Parameters<OpenAIChatKit['sendCustomAction']>): Promise<void> {
    await this.#ready
    while (this.#navigation.current.busy) await this.#navigation.current.busy
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
  }

  disconnectedCallback() {
    // An element that is moved is gone for a moment only.
    setTimeout(() => {
      if (this.isConnected) return
      this.#navigation.suspend()
      this.#follower.disconnect()
      this.#theme.remove()
    })
  }

  protected override update() {
    keepFocus(this.root, () => {
      this.#questionFocus.prepare(this.root)
      this.#place.keep(this.#navigation.current, () => super.update())
      this.#handleDrawn()
    })
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
      previews: this.#previews,
      onPrompt: (prompt) => this.#handlePrompt(prompt),
      onJump: () => this.#jumpToEnd('smooth'),
    })
  }

  #handleDrawn() {
    const { root } = this
    const scroller = root.querySelector<HTMLElement>('.scroller')
    const content = scroller?.querySelector<HTMLElement>('.content')
    if (scroller && content) this.#follower.connect(scroller, content)
    this.#historyFocus.follow(root, this.#navigation.isHistoryOpen, this.#navigation.list)
    this.#questionFocus.follow(root, this.#questions.keyIn(this.#navigation.current))
    if (this.#options && !this.#isReady) this.#start(this.#options)
  }

  // English until the words are there, and when there are none.
  async #translate(locale: string) {
    if (locale === this.#wordsLocale) return
    this.#wordsLocale = locale
    const translation = await translationFor(locale, WORDS_URL)
    if (locale !== this.#wordsLocale) return
    // Words that did not come are asked for again with the next options.
    if (!translation) this.#wordsLocale = undefined
    this.#words = translation ? { ...en, ...translation.view } : en
    this.requestUpdate()
  }

  #start({ initialThread }: ChatKitOptions) {
    this.#isReady = true
    this.#host.emit('chatkit.ready', undefined)
    this.#markReady()
    warmFaces(this.root)
    if (!initialThread) return
    void this.#navigation.open(initialThread)
    // At once: what is typed from now on belongs to that thread.
    super.update()
  }

  async #send(input: UserMessageInput) {
    const sent = this.#navigation.current.send(input)
    this.#jumpToEnd()
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

  #jumpToEnd(behavior?: ScrollBehavior) {
    const { shown, state } = this.#navigation.current
    shown.showEnd(state.items)
    this.#follower.jumpToEnd(behavior)
    this.requestUpdate()
  }

  #applyTheme() {
    if (this.#options && this.isConnected) this.#theme.apply(this.#options, this.root)
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
      find: (selector) => this.root.querySelector(selector) ?? undefined,
      get previews() {
        return view.#previews
      },
      returnMessage: (input, conversation) => this.#composer.takeBack(input, conversation),
      resend: () => this.#composer.submit(),
    }
  }

  #emit<K extends keyof ChatKitEvents>(type: K, detail: ChatKitEvents[K]['detail']) {
    if (type === 'chatkit.response.end')
      this.#announcer.say(lastAnswerText(this.#navigation.current.state.items))
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}
