import { describe, expect, test } from 'vitest'
import type {
  AssistantMessageItem,
  ThreadItem,
  ThreadItemUpdate,
  ThreadStreamEvent,
  WidgetItem,
  WorkflowItem,
} from '../../server/chatkit/wire.ts'
import {
  beginTurn,
  breakTurn,
  dropAfter,
  EMPTY_THREAD,
  endTurn,
  reduceThread,
  type ThreadState,
} from '../../widget/view/thread.ts'

const base = (id: string) => ({ id, thread_id: 'thr_1', created_at: '2026-01-01T10:00:00Z' })
const part = (text: string) => ({ type: 'output_text' as const, text, annotations: [] })
const assistant = (id: string, ...texts: string[]): AssistantMessageItem => ({
  ...base(id),
  type: 'assistant_message',
  content: texts.map(part),
})
const user = (id: string): ThreadItem => ({
  ...base(id),
  type: 'user_message',
  content: [{ type: 'input_text', text: 'Hi' }],
  attachments: [],
  inference_options: {},
})
const widget = (id: string): WidgetItem => ({
  ...base(id),
  type: 'widget',
  widget: {
    type: 'Card',
    children: [
      { type: 'Row', children: [{ type: 'Text', id: 't', value: 'Hel', streaming: true }] },
      { type: 'Transition', children: { type: 'Badge', id: 'b', label: 'Old' } },
      { type: 'Text', value: 'other' },
    ],
  },
})
const workflow = (id: string): WorkflowItem => ({
  ...base(id),
  type: 'workflow',
  workflow: { type: 'custom', tasks: [], expanded: false },
})
const thread = (title?: string) => ({
  id: 'thr_1',
  created_at: '2026-01-01T10:00:00Z',
  status: { type: 'active' as const },
  metadata: {},
  items: { data: [], has_more: false },
  ...(title && { title }),
})

const reduce = (events: ThreadStreamEvent[], state: ThreadState = EMPTY_THREAD) =>
  events.reduce(reduceThread, state)
const added = (item: ThreadItem): ThreadStreamEvent => ({ type: 'thread.item.added', item })
const done = (item: ThreadItem): ThreadStreamEvent => ({ type: 'thread.item.done', item })
const updated = (item_id: string, update: ThreadItemUpdate): ThreadStreamEvent => ({
  type: 'thread.item.updated',
  item_id,
  update,
})
const delta = (item_id: string, text: string, content_index = 0) =>
  updated(item_id, { type: 'assistant_message.content_part.text_delta', content_index, delta: text })
const ids = (state: ThreadState) => state.items.map(({ id }) => id)
const itemOf = <T extends ThreadItem>(state: ThreadState, id: string) =>
  state.items.find((item) => item.id === id) as T
const textOf = (state: ThreadState, id: string) =>
  itemOf<AssistantMessageItem>(state, id).content.map(({ text }) => text)

