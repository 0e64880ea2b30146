import { setTimeout as wait } from 'node:timers/promises'
import type { ThreadStreamEvent } from '../../server/chatkit/wire.ts'
import { assistantMessage, textEvents, userMessage } from '../helpers/said.ts'
import { type ScriptedChatKit, seedThread, type Turn } from '../helpers/scripted-chatkit.ts'

export const DELTAS = 2000

// An answer as models write them: titles, lists, code, a table, and paragraphs between them.
const PARTS = [
  '## Part\n\n',
  'Some **bold** words and a [link](https://example.com), then more words that go on for a while.\n\n',
  '- one\n- two with `code`\n- three\n\n',
  '```js\nconst a = 1\nconst b = 2\n```\n\n',
  '| a | b |\n| - | - |\n| 1 | 2 |\n\n',
]
const PIECES = (
  PARTS.join('')
    .repeat(DELTAS / PARTS.length)
    .match(/\S*\s+/g) ?? []
).slice(0, DELTAS)

/** Answers with so many deltas, faster than any model. */
export async function* sayMuch({ thread }: Turn): AsyncGenerator<ThreadStreamEvent> {
  for (const [index, event] of textEvents(thread.id, PIECES).entries()) {
    yield event
    if (index % 4 === 0) await wait(1)
  }
}

/** A thread of so many items, questions and answers by turns. Gives its id. */
export function seedLongThread(server: ScriptedChatKit, count: number): string {
  const said = Array.from({ length: count / 2 }, (_, index) => [
    userMessage(`question ${index}`),
    assistantMessage(`answer **${index}** with a [link](https://example.com)\n\n- and\n- a list`),
  ])
  return seedThread(server, 'Long', said.flat()).id
}
