import { expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { Thread } from '../../server/chatkit/wire.ts'
import { cleanLine } from '../../server/clean-line.ts'
import type { Task } from '../../server/tasks/task.ts'
import { ChatClient, threadOf } from '../helpers/chat-client.ts'

const visit = () => {
  const app = createTodoChat()
  return ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
}
const save = (ana: ChatClient, method: string, title: string, path = '') =>
  ana.tasks({ method, body: JSON.stringify({ title }) }, path)
const titles = async (ana: ChatClient) =>
  ((await (await ana.tasks()).json()) as { tasks: Task[] }).tasks.map(({ title }) => title)

test.each([
  ['\u202egnp.exe', 'gnp.exe'],
  ['\u2066a\u2069\u202a\u202b\u202c\u202d b', 'a b'],
  ['a\u0000b\u001b[31m\u007f\u009f', 'ab[31m'],
  [' a\r\n\tb\u2028c ', 'a b c'],
  ['שלום \u200fעולם', 'שלום \u200fעולם'],
  ['👩\u200d👩\u200d👧 می\u200cخواهم', '👩\u200d👩\u200d👧 می\u200cخواهم'],
])('%j is shown as %j', (text, shown) => {
  expect(cleanLine(text)).toBe(shown)
})

test('the titles of tasks and threads are kept clean', async () => {
  const ana = await visit()
  await save(ana, 'POST', '\u202egnp.exe\n')
  await save(ana, 'PATCH', 'a\u2067b', '/1')
  const thread_id = threadOf(await ana.say('Add a task to \u202egnp.exe'))
  expect(await titles(ana)).toEqual(['ab', expect.stringMatching(/^gnp\.exe$/i)])
  expect((await ana.json<Thread>('threads.get_by_id', { thread_id })).title).toBe('Add a task to gnp.exe')
  const renamed = await ana.json<Thread>('threads.update', { thread_id, title: ' \u202eTrip\u0007 ' })
  expect(renamed.title).toBe('Trip')
})

test.each(['', '  ', "''", ' “” ', '\u202e', '\u200d', '\u0000'])(
  'the title %j is refused as empty',
  async (title) => {
    const ana = await visit()
    const thread_id = threadOf(await ana.say('Add a task to alpha'))
    for (const [method, path] of [
      ['POST', ''],
      ['PATCH', '/1'],
    ] as const) {
      const refused = await save(ana, method, title, path)
      expect(refused.status).toBe(400)
      expect(await refused.json()).toMatchObject({ message: 'title: must not be empty' })
    }
    await expect(ana.json('threads.update', { thread_id, title })).rejects.toThrow('must not be empty')
    expect(await titles(ana)).toEqual(['Alpha'])
  },
)
