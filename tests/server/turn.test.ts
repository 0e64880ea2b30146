import { describe, expect, test } from 'vitest'
import type { Respond } from '../../server/chatkit/hooks.ts'
import type { ThreadStreamEvent, Workflow } from '../../server/chatkit/wire.ts'
import { ChatError } from '../../server/errors.ts'
import { typesOf, userInput } from '../helpers/chat-client.ts'
import { aMessage } from '../helpers/items.ts'
import { aServer, delta, hidden, inThread, NOW, said } from '../helpers/protocol-server.ts'

test('a new thread is told of, then the message, then the options, then the answer, then the title', async () => {
  const server = await aServer(async function* (thread) {
    yield { type: 'thread.item.added', item: said('msg_2', '') }
    yield delta('msg_2', 'Hello')
    thread.title = 'Greeting'
    yield { type: 'thread.item.done', item: said('msg_2', 'Hello') }
  })
  const events = await server.all('threads.create', { input: userInput('Hi') })
  const [created, message, options, added, , done, updated] = events
  expect(typesOf(events)).toEqual([
    'thread.created',
    'thread.item.done',
    'stream_options',
    'thread.item.added',
    'thread.item.updated',
    'thread.item.done',
    'thread.updated',
  ])
  const id = created?.type === 'thread.created' ? created.thread.id : ''
  const empty = {
    created_at: NOW,
    status: { type: 'active' },
    metadata: {},
    items: { data: [], has_more: false },
  }
  expect(created).toEqual({ type: 'thread.created', thread: { id, ...empty } })
  expect(id).toMatch(/^thr_[0-9a-f]{24}$/)
  expect(message).toMatchObject({
    item: { thread_id: id, type: 'user_message', attachments: [], inference_options: {} },
  })
  expect(options).toEqual({ type: 'stream_options', stream_options: { allow_cancel: true } })
  expect(added).toEqual({ type: 'thread.item.added', item: said('msg_2', '') })
  expect(done).toMatchObject({ item: { content: [{ text: 'Hello', annotations: [] }] } })
  expect(updated).toEqual({ type: 'thread.updated', thread: { id, title: 'Greeting', ...empty } })
})

test('a change of the thread is sent directly after the event during which it happened', async () => {
  const server = await aServer(async function* (thread) {
    thread.metadata.step = 1
    yield { type: 'progress_update', text: 'one' }
    yield { type: 'progress_update', text: 'two' }
    thread.title = 'End'
  })
  const events = await server.all('threads.add_user_message', inThread())
  expect(typesOf(events).slice(2)).toEqual([
    'progress_update',
    'thread.updated',
    'progress_update',
    'thread.updated',
  ])
  expect(events[3]).toMatchObject({ thread: { metadata: {}, items: { data: [] } } })
  expect((await server.threads.loadThread('ana', 'thr_1'))?.metadata).toEqual({ secret: 1, step: 1 })
})

test('a failure becomes one error event without its text, and a changed title follows it', async () => {
  const errors: unknown[] = []
  const server = await aServer(async function* (thread) {
    thread.title = 'X'
    yield* []
    throw new Error('password=hunter2')
  }, errors)
  const events = await server.all('threads.add_user_message', inThread())
  expect(events.slice(2)).toEqual([
    { type: 'error', code: 'stream.error', allow_retry: true },
    { type: 'thread.updated', thread: expect.objectContaining({ title: 'X' }) },
  ])
  expect(errors).toHaveLength(1)
})

test('a failure with words for the reader carries them', async () => {
  const server = await aServer(async function* () {
    yield* []
    throw new ChatError('rate_limited', 'Quota used up', { allowRetry: true })
  })
  const events = await server.all('threads.add_user_message', inThread())
  expect(events.at(-1)).toEqual({
    type: 'error',
    code: 'custom',
    message: 'Quota used up',
    allow_retry: true,
  })
})

test('what others change of the thread during a turn stays as they changed it', async () => {
  const server = await aServer(async function* (thread) {
    await server.ask('threads.update', { thread_id: 'thr_1', title: 'Renamed meanwhile' })
    thread.metadata.step = 1
    yield { type: 'progress_update', text: 'one' }
  })
  const events = await server.all('threads.add_user_message', inThread())
  expect(events.at(-1)).toMatchObject({ type: 'thread.updated', thread: { title: 'Renamed meanwhile' } })
  expect(await server.threads.loadThread('ana', 'thr_1')).toMatchObject({
    title: 'Renamed meanwhile',
    metadata: { secret: 1, step: 1 },
  })
})

