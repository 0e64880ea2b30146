import { describe, expect, test } from 'vitest'
import { parseRequest } from '../../server/chatkit/protocol.ts'
import { userInput } from '../helpers/chat-client.ts'
import { aMessage } from '../helpers/items.ts'
import { aServer, hidden, said } from '../helpers/protocol-server.ts'

test('paging counts hidden items, and their ids work as cursors', async () => {
  const server = await aServer(async function* () {})
  for (const item of [aMessage(), hidden('h1'), said('msg_2', 'a')]) {
    await server.threads.saveItem('ana', 'thr_1', item)
  }
  const list = (after?: string) => server.ask('items.list', { thread_id: 'thr_1', limit: 2, after })
  expect(await list()).toEqual({ json: { data: [said('msg_2', 'a')], has_more: true, after: 'h1' } })
  expect(await list('h1')).toEqual({ json: { data: [aMessage()], has_more: false } })
  await expect(list('nowhere')).rejects.toMatchObject({ code: 'not_found' })
})

test('a thread is loaded with its first 20 items; lists are 20 long, newest first, unless asked otherwise', async () => {
  const server = await aServer(async function* () {})
  for (let index = 0; index < 25; index++) {
    await server.threads.saveItem('ana', 'thr_1', aMessage({ id: `msg_${index}` }))
  }
  const thread = await server.ask('threads.get_by_id', { thread_id: 'thr_1' })
  expect(thread).toMatchObject({ json: { metadata: {}, items: { has_more: true, after: 'msg_19' } } })
  for (const limit of [undefined, null, 0, -3]) {
    const page = await server.ask('items.list', { thread_id: 'thr_1', limit })
    expect(page).toMatchObject({ json: { data: { length: 20, 0: { id: 'msg_24' } }, after: 'msg_5' } })
  }
  const threads = await server.ask('threads.list', { limit: 9999 })
  expect(threads).toMatchObject({ json: { data: [{ id: 'thr_1', items: { data: [] } }], has_more: false } })
  expect(JSON.stringify(threads)).not.toContain('after')
})

test('a thread can be renamed and deleted by its owner alone', async () => {
  const server = await aServer(async function* () {})
  const rename = { thread_id: 'thr_1', title: 'Trip' }
  await expect(server.ask('threads.update', rename, 'ben')).rejects.toMatchObject({ code: 'not_found' })
  expect(await server.ask('threads.delete', { thread_id: 'thr_1' }, 'ben')).toEqual({ json: {} })
  expect(await server.ask('threads.update', rename)).toMatchObject({
    json: { title: 'Trip', items: { data: [] } },
  })
  expect(await server.ask('threads.delete', { thread_id: 'thr_1' })).toEqual({ json: {} })
  await expect(server.ask('threads.get_by_id', { thread_id: 'thr_1' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

describe('a request that does not fit', () => {
  const refuses = (body: unknown, message: RegExp) => expect(() => parseRequest(body)).toThrowError(message)

  test('is refused with the name of the field', () => {
    refuses(null, /body/)
    refuses({ type: 'threads.list' }, /params/)
    refuses({ type: 'threads.list', params: {}, metadata: null }, /metadata/)
    refuses({ type: 'threads.explode', params: {} }, /"threads.explode"/)
    refuses(
      { type: 'threads.create', params: { input: { ...userInput('x'), inference_options: null } } },
      /inference_options/,
    )
    refuses({ type: 'threads.get_by_id', params: {} }, /thread_id/)
  })

  test('with unknown fields, or nulls in optional ones, is accepted', () => {
    const input = {
      ...userInput('x'),
      quoted_text: null,
      inference_options: { model: null, tool_choice: null },
    }
    expect(parseRequest({ type: 'threads.create', params: { input, more: 1 }, extra: true })).toMatchObject({
      type: 'threads.create',
      metadata: {},
    })
  })

  test('of a kind that this server is not set up for says so', async () => {
    const server = await aServer(async function* () {})
    const audio = { audio_base64: 'GkXf', mime_type: 'audio/webm' }
    await expect(server.ask('input.transcribe', audio)).rejects.toMatchObject({ code: 'not_implemented' })
  })
})
