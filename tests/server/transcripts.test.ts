import { describe, expect, test } from 'vitest'
import type { Respond } from '../../server/chatkit/hooks.ts'
import type { ChatKitOptions } from '../../server/chatkit/process.ts'
import { diffWidget, streamWidget } from '../../server/chatkit/widgets.ts'
import type { Attachment, ThreadItem, WidgetItem, WidgetRoot } from '../../server/chatkit/wire.ts'
import { sse } from '../../server/sse.ts'
import { typesOf, userInput } from '../helpers/chat-client.ts'
import { aMessage, aThread } from '../helpers/items.ts'
import { aServer, delta, hidden, inThread, NOW, said } from '../helpers/protocol-server.ts'
import { play, transcriptNames } from '../helpers/transcript.ts'

const say = (text: string): Respond =>
  async function* (thread) {
    yield { type: 'thread.item.done', item: { ...said('msg_new', text), thread_id: thread.id } }
  }
const aCall = (id: string, fields: object = {}) => ({
  id,
  thread_id: 'thr_1',
  created_at: NOW,
  type: 'client_tool_call' as const,
  status: 'pending' as const,
  call_id: `call_${id}`,
  name: 'get_pos',
  arguments: {},
  ...fields,
})
const aWidget = (value: string): WidgetItem => ({
  id: 'msg_4',
  thread_id: 'thr_1',
  created_at: NOW,
  type: 'widget',
  widget: card({ type: 'Text', value }),
})
const card = (...children: object[]): WidgetRoot => ({ type: 'Card', children })
const text = (value: string, fields: object = {}) => ({ type: 'Text', id: 't', value, ...fields })

/** Who answers in the golden transcripts of section 10 of the protocol reference. */
const applications: Record<string, Respond | (Partial<ChatKitOptions> & { respond: Respond })> = {
  async *'a-new-thread'(thread) {
    const item = { ...said('m2', ''), thread_id: thread.id }
    yield { type: 'thread.item.added', item }
    const content = { type: 'output_text' as const, text: '', annotations: [] }
    const update = { type: 'assistant_message.content_part.added' as const, content_index: 0, content }
    yield { type: 'thread.item.updated', item_id: 'm2', update }
    yield delta('m2', 'Hello')
    thread.title = 'Greeting'
    yield { type: 'thread.item.done', item: { ...item, content: [{ ...content, text: 'Hello' }] } }
  },
  async *'b-client-tool'(_thread, message) {
    const call = aCall('tc_x', { call_id: 'c1', arguments: { a: null, b: 1 } })
    yield { type: 'thread.item.done', item: message ? call : said('m3', 'At x.') }
  },
  async *'c-failure'(thread) {
    thread.title = 'X'
    yield* []
    throw new Error('not for readers')
  },
  async *'d-cancellation'() {
    yield { type: 'thread.item.added', item: said('m2', '') }
    yield delta('m2', 'partial')
    await new Promise(() => {})
  },
  'e-structured-input': say('Thanks.'),
  'f-retry': say('New.'),
  'g-hidden-cursor': say(''),
  'h-sync-action': {
    respond: say(''),
    answerAction: async (_thread, action) => (action.type === 'save' ? aWidget('Saved') : undefined),
  },
  async *'i-widget-stream'(thread) {
    yield* streamWidget(thread, [card(text('')), card(text('Hel')), card(text('Hello'))])
  },
}

describe('golden transcript', () => {
  test.each(transcriptNames())('%s', async (name) => {
    const application = applications[name] ?? say('')
    const { respond, ...more } = typeof application === 'function' ? { respond: application } : application
    await play(name, await aServer(respond, [], more))
  })
})