test('an error event that the responder yields does not end the turn', async () => {
  const server = await aServer(async function* () {
    yield { type: 'error', code: 'custom', message: 'half', allow_retry: false }
    yield { type: 'thread.item.done', item: said('msg_2', 'more') }
  })
  expect(typesOf(await server.all('threads.add_user_message', inThread())).slice(2)).toEqual([
    'error',
    'thread.item.done',
  ])
})

test('the store is written before the event is sent, and only by done, replaced and removed', async () => {
  const server = await aServer(async function* () {
    yield { type: 'thread.item.added', item: said('msg_2', '') }
    yield delta('msg_2', 'x')
    yield { type: 'thread.item.done', item: said('msg_2', 'x') }
    yield { type: 'thread.item.replaced', item: said('msg_2', 'y') }
    yield { type: 'thread.item.removed', item_id: 'never_stored' }
    yield { type: 'thread.item.removed', item_id: 'msg_2' }
  })
  const seen: string[][] = []
  for await (const event of await server.stream('threads.add_user_message', inThread())) {
    const texts = (await server.kept()).flatMap((item) =>
      item.type === 'assistant_message' ? item.content.map((part) => part.text) : [],
    )
    seen.push([event.type, ...texts])
  }
  expect(seen).toEqual([
    ['thread.item.done'],
    ['stream_options'],
    ['thread.item.added'],
    ['thread.item.updated'],
    ['thread.item.done', 'x'],
    ['thread.item.replaced', 'y'],
    ['thread.item.removed', 'y'],
    ['thread.item.removed'],
  ])
})

test('an item is replaced in its place, and added when there was none', async () => {
  const server = await aServer(async function* () {
    yield { type: 'thread.item.done', item: said('msg_2', 'two') }
    yield { type: 'thread.item.done', item: said('msg_3', 'three') }
    yield { type: 'thread.item.replaced', item: said('msg_2', 'new') }
    yield { type: 'thread.item.replaced', item: said('msg_4', 'four') }
  })
  await server.all('threads.add_user_message', inThread())
  const answers = (await server.kept()).filter(({ type }) => type === 'assistant_message')
  expect(answers).toEqual([said('msg_2', 'new'), said('msg_3', 'three'), said('msg_4', 'four')])
})

test('hidden items are kept and never sent, on any path', async () => {
  const server = await aServer(async function* () {
    yield { type: 'thread.item.added', item: hidden('h1') }
    yield { type: 'thread.item.done', item: hidden('h1') }
    yield { type: 'thread.item.replaced', item: hidden('h1') }
  })
  expect(typesOf(await server.all('threads.add_user_message', inThread()))).toEqual([
    'thread.item.done',
    'stream_options',
  ])
  expect((await server.kept()).map(({ type }) => type)).toEqual(['user_message', 'hidden_context_item'])
  const answer = await server.ask('threads.get_by_id', { thread_id: 'thr_1' })
  expect(JSON.stringify(answer)).not.toContain('hidden_context_item')
})

test('what an attachment keeps for the server is not sent, inside messages either', async () => {
  const server = await aServer(async function* () {})
  const attachment = {
    type: 'file' as const,
    id: 'atc_1',
    name: 'a',
    mime_type: 'text/plain',
    metadata: { k: 1 },
  }
  await server.threads.saveItem('ana', 'thr_1', aMessage({ attachments: [attachment] }))
  const answer = await server.ask('items.list', { thread_id: 'thr_1' })
  expect(answer).toMatchObject({ json: { data: [{ attachments: [{ id: 'atc_1' }] }] } })
  expect(JSON.stringify(answer)).not.toContain('metadata')
})

