import { describe, expect, test } from 'vitest'
import type { ThreadStreamEvent, WidgetItem } from '../../server/chatkit/wire.ts'
import { typesOf } from '../helpers/chat-client.ts'
import { aMessage } from '../helpers/items.ts'
import { aServer, NOW, said } from '../helpers/protocol-server.ts'
import { ended, idsOf } from '../helpers/responders.ts'

describe('what is not a message', () => {
  /** Reads the first event and leaves. */
  async function cut(server: Awaited<ReturnType<typeof aServer>>, type: string, params: object) {
    for await (const _ of await server.stream(type, params)) break
  }

  test('the output of a tool that is posted again completes its call once, and is answered', async () => {
    const server = await aServer(ended)
    await server.threads.saveItem('ana', 'thr_1', {
      id: 'tc_1',
      thread_id: 'thr_1',
      created_at: NOW,
      type: 'client_tool_call',
      status: 'pending',
      call_id: 'c1',
      name: 'get_pos',
      arguments: {},
    })
    const params = { thread_id: 'thr_1', result: { x: 1 } }
    await cut(server, 'threads.add_client_tool_output', params)
    await cut(server, 'threads.add_client_tool_output', params)
    expect(typesOf(await server.all('threads.add_client_tool_output', params))).toEqual([
      'stream_options',
      'thread.item.done',
    ])
    expect(await server.kept()).toMatchObject([
      { id: 'tc_1', status: 'completed', output: { x: 1 } },
      { id: 'msg_9' },
    ])
    await expect(server.ask('threads.add_client_tool_output', params)).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('answers to questions that are posted again are taken once', async () => {
    const server = await aServer(ended)
    await server.threads.saveItem('ana', 'thr_1', {
      id: 'si_1',
      thread_id: 'thr_1',
      created_at: NOW,
      type: 'structured_input',
      status: 'pending',
      inputs: [{ type: 'freeform', id: 'note', question: 'Anything?' }],
    })
    const input = { answers: { note: { values: ['yes'] } } }
    const params = { thread_id: 'thr_1', item_id: 'si_1', input }
    await cut(server, 'threads.add_structured_input', params)
    const events = await server.all('threads.add_structured_input', params)
    expect(typesOf(events)).toEqual(['stream_options', 'thread.item.replaced', 'thread.item.done'])
    expect(await server.kept()).toMatchObject([
      { id: 'si_1', status: 'answered', inputs: [{ answer: { values: ['yes'] } }] },
      { id: 'msg_9' },
    ])
  })

  test('an action that is posted again has the same cause; pressed again it has another', async () => {
    const causes: string[] = []
    const card: WidgetItem = {
      id: 'w_1',
      thread_id: 'thr_1',
      created_at: NOW,
      type: 'widget',
      widget: { type: 'Card' },
    }
    const server = await aServer(ended, [], {
      async *respondToAction(_thread, _action, _sender, { cause }) {
        causes.push(cause)
        yield { type: 'thread.item.replaced', item: { ...card, copy_text: 'pressed' } } as ThreadStreamEvent
      },
    })
    await server.threads.saveItem('ana', 'thr_1', card)
    const params = { thread_id: 'thr_1', item_id: 'w_1', action: { type: 'press' } }
    const named = { request_id: 'req_1' }
    const leave = async () => {
      for await (const event of await server.stream('threads.custom_action', params, undefined, named)) {
        if (event.type === 'thread.item.replaced') break
      }
    }
    await leave()
    await leave()
    await server.all('threads.custom_action', params, named)
    expect(new Set(causes).size).toBe(1)
    await server.all('threads.custom_action', params)
    await server.all('threads.custom_action', params)
    expect(causes).toHaveLength(5)
    expect(new Set(causes).size).toBe(3)
  })

  test('each action that is answered at once has a cause of its own', async () => {
    const causes: string[] = []
    const server = await aServer(ended, [], {
      async answerAction(_thread, _action, _sender, { cause }) {
        causes.push(cause)
        return undefined
      },
    })
    const params = { thread_id: 'thr_1', action: { type: 'press' } }
    await server.ask('threads.sync_custom_action', params)
    await server.ask('threads.sync_custom_action', params)
    expect(new Set(causes).size).toBe(2)
  })

  test('a retry that is posted again is answered once', async () => {
    const server = await aServer(ended)
    await server.threads.saveItem('ana', 'thr_1', aMessage())
    await server.threads.saveItem('ana', 'thr_1', said('old', 'old'))
    const params = { thread_id: 'thr_1', item_id: 'msg_1' }
    await cut(server, 'threads.retry_after_item', params)
    await server.all('threads.retry_after_item', params)
    expect(idsOf(await server.kept())).toEqual(['msg_1', 'msg_9'])
  })
})
