import type { Attachment, OpenAIChatKit } from '@openai/chatkit'
import type { Client, UserMessageInput } from '../client.ts'
import type { Conversation } from '../conversation.ts'
import type { ViewHost } from '../view-host.ts'
import { fill, formatNumber } from '../words.ts'
import { Choices } from './choices.ts'
import { mentionsIn, textOf, withTags } from './content.ts'
import { Dictation } from './dictation.ts'
import { Draft, Drafts } from './draft.ts'
import { type Option, Picker } from './picker.ts'
import { Suggestions } from './suggestions.ts'
import { Upload } from './upload.ts'
import { maxCountOf, refusalOf } from './upload-limits.ts'

export interface ComposerHandlers {
  onSend(input: UserMessageInput): void
  onStop(): void
  canSend(): boolean
  /** The thread that messages are for, on its way. */
  loading(): Promise<unknown> | undefined
}

/** Where the visitor writes. Keeps what is written until the server has it. */
export class Composer {
  draft = new Draft()
  /** Whether files are held over the chat. */
  isDropping = false
  readonly choices: Choices
  readonly picker: Picker
  readonly dictation: Dictation
  readonly suggestions: Suggestions
  readonly handlers: ComposerHandlers

  readonly #host: ViewHost
  readonly #client: Client
  readonly #drafts = new Drafts()

  constructor(host: ViewHost, client: Client, handlers: ComposerHandlers) {
    this.#host = host
    this.#client = client
    this.handlers = handlers
    this.choices = new Choices(host)
    this.picker = new Picker(host)
    const view = this
    this.suggestions = new Suggestions(host, this.picker, {
      get text() {
        return view.draft.text
      },
      get caret() {
        return view.#field?.selectionEnd
      },
      replace: (start, end, text) => this.replace(start, end, text),
      mention: (entity) => this.draft.mentions.set(entity.title, entity),
      ownCommands: () => this.#commands(),
    })
    this.dictation = new Dictation(host, client, {
      onText: (said) => {
        const { text } = this.draft
        this.replace(text.length, text.length, (text.trim() ? ' ' : '') + said)
      },
      onProblem: (problem) => this.#complain([problem]),
    })
  }

  get canAttach(): boolean {
    return this.#host.options.composer?.attachments?.enabled === true
  }

  /** Goes to the draft of a thread. */
  show(conversation: Conversation) {
    const draft = this.#drafts.show(conversation)
    if (draft === this.draft) return
    this.draft.isWaiting = false
    this.draft = draft
    this.picker.close()
    this.dictation.cancel()
  }

  /** Writes what a page wants to be written. What it does not name stays as it is. */
  set(params: Parameters<OpenAIChatKit['setComposerValue']>[0]) {
    const { draft, choices } = this
    const { text, content, reply, attachments, files, selectedToolId, selectedModelId } = params
    draft.returned = undefined
    draft.text = (content ? textOf(content) : text) ?? draft.text
    if (content) draft.mentions = mentionsIn(content)
    draft.reply = reply ?? draft.reply
    if (attachments) draft.uploads = attachments.map((attachment) => new Upload(attachment))
    if (files) this.attach(files)
    if (selectedToolId !== undefined) choices.selectTool(selectedToolId ?? undefined)
    if (selectedModelId) choices.selectModel(selectedModelId)
    this.#host.requestUpdate()
  }

  /** Takes back a message that could not be sent, before what has been typed since. */
  takeBack(input: UserMessageInput, conversation: Conversation) {
    const draft = this.#drafts.of(conversation)
    const text = textOf(input.content)
    const isBlank = draft.isBlank && !draft.isUploading
    draft.text = draft.text.trim() ? `${text}\n\n${draft.text}` : text
    draft.mentions = new Map([...draft.mentions, ...mentionsIn(input.content)])
    draft.reply ??= input.quoted_text
    draft.uploads = [...input.attachments.map((attachment) => new Upload(attachment)), ...draft.uploads]
    draft.returned = isBlank ? { text, input } : undefined
    this.#host.requestUpdate()
  }

