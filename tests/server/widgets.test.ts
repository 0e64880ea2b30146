import { describe, expect, test } from 'vitest'
import { diffWidget, streamWidget } from '../../server/chatkit/widgets.ts'
import type { WidgetRoot } from '../../server/chatkit/wire.ts'
import { typesOf } from '../helpers/chat-client.ts'
import { card } from '../helpers/thread-items.ts'

const text = (value: string, fields: object = {}) => ({ type: 'Text', id: 't', value, ...fields })

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
