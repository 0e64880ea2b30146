import { describe, expect, test } from 'vitest'
import { atOnce } from '../../demo/gallery-items.ts'
import type { ThreadItem } from '../../server/chatkit/wire.ts'
import { streamText, widgetItem } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, openChat, server, useChat } from './open-chat.ts'

useChat(({ thread }) => streamText(thread.id, ['Done.']))

/** Opens a thread with widgets in it. */
async function open(...items: ThreadItem[]) {
  const { id } = seedThread(server, 'Widgets', items)
  return openChat(browser, server, { initialThread: id })
}
const actions = () => server.requestsOf('threads.sync_custom_action').map(({ params }) => params)
const turns = () => server.requestsOf('threads.custom_action').map(({ params }) => params)

describe('a form', () => {
  const form = {
    type: 'Form',
    onSubmitAction: { type: 'save', payload: { task: { id: 7 }, priority: 'high' } },
    children: [
      { type: 'Label', value: 'What', fieldName: 'task.title' },
      { type: 'Input', name: 'task.title', required: true },
      { type: 'Input', name: 'mail', inputType: 'email', placeholder: 'E-mail' },
      {
        type: 'Select',
        name: 'list',
        placeholder: 'List',
        options: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ],
      },
      {
        type: 'RadioGroup',
        name: 'when',
        ariaLabel: 'When',
        required: true,
        options: [
          { value: 'now', label: 'Now' },
          { value: 'later', label: 'Later' },
        ],
      },
      { type: 'Checkbox', name: 'remind', label: 'Remind me' },
      { type: 'Input', name: 'priority', defaultValue: 'low' },
      { type: 'Button', label: 'Save', submit: true },
    ],
  }

  test('says in our words what is missing, and where', async () => {
    const { page } = await open(widgetItem({ type: 'Card', children: [form] }))
    await page.getByPlaceholder('E-mail').fill('nobody')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(() => page.locator('.w-problem').allInnerTexts())
      .toEqual(['Fill this in.', 'Enter an e-mail address.', 'Choose one.'])
    const title = page.getByLabel('What')
    expect(await title.evaluate((field) => field.matches(':focus'))).toBe(true)
    expect(await title.getAttribute('aria-invalid')).toBe('true')
    await title.fill('x')
    await expect.poll(() => page.locator('.w-problem').count()).toBe(2)
    expect(turns()).toEqual([])
  })

  test('sends its values by name, nested, under what the payload already says', async () => {
    const item = widgetItem({ type: 'Card', children: [form] })
    const { page } = await open(item)
    await page.getByLabel('What').fill('Buy milk')
    await page.getByRole('combobox', { name: 'List' }).selectOption('b')
    await page.getByRole('radio', { name: 'Later' }).check()
    await page.getByRole('checkbox', { name: 'Remind me' }).check()
    await page.getByLabel('What').press('Enter')
    await page.locator('.md', { hasText: 'Done.' }).waitFor()
    expect(turns()).toEqual([
      {
        thread_id: [...server.threads.keys()][0],
        item_id: item.id,
        action: {
          type: 'save',
          payload: {
            task: { title: 'Buy milk', id: 7 },
            mail: '',
            list: 'b',
            when: 'later',
            remind: true,
            priority: 'high',
          },
        },
      },
    ])
  })

  test('of a card is confirmed with its values, or cancelled, and then closes', async () => {
    const card = {
      type: 'Card',
      asForm: true,
      collapsed: true,
      status: { text: 'A booking' },
      confirm: { label: 'Book', action: atOnce('book') },
      cancel: { label: 'Leave it', action: atOnce('leave') },
      children: [{ type: 'Input', name: 'seat', required: true, placeholder: 'Seat' }],
    }
    const { page } = await open(widgetItem(card), widgetItem(card))
    await page.getByRole('button', { name: 'Book' }).first().click()
    expect(actions()).toEqual([])
    await page.getByPlaceholder('Seat').first().fill('12A')
    await page.getByRole('button', { name: 'Book' }).first().click()
    await expect.poll(() => page.locator('summary', { hasText: 'A booking' }).count()).toBe(1)
    await page.getByRole('button', { name: 'Leave it' }).last().click()
    await expect.poll(() => page.locator('summary').count()).toBe(2)
    expect(actions().map(({ action }) => action)).toEqual([
      { type: 'book', payload: { seat: '12A' } },
      { type: 'leave', payload: { seat: '' } },
    ])
  })
})
