import type { TurnContext } from '../chatkit/hooks.ts'
import type { ThreadStreamEvent } from '../chatkit/wire.ts'
import type { ModelEvent, ModelInput } from './model.ts'
import { type Reply, startReply } from './reply.ts'
import type { Work } from './work.ts'

/** One step of the model, as it comes: what the visitor sees of it, and what the model is given back. */
export class Step {
  /** What the model did, in its order, which some models insist on; what it said comes last. */
  readonly made: ModelInput[] = []
  /** The message that is being said. */
  reply: Reply | undefined
  readonly #threadId: string
  readonly #context: Pick<TurnContext, 'now'>
  readonly #work: Work
  #text = ''

  constructor(threadId: string, context: Pick<TurnContext, 'now'>, work: Work) {
    this.#threadId = threadId
    this.#context = context
    this.#work = work
  }

  *read(event: ModelEvent): Generator<ThreadStreamEvent> {
    if (event.type === 'text') {
      if (!this.reply) {
        yield* this.#work.close()
        this.reply = startReply(this.#threadId, this.#context.now())
        yield* this.reply.open()
      }
      yield this.say(event.delta)
    } else if (event.type === 'thought') yield* this.#work.think(event.delta)
    else this.made.push(event)
  }

  /** A piece of what is being said. Only while there is a `reply`. */
  say(delta: string): ThreadStreamEvent {
    this.#text += delta
    return (this.reply as Reply).say(delta)
  }

  *close(): Generator<ThreadStreamEvent> {
    if (!this.reply) return
    yield* this.reply.close()
    this.made.push({ type: 'message', role: 'assistant', text: this.#text })
  }
}
