import type { Respond } from '../../server/chatkit/hooks.ts'
import type { ThreadItem } from '../../server/chatkit/wire.ts'
import { said } from './protocol-server.ts'

/** Answers when it is let go. */
export function gated() {
  const gate = Promise.withResolvers<void>()
  let runs = 0
  const respond: Respond = async function* (_thread, message) {
    runs++
    yield { type: 'thread.item.done', item: said(`first_${runs}`, `to ${message?.id}`) }
    await gate.promise
    yield { type: 'thread.item.done', item: said(`second_${runs}`, 'end') }
  }
  return { respond, open: gate.resolve, runs: () => runs }
}

/** Answers at once. */
export const ended: Respond = async function* () {
  yield { type: 'thread.item.done', item: said('msg_9', 'thanks') }
}
/** The ids of items, in their order. */
export const idsOf = (items: ThreadItem[]) => items.map(({ id }) => id)
