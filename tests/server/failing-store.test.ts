import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { Respond } from '../../server/chatkit/hooks.ts'
import { openSqlite } from '../../server/storage/sqlite.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { assistantMessage } from '../../server/tasks/reply.ts'
import { ChatClient, parseEvents, threadOf, typesOf, userInput } from '../helpers/chat-client.ts'
import { dataFolder } from '../helpers/program.ts'

let storage: Storage
let folder: Awaited<ReturnType<typeof dataFolder>>
/** Makes the store fail, as a disk does that breaks: the next writes of a table are refused. */
let refuse: (what: string) => void
let logged: unknown[]
beforeEach(async () => {
  folder = await dataFolder()
  const path = join(folder.path, 'test.db')
  storage = await openSqlite(path)
  logged = []
  refuse = (what) => {
    const other = new DatabaseSync(path)
    other.exec(
      `create trigger broken before ${what} begin select raise(abort, 'secret words of the store'); end`,
    )
    other.close()
  }
})
afterEach(async () => {
  await storage.close()
  await folder.remove()
})

/** What a chat reads of an answer during which the store breaks. Rejects when the stream is not ended cleanly. */
async function ask(respond: Respond) {
  const app = createTodoChat({ storage, respond, log: (error) => logged.push(error) })
  const ana = await ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
  const response = await ana.post({ type: 'threads.create', params: { input: userInput('Hi') } })
  const text = await response.text()
  return { events: parseEvents(text), text, ana }
}

test('a turn whose end cannot be written is told whole, and its stream ends cleanly', async () => {
  const { events } = await ask(async function* (thread) {
    refuse('update on turns')
    yield assistantMessage(thread.id, 'Hello')
  })
  expect(typesOf(events)).toEqual([
    'thread.created',
    'thread.item.done',
    'stream_options',
    'thread.item.done',
  ])
  expect(logged).toHaveLength(1)
})

test('what cannot be written becomes one error without the words of the store, and a clean end', async () => {
  const { events, text, ana } = await ask(async function* (thread) {
    refuse('update on threads')
    thread.title = 'Greeting'
    yield { type: 'progress_update', text: 'Thinking' }
  })
  expect(typesOf(events).slice(3)).toEqual(['progress_update', 'error'])
  expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true })
  expect(text).not.toContain('secret')
  expect(logged.length).toBeGreaterThan(0)
  // The thread is free all the same.
  expect(typesOf(await ana.say('Again', threadOf(events)))).toContain('stream_options')
})

test('a responder that says what JSON cannot hold ends in words, and its thread goes on', async () => {
  let said = 0
  const { events, ana } = await ask(async function* (thread) {
    if (said++ === 0) yield { type: 'client_effect', name: 'count', data: { of: 1n } }
    yield assistantMessage(thread.id, 'Hello')
  })
  expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true })
  expect(logged).toEqual([expect.any(TypeError)])
  const input = userInput('Again')
  const response = await ana.post({
    type: 'threads.add_user_message',
    params: { thread_id: threadOf(events), input },
  })
  expect(typesOf(parseEvents(await response.text()))).toContain('thread.item.done')
})
