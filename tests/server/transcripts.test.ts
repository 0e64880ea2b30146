import { describe, expect, test } from 'vitest'
import type { Respond } from '../../server/chatkit/hooks.ts'
import type { ChatKitOptions } from '../../server/chatkit/options.ts'
import { streamWidget } from '../../server/chatkit/widgets.ts'
import type { ThreadItem, WidgetItem } from '../../server/chatkit/wire.ts'
import { sse } from '../../server/sse.ts'
import { userInput } from '../helpers/chat-client.ts'
import { aServer, delta, inThread, said } from '../helpers/protocol-server.ts'
import { aCall, aWidget, card } from '../helpers/thread-items.ts'
import { play, transcriptNames } from '../helpers/transcript.ts'

const say = (text: string): Respond =>
  async function* (thread) {
    yield { type: 'thread.item.done', item: { ...said('msg_new', text), thread_id: thread.id } }
  }
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
