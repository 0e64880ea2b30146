import type { Client } from '../client.ts'
import { failureOf, logOf, toError } from '../failure.ts'
import type { ViewHost } from '../view-host.ts'

// The first that the browser can record; the server is told which.
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

/** Records what the visitor says, and has it turned into text. */
export class Dictation {
  state: 'off' | 'recording' | 'transcribing' = 'off'
  seconds = 0

  readonly #host: ViewHost
  readonly #client: Client
  readonly #onText: (text: string) => void
  readonly #onProblem: (words: string) => void
  #life = new AbortController()
  #recorder: MediaRecorder | undefined

  constructor(
    host: ViewHost,
    client: Client,
    handlers: { onText(text: string): void; onProblem(words: string): void },
  ) {
    this.#host = host
    this.#client = client
    this.#onText = handlers.onText
    this.#onProblem = handlers.onProblem
  }

  async start(): Promise<void> {
    this.cancel()
    this.#life = new AbortController()
    const { signal } = this.#life
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      if (signal.aborted) return endStream(stream)
      this.#record(stream, signal)
    } catch (error) {
      this.#fail(error, this.#host.words.errorMicrophone)
    }
  }

  /** Ends the recording and turns it into text. */
  finish() {
    this.#recorder?.stop()
  }

  /** Drops the recording. */
  cancel() {
    this.#life.abort()
    this.#recorder = undefined
    this.#set('off')
  }

  #record(stream: MediaStream, signal: AbortSignal) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {})
    const pieces: Blob[] = []
    const clock = setInterval(() => {
      this.seconds++
      this.#host.requestUpdate()
    }, 1000)
    const stop = () => {
      clearInterval(clock)
      endStream(stream)
    }
    signal.addEventListener('abort', stop)
    recorder.ondataavailable = ({ data }) => pieces.push(data)
    recorder.onstop = () => {
      stop()
      if (!signal.aborted) void this.#transcribe(new Blob(pieces, { type: recorder.mimeType }), signal)
    }
    recorder.start()
    this.#recorder = recorder
    this.seconds = 0
    this.#set('recording')
  }

  async #transcribe(audio: Blob, signal: AbortSignal) {
    this.#set('transcribing')
    try {
      const params = { audio_base64: await toBase64(audio), mime_type: audio.type }
      const { text } = await this.#client.request('input.transcribe', params, signal)
      this.#set('off')
      this.#onText(text)
    } catch (error) {
      if (!signal.aborted)
        this.#fail(error, failureOf(error, false).message ?? this.#host.words.errorDictation)
    }
  }

  #fail(error: unknown, words: string) {
    this.cancel()
    this.#onProblem(words)
    this.#host.emit('chatkit.log', logOf('dictation.failed', toError(error)))
  }

  #set(state: Dictation['state']) {
    this.state = state
    this.#host.requestUpdate()
  }
}

function endStream(stream: MediaStream) {
  for (const track of stream.getTracks()) track.stop()
}

function toBase64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
