import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { atOnce, doneCard, taskList } from '../../demo/gallery-items.ts'
import type { ThreadItem, ThreadStreamEvent } from '../../server/chatkit/wire.ts'
import { newId, streamText, widgetItem } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

const updated = (item_id: string, update: object) =>
  ({ type: 'thread.item.updated', item_id, update }) as ThreadStreamEvent

useChat(({ thread }) => streamText(thread.id, ['Done.']))

/** Opens a thread with widgets in it. */
async function open(...items: ThreadItem[]) {
  const { id } = seedThread(server, 'Widgets', items)
  return openChat(browser, server, { initialThread: id })
}
const box = (page: Page, name: string) => page.getByRole('checkbox', { name })
const actions = () => server.requestsOf('threads.sync_custom_action').map(({ params }) => params)
const turns = () => server.requestsOf('threads.custom_action').map(({ params }) => params)

describe('the list of tasks', () => {
  const todos = [
    { id: 1, title: 'Buy milk', due: 'today' },
    { id: 2, title: 'Call Ana' },
  ]

  test('checks a task in place, at once, without a turn', async () => {
    const item = widgetItem(taskList(todos))
    let answer: () => void = () => undefined
    server.intercept = ({ type }, response) => {
      if (type !== 'threads.sync_custom_action') return false
      const [first, ...rest] = todos
      const widget = taskList([{ ...first, id: 1, title: 'Buy milk', completed: true }, ...rest])
      answer = () => response.end(JSON.stringify({ updated_item: { ...item, widget } }))
      return true
    }
    const { page, violations } = await open(item)
    await page.getByText('Buy milk', { exact: true }).click()
    await expect.poll(() => box(page, '1, Buy milk').isChecked()).toBe(true)
    await expect
      .poll(() =>
        page
          .locator('.w-text')
          .first()
          .evaluate((text) => getComputedStyle(text).textDecorationLine),
      )
      .toBe('line-through')
    answer()
    await expect.poll(() => page.locator('.w-badge').count()).toBe(0)
    expect(await box(page, '1, Buy milk').isChecked()).toBe(true)
    expect(actions()).toMatchObject([
      { item_id: item.id, action: { type: 'tasks.complete', payload: { id: 1, completed: true } } },
    ])
    expect(turns()).toEqual([])
    expect(await violations()).toEqual([])
  })

  test('goes back, and says so, when the server does not do it', async () => {
    server.intercept = ({ type }, response) => {
      if (type !== 'threads.sync_custom_action') return false
      response
        .writeHead(409, { 'content-type': 'application/json' })
        .end('{"message":"Somebody else was first."}')
      return true
    }
    const { page, detailsOf } = await open(widgetItem(taskList(todos)))
    await box(page, '2, Call Ana').focus()
    await page.keyboard.press('Space')
    await page.getByRole('alert').filter({ hasText: 'Somebody else was first.' }).waitFor()
    expect(await box(page, '2, Call Ana').isChecked()).toBe(false)
    expect(await box(page, '2, Call Ana').evaluate((input) => input.matches(':focus'))).toBe(true)
    expect(await detailsOf('error')).toHaveLength(1)
  })

  test('shows its first rows until more are asked for, and keeps the focus in them', async () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ id: index + 1, title: `Step ${index + 1}` }))
    const { page } = await open(widgetItem(taskList(many, 3)))
    await expect.poll(() => page.getByRole('checkbox').count()).toBe(3)
    await page.getByRole('button', { name: 'Show 6 more' }).click()
    await expect.poll(() => page.getByRole('checkbox').count()).toBe(9)
    await expect
      .poll(() =>
        page
          .locator('.w-item')
          .nth(3)
          .evaluate((row) => row.matches(':focus')),
      )
      .toBe(true)
  })

  test('is answered by a card whose undo takes it back', async () => {
    const item = widgetItem(doneCard('Added', 'Buy stamps'))
    server.syncAction = () => ({
      updated_item: { ...item, widget: doneCard('Added', 'Buy stamps', undefined, true) },
    })
    const { page } = await open(item)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Undone').waitFor()
    expect(actions()[0]?.action).toEqual({ type: 'tasks.undo', payload: { changes: [1] } })
  })
})