describe('on the wire', () => {
  test('an optional field that is null is absent, at every depth', async () => {
    const source = { type: 'url', title: 'R', url: 'https://example.com/r', description: null, group: null }
    const content = [
      { type: 'output_text', text: 'x', annotations: [{ type: 'annotation', index: null, source }] },
    ]
    const items = [
      { ...said('msg_2', ''), content },
      {
        ...said('wf_1', ''),
        type: 'workflow',
        workflow: {
          type: 'custom',
          tasks: [{ type: 'custom', title: null }],
          summary: null,
          expanded: false,
        },
      },
      { ...aWidget('x'), copy_text: null },
      { ...said('gi_1', ''), type: 'generated_image', image: null },
    ] as unknown as ThreadItem[]
    const server = await aServer(async function* (thread) {
      Object.assign(thread, {
        title: null,
        allowed_image_domains: null,
        status: { type: 'locked', reason: null },
      })
      for (const item of items) yield { type: 'thread.item.done', item }
      yield { type: 'progress_update', text: 'x', icon: null } as never
      yield { type: 'error', code: 'stream.error', message: null, allow_retry: true } as never
    })
    expect(JSON.stringify(await server.all('threads.add_user_message', inThread()))).not.toContain('null')
    expect(JSON.stringify(await server.ask('items.list', { thread_id: 'thr_1' }))).not.toContain('null')
    expect(JSON.stringify(await server.ask('threads.get_by_id', { thread_id: 'thr_1' }))).not.toContain(
      'null',
    )
  })

  test('null inside free-form values is kept', async () => {
    const server = await aServer(async function* () {
      yield { type: 'thread.item.done', item: aCall('tc_1', { arguments: { a: null, b: [null] } }) }
      yield { type: 'client_effect', name: 'e', data: { a: null } }
    })
    const tag = { type: 'input_tag', id: 't', text: '@t', data: { a: null }, group: null }
    const input = { ...userInput(''), content: [tag], quoted_text: null }
    const [message, , call, effect] = await server.all('threads.add_user_message', {
      thread_id: 'thr_1',
      input,
    })
    expect(message).toMatchObject({ item: { content: [{ data: { a: null }, interactive: false }] } })
    expect(Object.keys((message as { item: object }).item)).not.toContain('quoted_text')
    expect(call).toMatchObject({ item: { arguments: { a: null, b: [null] } } })
    expect(effect).toMatchObject({ data: { a: null } })
  })

  test('nulls are removed from widgets at every depth, lists and payloads too', async () => {
    const widget = card({
      type: 'Button',
      label: null,
      onClickAction: { type: 'ok', payload: { k: null, v: [null, 1] } },
    })
    const clean = card({ type: 'Button', onClickAction: { type: 'ok', payload: { v: [1] } } })
    const server = await aServer(async function* () {
      yield { type: 'thread.item.added', item: { ...aWidget(''), widget } }
      const update = { type: 'widget.root.updated' as const, widget }
      yield { type: 'thread.item.updated', item_id: 'msg_4', update }
      const component = {
        type: 'widget.component.updated' as const,
        component_id: 'b',
        component: { type: 'Badge', color: null },
      }
      yield { type: 'thread.item.updated', item_id: 'msg_4', update: component }
      yield { type: 'thread.item.done', item: { ...aWidget(''), widget } }
    })
    const [, , added, root, component, done] = await server.all('threads.add_user_message', inThread())
    expect(added).toMatchObject({ item: { widget: clean } })
    expect((root as { update: object }).update).toEqual({ type: 'widget.root.updated', widget: clean })
    expect((component as { update: { component: object } }).update.component).toEqual({ type: 'Badge' })
    expect((done as { item: WidgetItem }).item.widget).toEqual(clean)
    expect(await server.ask('items.list', { thread_id: 'thr_1', limit: 1 })).toEqual({
      json: { data: [{ ...aWidget(''), widget: clean }], has_more: true, after: 'msg_4' },
    })
  })

  test('widget JSON is kept as it was given, with props that nobody here knows', async () => {
    const widget = { type: 'Basic' as const, future: { a: [1] }, children: [{ type: 'Table.Row', key: 'k' }] }
    const server = await aServer(async function* () {
      yield { type: 'thread.item.done', item: { ...aWidget(''), widget } }
    })
    await server.all('threads.add_user_message', inThread())
    expect((await server.kept())[1]).toMatchObject({ widget })
  })

  test('the ids of items saved within one millisecond are unique, and their order is kept', async () => {
    const server = await aServer(async function* () {})
    for (let count = 0; count < 30; count++)
      await server.all('threads.add_user_message', inThread(`${count}`))
    const items = await server.kept()
    expect(new Set(items.map(({ id }) => id)).size).toBe(30)
    expect(items.map((item) => (item.type === 'user_message' ? item.content[0]?.text : ''))).toEqual(
      Array.from({ length: 30 }, (_, count) => `${count}`),
    )
  })
})

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
  await server.threads.updateThread('ana', aThread({ status: { type, reason: 'Escalated' } }))
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

describe('frames', () => {
  const framed = async (events: object[]) =>
    sse(async function* () {
      yield* events
    })

  test('are one line of JSON each, the last one ends with a blank line too', async () => {
    const response = await framed([{ a: 'line\nbreak' }, { b: 1 }])
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(await response.text()).toBe('data: {"a":"line\\nbreak"}\n\ndata: {"b":1}\n\n')
  })

  test('may be none at all', async () => {
    expect(await (await framed([])).text()).toBe('')
  })

  test('are kept alive with one line feed, between frames only', async () => {
    const gate = Promise.withResolvers<void>()
    const response = sse(
      async function* () {
        yield { a: 1 }
        await gate.promise
        yield { b: 2 }
      },
      { keepAliveMs: 20 },
    )
    let read = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      read += chunk
      if (read.endsWith(': ping\n: ping\n')) gate.resolve()
    }
    expect(read).toMatch(/^data: \{"a":1\}\n\n(: ping\n)+data: \{"b":2\}\n\n$/)
  })
})

