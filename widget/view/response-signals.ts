import type { ThreadStreamEvent } from '../../server/chatkit/wire.ts'
import type { ViewHost } from './view-host.ts'

/** Tells the page when an answer begins and ends, and passes on what the server wants from it. */
export class ResponseSignals {
  readonly #host: ViewHost
  #hasStarted = false

  constructor(host: ViewHost) {
    this.#host = host
  }

  /** Takes the next event of a turn. The visitor's own message, and what comes before it, is not an answer yet. */
  take(event: ThreadStreamEvent, isSending: boolean) {
    const isAnswer = event.type !== 'thread.created' && !isSending && !isUserMessage(event)
    if (isAnswer && !this.#hasStarted) {
      this.#hasStarted = true
      this.#host.emit('chatkit.response.start', undefined)
    }
    if (event.type === 'client_effect')
      this.#host.emit('chatkit.effect', { name: event.name, data: event.data })
  }

  end() {
    if (this.#hasStarted) this.#host.emit('chatkit.response.end', undefined)
    this.#hasStarted = false
  }
}

function isUserMessage(event: ThreadStreamEvent): boolean {
  return event.type === 'thread.item.done' && event.item.type === 'user_message'
}