describe('an action', () => {
  const button = (props: object) => ({ type: 'Button', label: 'Go', ...props })

  test('for the page goes to the page, with the item', async () => {
    const onClickAction = { type: 'open', handler: 'client', payload: { id: 3 } }
    const item = widgetItem({ type: 'Card', children: [button({ onClickAction })] })
    const { page } = await open(item)
    await page.evaluate(() => {
      const { setOptions } = window as unknown as ChatWindow
      setOptions({
        widgets: {
          onAction: async (action, { id, widget }) =>
            void Object.assign(window, { asked: [action, id, widget.type] }),
        },
      })
    })
    await page.getByRole('button', { name: 'Go' }).click()
    expect(await page.evaluate(() => (window as unknown as { asked: unknown }).asked)).toEqual([
      { type: 'open', payload: { id: 3 } },
      item.id,
      'Card',
    ])
    expect(server.requestsOf('threads.custom_action')).toEqual([])
  })

  test('that starts a turn waits for the one under way; one that does not goes through', async () => {
    server.script = async function* ({ thread, signal }) {
      yield* streamText(thread.id, ['Still talking'])
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    }
    const { page, say } = await open(
      widgetItem({
        type: 'Basic',
        children: [
          button({ label: 'Slow', onClickAction: { type: 'slow' } }),
          button({ label: 'Quick', onClickAction: atOnce('quick') }),
        ],
      }),
    )
    await say('hello')
    await page.getByText('Still talking').waitFor()
    const slow = page.getByRole('button', { name: 'Slow' })
    expect(await slow.getAttribute('aria-disabled')).toBe('true')
    await slow.click({ force: true })
    await page.getByRole('button', { name: 'Quick' }).click()
    await expect.poll(() => actions().length).toBe(1)
    expect(turns()).toEqual([])
    await page.getByRole('button', { name: 'Stop answering' }).click()
    await expect.poll(() => slow.getAttribute('aria-disabled')).toBe(null)
    await slow.click()
    await expect.poll(() => turns().length).toBe(1)
  })
})

describe('a widget that comes in pieces', () => {
  test('grows in place, and keeps what is typed and where the focus is', async () => {
    const id = newId('msg')
    const root = (title: string, extra: object[] = []) => ({
      type: 'Card',
      children: [
        { type: 'Title', value: title },
        ...extra,
        { type: 'Text', id: 'story', value: 'Once' },
        { type: 'Input', id: 'name', name: 'name', placeholder: 'Name' },
      ],
    })
    let go: () => void = () => undefined
    const step = () =>
      new Promise<void>((resolve) => {
        go = resolve
      })
    server.script = async function* ({ thread }) {
      yield { type: 'thread.item.added', item: { ...widgetItem(root('One'), id), thread_id: thread.id } }
      await step()
      yield updated(id, {
        type: 'widget.streaming_text.value_delta',
        component_id: 'story',
        delta: ' upon',
        done: false,
      })
      yield updated(id, {
        type: 'widget.root.updated',
        widget: root('Two', [{ type: 'Badge', label: 'new' }]),
      })
      await step()
      yield { type: 'thread.item.done', item: { ...widgetItem(root('Three'), id), thread_id: thread.id } }
    }
    const { page, say } = await openChat(browser, server)
    await say('a story')
    const field = page.getByPlaceholder('Name')
    await field.fill('Ana')
    go()
    await page.getByText('Two').waitFor()
    await page.locator('.w-badge').waitFor()
    expect(await field.inputValue()).toBe('Ana')
    expect(await field.evaluate((input) => input.matches(':focus'))).toBe(true)
    go()
    await page.getByText('Three').waitFor()
    expect(await field.inputValue()).toBe('Ana')
    expect(await field.evaluate((input) => input.matches(':focus'))).toBe(true)
  })

  test('shows each delta of a text and each component that is replaced', async () => {
    const id = newId('msg')
    const children = [
      { type: 'Markdown', id: 'md', value: 'So' },
      { type: 'Transition', children: { type: 'Text', id: 'b', value: 'old' } },
    ]
    server.script = async function* ({ thread }) {
      yield {
        type: 'thread.item.added',
        item: { ...widgetItem({ type: 'Card', children }, id), thread_id: thread.id },
      }
      yield updated(id, {
        type: 'widget.streaming_text.value_delta',
        component_id: 'md',
        delta: ' **far**',
        done: true,
      })
      yield updated(id, {
        type: 'widget.component.updated',
        component_id: 'b',
        component: { type: 'Text', id: 'b', value: 'new' },
      })
      await new Promise((resolve) => setTimeout(resolve, 1500))
    }
    const { page, say } = await openChat(browser, server)
    await say('go')
    await page.locator('.w-card strong', { hasText: 'far' }).waitFor()
    expect(await page.locator('.w-card .w-text').innerText()).toBe('new')
  })
})
