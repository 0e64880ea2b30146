import { describe, expect, test } from 'vitest'
import type { Respond } from '../../server/chatkit/hooks.ts'
import type { ChatKitOptions } from '../../server/chatkit/options.ts'
import type { Attachment, ThreadItem } from '../../server/chatkit/wire.ts'
import { typesOf, userInput } from '../helpers/chat-client.ts'
import { aMessage } from '../helpers/items.ts'
import { aServer, hidden, inThread, NOW, said } from '../helpers/protocol-server.ts'
import { aCall, aWidget } from '../helpers/thread-items.ts'

const say = (text: string): Respond =>
  async function* (thread) {
    yield { type: 'thread.item.done', item: { ...said('msg_new', text), thread_id: thread.id } }
  }
describe('a tool of the page', () => {
  test('gets its result when hidden items came after its call, and older pending calls are deleted', async () => {
    const seen: unknown[] = []
    const server = await aServer(async function* (_thread, message) {
      seen.push(message)
      yield* []
    })
    for (const item of [aCall('old'), aCall('new'), hidden('h1')]) {
      await server.threads.saveItem('ana', 'thr_1', item)
    }
    const output = { thread_id: 'thr_1', result: null }
    expect(typesOf(await server.all('threads.add_client_tool_output', output))).toEqual(['stream_options'])
    expect(seen).toEqual([null])
    expect(await server.kept()).toMatchObject([
      { id: 'new', status: 'completed', output: null },
      { id: 'h1' },
    ])
    const listed = await server.ask('items.list', { thread_id: 'thr_1' })
    // A call that was completed with null has no output on the wire.
    expect(JSON.stringify(listed)).not.toContain('"output"')
  })

  test('gets no result when none waits, before a stream is opened', async () => {
    const server = await aServer(async function* () {})
    const send = () => server.ask('threads.add_client_tool_output', { thread_id: 'thr_1', result: 1 })
    await expect(send()).rejects.toMatchObject({ code: 'conflict' })
    await server.threads.saveItem('ana', 'thr_1', aCall('tc_1'))
    await server.threads.saveItem('ana', 'thr_1', said('msg_2', 'went on'))
    await expect(send()).rejects.toMatchObject({ code: 'conflict' })
    await expect(server.ask('threads.add_client_tool_output', { thread_id: 'thr_1' })).rejects.toMatchObject({
      code: 'bad_request',
    })
  })

  test('that is never answered does not keep a new message from being sent', async () => {
    const server = await aServer(say('fine'))
    await server.threads.saveItem('ana', 'thr_1', aCall('tc_1'))
    await server.all('threads.add_user_message', inThread())
    expect((await server.kept())[0]).toMatchObject({ id: 'tc_1', status: 'pending' })
  })
})