describe('events of a thread', () => {
  test('a created thread is taken over, an updated one keeps the items', () => {
    const state = reduce([
      { type: 'thread.created', thread: thread() },
      done(user('msg_1')),
      { type: 'thread.updated', thread: thread('Named') },
    ])
    expect(state.thread?.title).toBe('Named')
    expect(ids(state)).toEqual(['msg_1'])
  })

  test('an added item is pending until it is done, and what is done wins over what was streamed', () => {
    const streaming = reduce([added(assistant('a')), delta('a', 'Hel')])
    expect(streaming.pending.has('a')).toBe(true)
    const state = reduce([done(assistant('a', 'Hello!'))], streaming)
    expect(state.pending.has('a')).toBe(false)
    expect(textOf(state, 'a')).toEqual(['Hello!'])
    expect(ids(state)).toEqual(['a'])
  })

  test('an item may be done without having been added', () => {
    expect(ids(reduce([done(user('u')), done(assistant('a', 'Hi'))]))).toEqual(['u', 'a'])
  })

  test('a replaced item keeps its place and may change its type', () => {
    const state = reduce([
      done(assistant('a', 'one')),
      done(user('u')),
      { type: 'thread.item.replaced', item: widget('a') },
    ])
    expect(ids(state)).toEqual(['a', 'u'])
    expect(itemOf(state, 'a').type).toBe('widget')
  })

  test('a removed item is gone, pending or not', () => {
    const state = reduce([added(assistant('a')), { type: 'thread.item.removed', item_id: 'a' }])
    expect(state.items).toEqual([])
    expect(state.pending.size).toBe(0)
  })

  test('the confirmed message takes the place of the one on its way', () => {
    const input = { content: [], attachments: [], inference_options: {} }
    const sending = beginTurn(EMPTY_THREAD, input)
    expect(sending.outgoing).toBe(input)
    expect(reduce([{ type: 'thread.created', thread: thread() }], sending).outgoing).toBe(input)
    expect(reduce([done(user('u'))], sending).outgoing).toBeUndefined()
  })

  test('options, progress, notices and errors are kept, and effects change nothing', () => {
    const state = reduce([
      { type: 'stream_options', stream_options: { allow_cancel: true } },
      { type: 'progress_update', text: 'Looking' },
      { type: 'notice', level: 'info', message: 'Two left' },
      { type: 'error', code: 'custom', message: 'No', allow_retry: false },
    ])
    expect(state.canStop).toBe(true)
    expect(state.progress?.text).toBe('Looking')
    expect(state.notices.map(({ message }) => message)).toEqual(['Two left'])
    expect(state.error?.message).toBe('No')
    expect(reduceThread(state, { type: 'client_effect', name: 'x', data: {} })).toBe(state)
  })

  test('progress ends with the next item', () => {
    const state = reduce([{ type: 'progress_update', text: 'Looking' }, added(assistant('a'))])
    expect(state.progress).toBeUndefined()
  })

  test('hidden items are never shown, even as replacements', () => {
    const hidden: ThreadItem = { ...base('a'), type: 'hidden_context_item', content: 'secret' }
    const state = reduce([
      done(assistant('a', 'x')),
      { type: 'thread.item.replaced', item: hidden },
      added(hidden),
    ])
    expect(state.items).toEqual([])
  })

  test('an unknown event changes nothing', () => {
    expect(reduceThread(EMPTY_THREAD, { type: 'thread.sang' } as unknown as ThreadStreamEvent)).toBe(
      EMPTY_THREAD,
    )
  })
})

describe('updates of an assistant message', () => {
  test('deltas append, and missing parts before theirs are filled in', () => {
    const state = reduce([added(assistant('a')), delta('a', 'Hel', 1), delta('a', 'lo', 1)])
    expect(textOf(state, 'a')).toEqual(['', 'Hello'])
  })

  test('an added part and a done part replace what was there', () => {
    const add = { type: 'assistant_message.content_part.added', content_index: 0, content: part('') } as const
    const finish = {
      type: 'assistant_message.content_part.done',
      content_index: 0,
      content: part('Done'),
    } as const
    const state = reduce([added(assistant('a')), updated('a', add), delta('a', 'Dra'), updated('a', finish)])
    expect(textOf(state, 'a')).toEqual(['Done'])
  })

  test('annotations go where they belong, or to the end', () => {
    const annotate = (title: string, annotation_index: number) =>
      updated('a', {
        type: 'assistant_message.content_part.annotation_added',
        content_index: 0,
        annotation_index,
        annotation: { type: 'annotation', source: { type: 'file', title, filename: title } },
      })
    const state = reduce([added(assistant('a', 'x')), annotate('b', 0), annotate('c', 9), annotate('a', 0)])
    const { annotations } = itemOf<AssistantMessageItem>(state, 'a').content[0] ?? part('')
    expect(annotations.map(({ source }) => source.title)).toEqual(['a', 'b', 'c'])
  })

  test('a delta leaves every other item the same object', () => {
    const before = reduce([done(assistant('old', 'x')), added(assistant('a', ''))])
    const after = reduceThread(before, delta('a', 'y'))
    expect(after.items[0]).toBe(before.items[0])
    expect(after.items[1]).not.toBe(before.items[1])
    expect(textOf(before, 'a')).toEqual([''])
  })

  test('an update for an unknown item, or of another type, changes nothing', () => {
    const state = reduce([done(user('u'))])
    expect(reduceThread(state, delta('nobody', 'x'))).toBe(state)
    expect(reduceThread(state, delta('u', 'x'))).toBe(state)
  })
})