describe('what turns one widget into the next', () => {
  const root = (widget: WidgetRoot) => [{ type: 'widget.root.updated', widget }]
  const grown = (component_id: string, added: string, done = true) => ({
    type: 'widget.streaming_text.value_delta',
    component_id,
    delta: added,
    done,
  })

  test.each<[string, WidgetRoot, WidgetRoot, 'root' | object[]]>([
    ['text with an id that grows', card(text('a')), card(text('ab')), [grown('t', 'b')]],
    [
      'Markdown that grows',
      card(text('a', { type: 'Markdown' })),
      card(text('ab', { type: 'Markdown' })),
      [grown('t', 'b')],
    ],
    [
      'text that streams on',
      card(text('a', { streaming: true })),
      card(text('ab', { streaming: true })),
      [grown('t', 'b', false)],
    ],
    [
      'text that ends streaming',
      card(text('a', { streaming: true })),
      card(text('ab', { streaming: false })),
      'root',
    ],
    [
      'text without an id that grows',
      card({ type: 'Text', value: 'a' }),
      card({ type: 'Text', value: 'ab' }),
      [],
    ],
    ['a title that grows', card(text('a', { type: 'Title' })), card(text('ab', { type: 'Title' })), 'root'],
    ['text that is another', card(text('Hello')), card(text('World')), 'root'],
    ['a child more', card(text('a')), card(text('a'), text('b')), 'root'],
    ['a prop that changes', card(text('a', { size: 'sm' })), card(text('ab', { size: 'lg' })), 'root'],
    ['a prop that is new', card(text('a')), card(text('ab', { size: 'lg' })), 'root'],
    [
      'a prop that is null, as if it were not there',
      card(text('a', { size: null })),
      card(text('ab')),
      [grown('t', 'b')],
    ],
    ['another key', card(text('a', { key: 1 })), card(text('a', { key: 2 })), 'root'],
    ['another id', card(text('a', { id: 'x' })), card(text('a', { id: 'y' })), 'root'],
    ['another kind of root', card(), { type: 'ListView', children: [] }, 'root'],
    [
      'an action with another payload',
      card({ type: 'Button', onClickAction: { type: 'a', payload: [1] } }),
      card({ type: 'Button', onClickAction: { type: 'a', payload: [2] } }),
      'root',
    ],
    [
      'two texts that grow',
      card(text('a'), text('', { id: 'u' })),
      card(text('ab'), text('c', { id: 'u' })),
      [grown('t', 'b'), grown('u', 'c')],
    ],
    [
      'text deep inside',
      card({ type: 'Row', children: [text('a')] }),
      card({ type: 'Row', children: [text('ab')] }),
      [grown('t', 'b')],
    ],
    [
      'text inside a single child',
      card({ type: 'Transition', children: text('a') }),
      card({ type: 'Transition', children: text('ab') }),
      [grown('t', 'b')],
    ],
    ['nothing', card(text('a')), card(text('a')), []],
  ])('%s', (_name, before, after, updates) => {
    expect(diffWidget(before, after)).toEqual(updates === 'root' ? root(after) : updates)
  })

  test('is streamed under one id; a widget that is complete is one event', async () => {
    const collect = async (states: WidgetRoot | WidgetRoot[], options = {}) => {
      const events = []
      for await (const event of streamWidget({ id: 'thr_1' }, states, options)) events.push(event)
      return events
    }
    const events = await collect([card(text('a')), card(text('b')), card(text('b'))], { copyText: 'copied' })
    expect(typesOf(events)).toEqual(['thread.item.added', 'thread.item.updated', 'thread.item.done'])
    expect(
      new Set(events.map((event) => ('item' in event ? event.item.id : 'item_id' in event && event.item_id)))
        .size,
    ).toBe(1)
    expect(events[2]).toMatchObject({
      item: { widget: card(text('b')), copy_text: 'copied', thread_id: 'thr_1' },
    })
    expect(typesOf(await collect(card(text('a'))))).toEqual(['thread.item.done'])
    expect(await collect([])).toEqual([])
  })

  test('is seen when the application goes on changing one object', async () => {
    const updates: string[] = []
    const states = async function* () {
      const growing = text('a')
      const widget = card(growing)
      yield widget
      growing.value = 'ab'
      yield widget
    }
    for await (const event of streamWidget({ id: 'thr_1' }, states())) updates.push(event.type)
    expect(updates).toEqual(['thread.item.added', 'thread.item.updated', 'thread.item.done'])
  })
})