describe('a reader who leaves', () => {
  const halfway: Respond = async function* (_thread, _message, { signal }) {
    yield { type: 'thread.item.added', item: said('msg_2', '') }
    yield delta('msg_2', 'par')
    yield delta('msg_2', 'tial')
    yield { type: 'thread.item.added', item: said('blank', '') }
    yield delta('blank', ' ')
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  const kept = ['user_message', 'assistant_message', 'sdk_hidden_context']

  test('keeps what was said, loses what was blank, and the next turn is told', async () => {
    const reader = new AbortController()
    const server = await aServer(halfway)
    const events: ThreadStreamEvent[] = []
    for await (const event of await server.stream('threads.add_user_message', inThread(), reader.signal)) {
      events.push(event)
      if (events.length === 7) setTimeout(() => reader.abort())
    }
    expect(events).toHaveLength(7)
    const items = await server.kept()
    expect(items.map(({ type }) => type)).toEqual(kept)
    expect(items[1]).toEqual(said('msg_2', 'partial'))
    expect(items[2]).toMatchObject({
      content: 'The user cancelled the stream. Stop responding to the prior request.',
    })
    const visible = await server.ask('items.list', { thread_id: 'thr_1', order: 'asc' })
    expect(visible).toMatchObject({ json: { data: [{ type: 'user_message' }, { id: 'msg_2' }] } })
  })

  test('by ending the iteration leaves the same', async () => {
    const server = await aServer(halfway)
    let count = 0
    for await (const _ of await server.stream('threads.add_user_message', inThread()))
      if (++count === 6) break
    expect((await server.kept()).map(({ type }) => type)).toEqual(kept)
  })

  test('ends a turn whose responder does not listen to the signal', async () => {
    const reader = new AbortController()
    const server = await aServer(async function* () {
      yield { type: 'progress_update', text: 'working' }
      await new Promise(() => {})
    })
    for await (const event of await server.stream('threads.add_user_message', inThread(), reader.signal)) {
      if (event.type === 'progress_update') setTimeout(() => reader.abort())
    }
    expect((await server.kept()).at(-1)?.type).toBe('sdk_hidden_context')
  })

  test('does not change the copy of what the responder still holds', async () => {
    const item = said('msg_2', '')
    const server = await aServer(async function* () {
      yield { type: 'thread.item.added', item }
      yield delta('msg_2', 'twice')
      yield { type: 'thread.item.done', item: { ...item, content: said('', 'once').content } }
    })
    await server.all('threads.add_user_message', inThread())
    expect(item.content).toEqual([])
    expect((await server.kept())[1]).toEqual(said('msg_2', 'once'))
  })

  test('does not add to the tasks of a workflow that the responder adds to itself', async () => {
    const tasks: Workflow['tasks'] = []
    const workflow: Workflow = { type: 'custom', tasks, expanded: true }
    const base = { id: 'wf_1', thread_id: 'thr_1', created_at: NOW, type: 'workflow' as const }
    const server = await aServer(async function* () {
      yield { type: 'thread.item.added', item: { ...base, workflow } }
      const task = { type: 'thought' as const, content: 'one', status_indicator: 'none' as const }
      tasks.push(task)
      const update = { type: 'workflow.task.added' as const, task_index: 0, task }
      yield { type: 'thread.item.updated', item_id: 'wf_1', update }
      yield { type: 'thread.item.done', item: { ...base, workflow } }
    })
    await server.all('threads.add_user_message', inThread())
    expect(tasks).toHaveLength(1)
    expect((await server.kept())[1]).toMatchObject({ workflow: { tasks: [{ content: 'one' }] } })
  })
})

test('retry removes everything after the message it retries, and says nothing of it', async () => {
  const server = await aServer(async function* (_thread, message) {
    yield { type: 'thread.item.done', item: said('msg_new', `again: ${message?.id}`) }
  })
  for (const item of [aMessage(), said('msg_2', 'old'), hidden('shcx_1'), aMessage({ id: 'msg_3' })]) {
    await server.threads.saveItem('ana', 'thr_1', item)
  }
  const events = await server.all('threads.retry_after_item', { thread_id: 'thr_1', item_id: 'msg_1' })
  expect(typesOf(events)).toEqual(['stream_options', 'thread.item.done'])
  expect(await server.kept()).toEqual([aMessage(), said('msg_new', 'again: msg_1')])
})

test('retry of what is no user message, or not there, is refused and deletes nothing', async () => {
  const server = await aServer(async function* () {})
  await server.threads.saveItem('ana', 'thr_1', aMessage())
  await server.threads.saveItem('ana', 'thr_1', said('msg_2', 'a'))
  const retry = (item_id: string) => server.ask('threads.retry_after_item', { thread_id: 'thr_1', item_id })
  await expect(retry('msg_2')).rejects.toMatchObject({ code: 'bad_request' })
  await expect(retry('msg_9')).rejects.toMatchObject({ code: 'not_found' })
  expect(await server.kept()).toHaveLength(2)
})
