import { describe, expect, test } from 'vitest'
import type { Respond } from '../../server/chatkit/hooks.ts'
import { parseRequest } from '../../server/chatkit/protocol.ts'
import { keyOf } from '../../server/chatkit/turn-lease.ts'
import { typesOf, userInput } from '../helpers/chat-client.ts'
import { aMessage, aThread } from '../helpers/items.ts'
import { aServer, inThread, said } from '../helpers/protocol-server.ts'
import { gated, idsOf } from '../helpers/responders.ts'

describe('one turn at a time', () => {
  test('a second message waits for the answer to the first', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond)
    const first = server.all('threads.add_user_message', inThread('one'))
    await expect.poll(runs).toBe(1)
    const second = server.all('threads.add_user_message', inThread('two'))
    setTimeout(open, 120)
    await Promise.all([first, second])
    expect((await server.kept()).map(({ type }) => type)).toEqual([
      'user_message',
      'assistant_message',
      'assistant_message',
      'user_message',
      'assistant_message',
      'assistant_message',
    ])
  })

  test('is refused with 409 when the wait is over, and plain requests go through', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond, [], { timing: { waitMs: 100 } })
    const first = server.all('threads.add_user_message', inThread('one'))
    await expect.poll(runs).toBe(1)
    await expect(server.ask('threads.add_user_message', inThread('two'))).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await server.ask('threads.update', { thread_id: 'thr_1', title: 'T' })).toMatchObject({
      json: { title: 'T' },
    })
    open()
    await first
    expect((await server.kept()).filter(({ type }) => type === 'user_message')).toHaveLength(1)
  })

  test('goes on for longer than its hold, which it prolongs', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond, [], { timing: { holdMs: 90, waitMs: 300 } })
    const first = server.all('threads.add_user_message', inThread('one'))
    await expect.poll(runs).toBe(1)
    await expect(server.ask('threads.add_user_message', inThread('two'))).rejects.toMatchObject({
      code: 'conflict',
    })
    open()
    await first
  })

  test('one that has lost its thread to another ends with an error, and writes nothing', async () => {
    const { respond, open, runs } = gated()
    const errors: unknown[] = []
    const server = await aServer(respond, errors)
    const first = server.all('threads.add_user_message', inThread('one'))
    await expect.poll(runs).toBe(1)
    const times = { startedAt: 1, heldUntil: Number.MAX_SAFE_INTEGER }
    const turn = { id: 'turn_9', threadId: 'thr_1', requestHash: 'x', itemId: 'x', cause: 'x' }
    const later = Date.now() + 60_000
    expect(await server.threads.beginTurn('ana', { ...turn, state: 'running', ...times }, later)).toBe(true)
    open()
    const events = await first
    expect(events.at(-1)).toEqual({
      type: 'error',
      code: 'custom',
      message: 'This conversation was deleted, or goes on elsewhere. Load it again.',
      allow_retry: false,
    })
    expect(idsOf(await server.kept()).slice(1)).toEqual(['first_1'])
    expect(await server.threads.findTurn('ana', 'x')).toMatchObject({ state: 'running' })
    expect(errors).toMatchObject([{ code: 'conflict' }])
  })

  test('one whose thread is deleted stops the model', async () => {
    const left = Promise.withResolvers<void>()
    const server = await aServer(
      async function* (_thread, _message, { signal }) {
        yield { type: 'progress_update', text: 'Thinking' }
        signal.addEventListener('abort', () => left.resolve())
        await left.promise
      },
      [],
      { timing: { holdMs: 30 } },
    )
    const running = server.all('threads.add_user_message', inThread())
    await expect.poll(async () => (await server.kept()).length).toBe(1)
    await server.ask('threads.delete', { thread_id: 'thr_1' })
    expect((await running).at(-1)).toMatchObject({ type: 'error', code: 'custom' })
    await left.promise
  })

  test('other threads of the visitor do not wait', async () => {
    const { respond, open, runs } = gated()
    const server = await aServer(respond, [], { timing: { waitMs: 0 } })
    const first = server.all('threads.add_user_message', inThread())
    await expect.poll(runs).toBe(1)
    const other = server.all('threads.create', { input: userInput('elsewhere') })
    setTimeout(open, 50)
    expect(typesOf(await other).at(-1)).toBe('thread.item.done')
    await first
  })
})

