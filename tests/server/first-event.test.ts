import { expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import { memoryStorage } from '../../server/storage/memory.ts'
import { ChatClient, userInput } from '../helpers/chat-client.ts'

test('a new thread and its message are sent before the responder says anything', async () => {
  const said = Promise.withResolvers<void>()
  const app = createTodoChat({
    storage: memoryStorage(),
    async *respond() {
      await said.promise
      yield { type: 'progress_update', text: 'Thinking' }
    },
  })
  const ana = await ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
  const response = await ana.post({ type: 'threads.create', params: { input: userInput('Hi') } })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('stream_options')) text += (await reader?.read())?.value
  expect(text.indexOf('"thread.created"')).toBeLessThan(text.indexOf('"thread.item.done"'))
  expect(text).not.toContain('Thinking')
  said.resolve()
  while (!text.includes('Thinking')) text += (await reader?.read())?.value
  expect((await reader?.read())?.done).toBe(true)
})