describe('updates of widgets, workflows and images', () => {
  test('text streams into the component of that id, however deep', () => {
    const update = {
      type: 'widget.streaming_text.value_delta',
      component_id: 't',
      delta: 'lo',
      done: true,
    } as const
    const before = reduce([done(widget('w'))])
    const state = reduceThread(before, updated('w', update))
    const children = itemOf<WidgetItem>(state, 'w').widget.children as { children: unknown[] }[]
    expect(children[0]?.children[0]).toMatchObject({ value: 'Hello', streaming: false })
    const old = itemOf<WidgetItem>(before, 'w').widget.children as unknown[]
    expect(children[2]).toBe(old[2])
  })

  test('a component is replaced, an only child too; an unknown one changes nothing', () => {
    const component = { type: 'Badge', id: 'b', label: 'New' }
    const before = reduce([done(widget('w'))])
    const change = (component_id: string) =>
      reduceThread(before, updated('w', { type: 'widget.component.updated', component_id, component }))
    const children = itemOf<WidgetItem>(change('b'), 'w').widget.children as { children: unknown }[]
    expect(children[1]?.children).toEqual(component)
    expect(change('nobody')).toBe(before)
  })

  test('a root is replaced', () => {
    const root = { type: 'Basic' as const, children: [] }
    const state = reduce([done(widget('w')), updated('w', { type: 'widget.root.updated', widget: root })])
    expect(itemOf<WidgetItem>(state, 'w').widget).toBe(root)
  })

  test('an added task is appended whatever its index, an updated one replaces', () => {
    const task = (title: string) => ({ type: 'custom' as const, status_indicator: 'none' as const, title })
    const state = reduce([
      added(workflow('wf')),
      updated('wf', { type: 'workflow.task.added', task_index: 5, task: task('one') }),
      updated('wf', { type: 'workflow.task.added', task_index: 0, task: task('two') }),
      updated('wf', { type: 'workflow.task.updated', task_index: 0, task: task('uno') }),
    ])
    const { tasks } = itemOf<WorkflowItem>(state, 'wf').workflow
    expect(tasks.map(({ title }) => title)).toEqual(['uno', 'two'])
  })

  test('an image comes with its progress', () => {
    const image = { id: 'ig', url: 'https://example.com/i.png' }
    const state = reduce([
      added({ ...base('g'), type: 'generated_image' }),
      updated('g', { type: 'generated_image.updated', image, progress: 0.5 }),
    ])
    expect(itemOf(state, 'g')).toMatchObject({ image })
    expect(state.imageProgress.g).toBe(0.5)
  })
})

describe('the end of a turn', () => {
  const underWay = reduce([
    { type: 'stream_options', stream_options: { allow_cancel: true } },
    done(user('u')),
    added(workflow('wf')),
    added(assistant('blank', '  ')),
    added(assistant('a', 'partial')),
  ])

  test('keeps everything when it was reached', () => {
    const state = endTurn(underWay)
    expect(ids(state)).toEqual(['u', 'wf', 'blank', 'a'])
    expect(state.pending.size).toBe(0)
    expect(state.canStop).toBe(false)
  })

  test('keeps only what was said when it broke off, as the server does', () => {
    expect(ids(breakTurn(underWay))).toEqual(['u', 'a'])
  })

  test('an answer that is asked for again goes with all that followed its question', () => {
    expect(ids(dropAfter(underWay, 'u'))).toEqual(['u'])
    expect(dropAfter(underWay, 'nobody')).toBe(underWay)
  })

  test('a new turn forgets errors and notices of the last one', () => {
    const state = beginTurn(
      reduce([
        { type: 'error', code: 'custom', allow_retry: true },
        { type: 'notice', level: 'info', message: 'x' },
      ]),
    )
    expect(state.error).toBeUndefined()
    expect(state.notices).toEqual([])
  })
})