  /** Sends what is written, if there is anything and it may be sent; as soon as its files and its thread are there. */
  submit() {
    const { draft, handlers } = this
    const loading = handlers.loading()
    const hasFailed = draft.uploads.some(({ state }) => state === 'failed')
    if (hasFailed || (draft.isBlank && !draft.isUploading) || !(loading || handlers.canSend())) return
    draft.isWaiting = draft.isUploading || loading !== undefined
    this.#host.requestUpdate()
    void loading?.then(() => this.#sendWaiting(draft))
    if (draft.isWaiting) return
    const input = this.#returned() ?? this.#input()
    Object.assign(draft, new Draft())
    this.picker.close()
    this.choices.handleSent()
    handlers.onSend(input)
  }

  dropQuote() {
    this.draft.reply = undefined
    this.#host.requestUpdate()
  }

  write(text: string) {
    this.draft.text = text
    this.#host.requestUpdate()
    void this.suggestions.update()
  }

  /** Puts a text in the place of another, and the caret behind it. */
  replace(start: number, end: number, text: string) {
    const field = this.#field
    if (!field) return
    field.value = this.draft.text
    field.setRangeText(text, start, end, 'end')
    field.focus()
    this.write(field.value)
  }

  /** Attaches files, and says of each that it cannot be attached why. */
  attach(files: Iterable<File>) {
    const { draft } = this
    const most = maxCountOf(this.#host)
    const problems = new Set<string>()
    for (const file of files) {
      const { words, locale } = this.#host
      const isFull = draft.uploads.length >= most
      const refusal = isFull
        ? fill(words.tooManyFiles, { n: formatNumber(locale, most) })
        : refusalOf(file, this.#host)
      if (refusal) problems.add(refusal)
      else this.#upload(new Upload(file), draft)
    }
    this.#complain([...problems])
  }

  retryUpload(upload: Upload) {
    this.#run(upload, this.draft)
  }

  removeUpload(upload: Upload) {
    const { draft } = this
    draft.uploads = draft.uploads.filter((other) => other !== upload)
    draft.returned = undefined
    draft.problems = []
    upload.discard(this.#host, this.#client)
    this.#host.requestUpdate()
    this.#field?.focus()
  }

  get #field(): HTMLTextAreaElement | undefined {
    return this.#host.find('.composer textarea') as HTMLTextAreaElement | undefined
  }

  #upload(upload: Upload, draft: Draft) {
    draft.uploads = [...draft.uploads, upload]
    this.#run(upload, draft)
  }

  #run(upload: Upload, draft: Draft) {
    draft.problems = []
    const run = upload.run(this.#host, this.#client, () => this.#host.requestUpdate())
    void run.then(() => {
      if (upload.state === 'failed') draft.isWaiting = false
      this.#sendWaiting(draft)
    })
  }

  #sendWaiting(draft: Draft) {
    // It was sent in its thread: what is on screen by now may be another one.
    if (!draft.isWaiting || draft !== this.draft || draft.isUploading) return
    draft.isWaiting = false
    this.#host.requestUpdate()
    this.submit()
  }

  #complain(problems: string[]) {
    this.draft.problems = problems
    this.#host.requestUpdate()
  }

  /** The message that came back, as long as it is as it was. */
  #returned(): UserMessageInput | undefined {
    const { returned, text, uploads, reply } = this.draft
    if (returned?.text !== text || returned.input.quoted_text !== reply) return undefined
    return returned.input.attachments.length === uploads.length ? returned.input : undefined
  }

  #input(): UserMessageInput {
    const { text, mentions, reply, uploads } = this.draft
    return {
      content: withTags(text.trim(), mentions),
      attachments: uploads.map(({ attachment }) => attachment as Attachment),
      ...(reply && { quoted_text: reply }),
      inference_options: this.choices.inferenceOptions,
    }
  }

  #commands(): Option[] {
    const { words, options } = this.#host
    return [
      ...(this.canAttach ? [{ label: words.attach, icon: 'attach', choose: () => this.pickFiles() }] : []),
      ...(options.composer?.dictation?.enabled
        ? [{ label: words.dictate, icon: 'mic', choose: () => void this.dictation.start() }]
        : []),
      ...this.choices.toolOptions(),
    ]
  }

  pickFiles() {
    const input = this.#host.find('.composer [type=file]') as HTMLInputElement | undefined
    input?.click()
  }

  /** Takes away the whole of what is mentioned right before the caret. Gives whether there was something. */
  deleteMention(caret: number): boolean {
    const before = this.draft.text.slice(0, caret)
    const name = [...this.draft.mentions.keys()].find((title) => before.endsWith(`@${title}`))
    if (name !== undefined) this.replace(caret - name.length - 1, caret, '')
    return name !== undefined
  }
}