describe('after a crash', () => {
  const answer: Respond = async function* (_thread, message) {
    yield { type: 'thread.item.done', item: said('msg_new', `to ${message?.id}`) }
  }
  const request = { type: 'threads.add_user_message', params: inThread() }

  /** The turn that a process left behind when it ended. */
  async function crashed(server: Awaited<ReturnType<typeof aServer>>, body: object, itemId: string) {
    const { hash: requestHash } = await keyOf(parseRequest(body))
    const now = Date.now()
    const times = { startedAt: now, heldUntil: now + 80 }
    const turn = { id: 'turn_0', threadId: 'thr_1', requestHash, itemId, cause: itemId }
    await server.threads.beginTurn('ana', { ...turn, state: 'running', ...times }, now)
  }

  test('the thread is free again when the hold has run out', async () => {
    const server = await aServer(answer, [], { timing: { waitMs: 2000 } })
    await crashed(server, { type: 'threads.add_user_message', params: inThread('before') }, 'msg_1')
    const started = Date.now()
    expect(typesOf(await server.all('threads.add_user_message', inThread()))).toContain('thread.item.done')
    expect(Date.now() - started).toBeGreaterThanOrEqual(60)
  })

  test('the same request again goes on from the message that was kept, without what was half said', async () => {
    const server = await aServer(answer)
    await server.threads.saveItem('ana', 'thr_1', aMessage())
    await server.threads.saveItem('ana', 'thr_1', said('half', 'partial'))
    await crashed(server, request, 'msg_1')
    const events = await server.all('threads.add_user_message', inThread())
    expect(events[0]).toMatchObject({ type: 'thread.item.done', item: { id: 'msg_1' } })
    expect(idsOf(await server.kept())).toEqual(['msg_1', 'msg_new'])
  })

  test('the same request again keeps the ids that were chosen before anything was kept', async () => {
    const server = await aServer(answer)
    await crashed(server, { type: 'threads.create', params: { input: userInput('Hi') } }, 'msg_7')
    const events = await server.all('threads.create', { input: userInput('Hi') })
    expect(events[0]).toMatchObject({ type: 'thread.created', thread: { id: 'thr_1' } })
    expect(idsOf(await server.kept())).toEqual(['msg_7', 'msg_new'])
    const threads = await server.threads.listThreads('ana', { limit: 9, order: 'asc' })
    expect(threads?.data).toHaveLength(1)
  })

  test('a retry again removes what the first did not come to remove', async () => {
    const server = await aServer(answer)
    for (const item of [aMessage(), aMessage({ id: 'msg_2' }), said('msg_3', 'old')]) {
      await server.threads.saveItem('ana', 'thr_1', item)
    }
    const params = { thread_id: 'thr_1', item_id: 'msg_1' }
    await crashed(server, { type: 'threads.retry_after_item', params }, 'msg_1')
    await server.all('threads.retry_after_item', params)
    expect(idsOf(await server.kept())).toEqual(['msg_1', 'msg_new'])
  })

  test('the same request again leaves alone what was said in the thread since', async () => {
    const server = await aServer(answer)
    await server.threads.saveItem('ana', 'thr_1', aMessage())
    await crashed(server, request, 'msg_1')
    const after = server.all('threads.add_user_message', inThread('Hi'))
    const other = server.all('threads.add_user_message', inThread('something else'))
    await Promise.all([after, other])
    const messages = (await server.kept()).filter(({ type }) => type === 'user_message')
    expect(messages).toHaveLength(2)
  })
})

test('a thread that is deleted while it is answered stays deleted', async () => {
  const { respond, open } = gated()
  const server = await aServer(respond)
  const running = server.all('threads.add_user_message', inThread())
  await new Promise((resolve) => setTimeout(resolve, 20))
  await server.ask('threads.delete', { thread_id: 'thr_1' })
  open()
  await running
  await expect(server.ask('threads.get_by_id', { thread_id: 'thr_1' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await server.threads.createThread('ana', aThread())
  expect(await server.kept()).toEqual([])
})