describe('an attachment', () => {
  const file: Attachment = {
    type: 'file',
    id: 'atc_1',
    name: 'a.txt',
    mime_type: 'text/plain',
    metadata: { k: 1 },
  }
  const withFile = { thread_id: 'thr_1', input: { ...userInput('see'), attachments: ['atc_1'] } }

  test('is saved with its thread before the message is, which embeds a copy', async () => {
    const server = await aServer(async function* () {})
    await server.threads.saveAttachment('ana', file, 0)
    const [first] = await server.all('threads.add_user_message', withFile)
    const { metadata, ...visible } = file
    expect(first).toMatchObject({ item: { attachments: [{ ...visible, thread_id: 'thr_1' }] } })
    expect(JSON.stringify(first)).not.toContain('metadata')
    expect(await server.threads.loadAttachment('ana', 'atc_1')).toEqual({ ...file, thread_id: 'thr_1' })
  })

  test('of somebody else, unknown, or not uploaded yet is refused and nothing is kept', async () => {
    const server = await aServer(async function* () {})
    const send = () => server.ask('threads.add_user_message', withFile)
    await expect(send()).rejects.toMatchObject({ code: 'not_found' })
    await server.threads.saveAttachment('ben', file, 0)
    await expect(send()).rejects.toMatchObject({ code: 'not_found' })
    const upload_descriptor = { url: 'https://example.com/u', method: 'PUT' as const, headers: {} }
    await server.threads.saveAttachment('ana', { ...file, upload_descriptor }, 0)
    await expect(send()).rejects.toMatchObject({ code: 'conflict' })
    expect(await server.kept()).toEqual([])
  })

  test('is registered by the server without its metadata, and deleted bytes first', async () => {
    const calls: string[] = []
    const attachments: ChatKitOptions['attachments'] = {
      create: async (_userId, { name, mime_type }) => ({ ...file, name, mime_type }),
      read: async () => undefined,
      present: async (_userId, attachment) => attachment,
      async delete(userId, id) {
        const record = await server.threads.loadAttachment(userId, id)
        calls.push(`bytes of ${id}, record ${record ? 'there' : 'gone'}`)
      },
    }
    const server = await aServer(async function* () {}, [], { attachments })
    const announced = { name: 'b.txt', size: 3, mime_type: 'text/plain' }
    const answer = (await server.ask('attachments.create', announced)) as { json: object }
    expect(answer.json).toEqual({ type: 'file', id: 'atc_1', name: 'b.txt', mime_type: 'text/plain' })
    expect(await server.threads.loadAttachment('ana', 'atc_1')).toMatchObject({ metadata: { k: 1 } })
    const remove = (userId: string) => server.ask('attachments.delete', { attachment_id: 'atc_1' }, userId)
    await expect(remove('ben')).rejects.toMatchObject({ code: 'not_found' })
    expect(await remove('ana')).toEqual({ json: {} })
    expect(calls).toEqual(['bytes of atc_1, record there'])
    await expect(remove('ana')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('goes with its thread', async () => {
    const deleted: string[] = []
    const attachments = { delete: async (_user: string, id: string) => void deleted.push(id) } as never
    const server = await aServer(async function* () {}, [], { attachments })
    await server.threads.saveAttachment('ana', { ...file, thread_id: 'thr_1' }, 0)
    await server.ask('threads.delete', { thread_id: 'thr_1' })
    expect(deleted).toEqual(['atc_1'])
    expect(await server.threads.loadAttachment('ana', 'atc_1')).toBeUndefined()
  })

  test('goes with its thread also when it is sent while that is deleted', async () => {
    const deleted: string[] = []
    const late = { ...inThread(), input: { ...inThread().input, attachments: ['atc_2'] } }
    const attachments = {
      present: async (_user: string, attachment: unknown) => attachment,
      async delete(_user: string, id: string) {
        deleted.push(id)
        if (id === 'atc_1') await server.all('threads.add_user_message', late)
      },
    } as never
    const server = await aServer(async function* () {}, [], { attachments })
    await server.threads.saveAttachment('ana', { ...file, thread_id: 'thr_1' }, 0)
    await server.threads.saveAttachment('ana', { ...file, id: 'atc_2' }, 0)
    await server.ask('threads.delete', { thread_id: 'thr_1' })
    expect(deleted).toEqual(['atc_1', 'atc_2'])
    expect(await server.threads.loadAttachment('ana', 'atc_2')).toBeUndefined()
  })
})

describe('an action', () => {
  const press = { thread_id: 'thr_1', item_id: 'msg_4', action: { type: 'press', handler: 'server' } }

  test('answered at once is not saved, and never sends a hidden item', async () => {
    const answers: (ThreadItem | undefined)[] = [aWidget('new'), hidden('h1'), undefined]
    const server = await aServer(async function* () {}, [], { answerAction: async () => answers.shift() })
    await server.threads.saveItem('ana', 'thr_1', aWidget('old'))
    const ask = () => server.ask('threads.sync_custom_action', press)
    expect(await ask()).toEqual({ json: { updated_item: aWidget('new') } })
    expect(await ask()).toEqual({ json: {} })
    expect(await ask()).toEqual({ json: {} })
    expect(await server.kept()).toEqual([aWidget('old')])
  })

  test('of what is no widget is one error that cannot be tried again, without options before it', async () => {
    const server = await aServer(async function* () {}, [], { async *respondToAction() {} })
    await server.threads.saveItem('ana', 'thr_1', said('msg_4', 'x'))
    expect(await server.all('threads.custom_action', press)).toEqual([
      { type: 'error', code: 'stream.error', allow_retry: false },
    ])
    const sync = await aServer(async function* () {}, [], { answerAction: async () => undefined })
    await sync.threads.saveItem('ana', 'thr_1', said('msg_4', 'x'))
    await expect(sync.ask('threads.sync_custom_action', press)).rejects.toMatchObject({ code: 'bad_request' })
  })

  test('gets the widget that sent it, or none when the page did; what it replaces is kept in its place', async () => {
    const senders: unknown[] = []
    const server = await aServer(async function* () {}, [], {
      async *respondToAction(_thread, action, sender) {
        senders.push([action.payload, sender?.id])
        if (sender) yield { type: 'thread.item.replaced', item: aWidget('pressed') }
      },
    })
    await server.threads.saveItem('ana', 'thr_1', aWidget('old'))
    await server.threads.saveItem('ana', 'thr_1', said('msg_5', 'after'))
    expect(typesOf(await server.all('threads.custom_action', press))).toEqual([
      'stream_options',
      'thread.item.replaced',
    ])
    const action = { type: 'press', payload: { a: 1 } }
    await server.all('threads.custom_action', { thread_id: 'thr_1', action })
    expect(senders).toEqual([
      [undefined, 'msg_4'],
      [{ a: 1 }, undefined],
    ])
    expect(await server.kept()).toEqual([aWidget('pressed'), said('msg_5', 'after')])
  })
})

describe('questions', () => {
  const asked: ThreadItem = {
    id: 'si_1',
    thread_id: 'thr_1',
    created_at: NOW,
    type: 'structured_input',
    status: 'pending',
    inputs: [
      { type: 'multiple_choice', id: 'a', question: 'A?', options: [{ value: 'x' }], multiple: true },
      { type: 'freeform', id: 'b', question: 'B?' },
    ],
  }
  const answer = (input: object, item_id = 'si_1') => ({ thread_id: 'thr_1', item_id, input })

  test('take several values where several are allowed, and answers that were not offered', async () => {
    const server = await aServer(async function* () {})
    await server.threads.saveItem('ana', 'thr_1', asked)
    await server.all(
      'threads.add_structured_input',
      answer({ answers: { a: { values: ['x', 'own'] }, b: { values: [] } } }),
    )
    expect(await server.kept()).toMatchObject([
      {
        status: 'answered',
        inputs: [
          { answer: { values: ['x', 'own'], skipped: false } },
          { answer: { values: [], skipped: true } },
        ],
      },
    ])
  })

  test('that are skipped are skipped whole', async () => {
    const server = await aServer(async function* () {})
    await server.threads.saveItem('ana', 'thr_1', asked)
    await server.all(
      'threads.add_structured_input',
      answer({ status: 'skipped', answers: { a: { values: ['x'] } } }),
    )
    const skipped = { answer: { values: [], skipped: true } }
    expect(await server.kept()).toMatchObject([{ status: 'skipped', inputs: [skipped, skipped] }])
  })

  test('that were answered, or are none, are refused', async () => {
    const server = await aServer(async function* () {})
    await server.threads.saveItem('ana', 'thr_1', asked)
    await server.threads.saveItem('ana', 'thr_1', said('msg_2', 'x'))
    await server.all('threads.add_structured_input', answer({}))
    const send = (item?: string) =>
      server.ask('threads.add_structured_input', answer({ status: 'skipped' }, item))
    await expect(send()).rejects.toMatchObject({ code: 'conflict' })
    await expect(send('msg_2')).rejects.toMatchObject({ code: 'bad_request' })
    await expect(send('si_9')).rejects.toMatchObject({ code: 'not_found' })
  })
})

test.each(['locked', 'closed'] as const)('a %s thread is read, and takes nothing more', async (type) => {
  const server = await aServer(say('no'))
  await server.threads.changeThread('ana', 'thr_1', (thread) => ({
    ...thread,
    status: { type, reason: 'Escalated' },
  }))
  await server.threads.saveItem('ana', 'thr_1', aMessage())
  const refused = { code: 'conflict', message: `This conversation is ${type}: Escalated.` }
  await expect(server.ask('threads.add_user_message', inThread())).rejects.toMatchObject(refused)
  const retry = { thread_id: 'thr_1', item_id: 'msg_1' }
  await expect(server.ask('threads.retry_after_item', retry)).rejects.toMatchObject(refused)
  expect(await server.ask('threads.get_by_id', { thread_id: 'thr_1' })).toMatchObject({
    json: { status: { type, reason: 'Escalated' }, items: { data: [{ id: 'msg_1' }] } },
  })
})

test('sound is decoded, and its type is the part before the semicolon', async () => {
  const heard: unknown[] = []
  const server = await aServer(async function* () {}, [], {
    async transcribe({ data, mediaType }) {
      heard.push([...data], mediaType)
      return 'Buy milk'
    },
  })
  const audio = { audio_base64: 'GkXfo59C', mime_type: 'audio/webm;codecs=opus' }
  expect(await server.ask('input.transcribe', audio)).toEqual({ json: { text: 'Buy milk' } })
  expect(heard).toEqual([[0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42], 'audio/webm'])
  await expect(server.ask('input.transcribe', { ...audio, audio_base64: '$$' })).rejects.toMatchObject({
    code: 'bad_request',
  })
})

test('feedback is kept, and answered with nothing', async () => {
  const server = await aServer(async function* () {})
  const params = { thread_id: 'thr_1', item_ids: ['msg_2', 'msg_3'], kind: 'positive' }
  expect(await server.ask('items.feedback', params)).toEqual({ json: {} })
  expect(await server.threads.listFeedback('ana', 'thr_1')).toEqual({ msg_2: 'positive', msg_3: 'positive' })
  await expect(server.ask('items.feedback', params, 'ben')).rejects.toMatchObject({ code: 'not_found' })
})
