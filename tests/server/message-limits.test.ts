import { expect, test } from 'vitest'
import { parseRequest } from '../../server/chatkit/protocol.ts'
import { userInput } from '../helpers/chat-client.ts'
import { aServer } from '../helpers/protocol-server.ts'

const MAX = 32_000
const text = (length: number) => ({ type: 'input_text', text: 'x'.repeat(length) })
const tag = (length: number) => ({ type: 'input_tag', id: 'i', text: 'x'.repeat(length - 1) })
const message = (fields: object) =>
  parseRequest({ type: 'threads.create', params: { input: { ...userInput(''), ...fields } } })
const list = (limit: unknown) => parseRequest({ type: 'threads.list', params: { limit } })
const answer = (answers: object) =>
  parseRequest({
    type: 'threads.add_structured_input',
    params: { thread_id: 'thr_1', item_id: 'si_1', input: { answers } },
  })

test.each<[string, object]>([
  ['one text', { content: [text(MAX + 1)] }],
  ['many texts', { content: Array(1000).fill(text(33)) }],
  ['texts and tags', { content: [text(MAX / 2), tag(MAX / 2 + 1)] }],
  ['what is quoted', { content: [text(1)], quoted_text: 'x'.repeat(MAX) }],
  ['the name of a group', { content: [{ ...tag(10), group: 'x'.repeat(MAX) }] }],
])('a message is refused when %s make it too long', (_what, fields) => {
  expect(() => message(fields)).toThrow(/params\.input .*it may have 32,000 characters at most/)
})

test('a message may be as long as it may be, with all that it quotes and names', () => {
  expect(message({ content: Array(1000).fill(text(32)) })).toBeDefined()
  expect(message({ content: [text(MAX - 20), tag(10)], quoted_text: 'x'.repeat(10) })).toBeDefined()
})

test('an answer to questions may be as long as a message', () => {
  const values = (length: number) => ({ values: ['x'.repeat(length)] })
  expect(answer({ a: values(MAX - 1), b: values(1) })).toBeDefined()
  expect(() => answer({ a: values(MAX), b: values(1) })).toThrow(/answers .*32,000 characters at most/)
})

test('no limit of a list is too large', async () => {
  for (const limit of [1, 9999, 9007199254740992, 1e300, Number.POSITIVE_INFINITY]) {
    expect(list(limit)).toMatchObject({ params: { limit } })
  }
  expect(() => list('many')).toThrow(/params\.limit/)
  expect(() => list(1.5)).toThrow(/params\.limit/)
  const server = await aServer(async function* () {})
  expect(await server.ask('threads.list', { limit: 1e300 })).toMatchObject({
    json: { data: [{ id: 'thr_1' }] },
  })
})
