import type { Command, Entity } from '@openai/chatkit'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { streamText, userMessage } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

useChat(({ thread }) => streamText(thread.id, ['Fine.']))

/** A page that knows people and documents, and commands; it writes down what it is asked. */
async function open(more: object = {}, viewport?: { width: number; height: number }) {
  const opened = await openChat(browser, server, {}, viewport)
  await opened.page.evaluate((given) => {
    const { setOptions } = window as unknown as ChatWindow
    const asked: unknown[] = []
    Object.assign(window, { asked })
    const people: Entity[] = [
      {
        id: 'p1',
        title: 'Ana Lima',
        group: 'People',
        icon: 'user',
        interactive: true,
        data: { mail: 'ana@x.y' },
      },
      { id: 'p2', title: 'Ana', group: 'People' },
      { id: 'd1', title: 'Plan (draft)', group: 'Documents' },
    ]
    const commands: Command[] = [
      { id: 'insert', label: 'Insert a contact', description: 'From the address book', group: 'CRM' },
      { id: 'more', label: 'More…', icon: 'dots-horizontal' },
      { id: 'ping', label: 'Ping' },
    ]
    setOptions({
      composer: { tools: [{ id: 'search', label: 'Search the web', icon: 'globe' }] },
      entities: {
        onTagSearch: async (query) =>
          people.filter(({ title }) => title.toLowerCase().includes(query.toLowerCase())),
        onClick: (entity) => asked.push(['click', entity]),
        onRequestPreview: async (entity) => {
          asked.push(['preview', entity.id])
          return {
            preview: { type: 'Basic', children: [{ type: 'Text', value: `All about ${entity.title}` }] },
          }
        },
        showComposerMenu: true,
      },
      commands: {
        enabled: true,
        onSearch: async (query) =>
          commands.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase())),
        onSelect: async ({ id }) => {
          asked.push(['command', id])
          if (id === 'insert') return { type: 'entity', entity: people[0] as Entity }
          if (id === 'more') return { type: 'menu', commands: [{ id: 'deep', label: 'Deep down' }] }
          return undefined
        },
      },
      ...given,
    })
  }, more)
  return opened
}
const asked = (page: Page) => page.evaluate(() => (window as unknown as { asked: unknown[] }).asked)
const contentOf = (index = 0) => server.requestsOf('threads.create')[index]?.params.input.content

describe('an @ in the composer', () => {
  test('finds what can be mentioned, by keyboard alone, and sends it as a tag', async () => {
    const { page, composer } = await open()
    await composer.focus()
    await page.keyboard.type('Ask @ana')
    const list = page.getByRole('listbox', { name: 'Things to mention' })
    await expect.poll(() => list.getByRole('option').allInnerTexts()).toEqual(['Ana Lima', 'Ana'])
    await expect.poll(() => list.getByText('People').count()).toBe(1)
    const active = () =>
      composer.evaluate((field) => {
        const root = field.getRootNode() as ShadowRoot
        return root.getElementById(field.getAttribute('aria-activedescendant') ?? '')?.textContent?.trim()
      })
    await expect.poll(active).toBe('Ana Lima')
    await page.keyboard.press('ArrowDown')
    await expect.poll(active).toBe('Ana')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect.poll(() => composer.inputValue()).toBe('Ask @Ana Lima ')
    await expect.poll(() => list.count()).toBe(0)
    await page.keyboard.type('and @pl')
    await list.getByRole('option', { name: 'Plan (draft)' }).click()
    await page.keyboard.type('today')
    await expect.poll(() => page.locator('mark').allInnerTexts()).toEqual(['@Ana Lima', '@Plan (draft)'])
    await page.keyboard.press('Enter')
    await page.locator('.md', { hasText: 'Fine.' }).waitFor()
    expect(contentOf()).toEqual([
      { type: 'input_text', text: 'Ask ' },
      {
        type: 'input_tag',
        id: 'p1',
        text: 'Ana Lima',
        group: 'People',
        interactive: true,
        data: { mail: 'ana@x.y' },
      },
      { type: 'input_text', text: ' and ' },
      { type: 'input_tag', id: 'd1', text: 'Plan (draft)', group: 'Documents', interactive: false, data: {} },
      { type: 'input_text', text: ' today' },
    ])
  })

  test('shows a preview of what is looked at', async () => {
    const { page, composer } = await open()
    await composer.focus()
    await page.keyboard.type('@ana l')
    await page.getByRole('tooltip').getByText('All about Ana Lima').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('tooltip').count()).toBe(0)
    await expect.poll(() => page.getByRole('listbox').count()).toBe(0)
  })

  test('is taken away whole, and is text when nothing is found for it', async () => {
    const { page, composer } = await open()
    await composer.focus()
    await page.keyboard.type('@ana l')
    await page.getByRole('option', { name: 'Ana Lima' }).waitFor()
    await page.keyboard.press('Tab')
    await expect.poll(() => composer.inputValue()).toBe('@Ana Lima ')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await expect.poll(() => composer.inputValue()).toBe('')
    await page.keyboard.type('@nobody')
    await page.getByText('Nothing found').waitFor()
    await page.keyboard.type(' here')
    await expect.poll(() => page.getByRole('listbox').count()).toBe(0)
    await page.keyboard.press('Enter')
    await page.locator('.md', { hasText: 'Fine.' }).waitFor()
    expect(contentOf()).toEqual([{ type: 'input_text', text: '@nobody here' }])
  })

  test('has a button, and may come from the page', async () => {
    const { page, composer } = await open()
    await composer.fill('Ask')
    await page.getByRole('button', { name: 'Mention' }).click()
    await page.getByRole('option', { name: 'Plan (draft)' }).click()
    await expect.poll(() => composer.inputValue()).toBe('Ask @Plan (draft) ')
    await page.evaluate(() =>
      (window as unknown as ChatWindow).chat.setComposerValue({
        content: [
          { type: 'input_tag', id: 'x', text: 'Given' },
          { type: 'input_text', text: ' by the page' },
        ],
      }),
    )
    await expect.poll(() => composer.inputValue()).toBe('@Given by the page')
    await composer.press('Enter')
    await page.locator('.md', { hasText: 'Fine.' }).waitFor()
    expect(contentOf()?.[0]).toEqual({
      type: 'input_tag',
      id: 'x',
      text: 'Given',
      data: {},
      interactive: false,
    })
  })
})

test('a mention in a message can be clicked and previewed, when it is there for that', async () => {
  const tag = { type: 'input_tag' as const, id: 'p1', text: 'Ana Lima', data: {}, interactive: true }
  const plain = { ...tag, id: 'p2', text: 'Ben', interactive: false }
  const thread = seedThread(server, 'Tags', [{ ...userMessage(''), content: [tag, plain] } as never])
  const { page } = await open({ initialThread: thread.id })
  await page.evaluate((id) => (window as unknown as ChatWindow).chat.setThreadId(id), thread.id)
  const button = page.getByRole('button', { name: 'Ana Lima' })
  await button.hover()
  await page.getByRole('tooltip').getByText('All about Ana Lima').waitFor()
  const inside = await page.getByRole('tooltip').evaluate((tip) => {
    const [own, view] = [
      tip.getBoundingClientRect(),
      (tip.closest('.view') as Element).getBoundingClientRect(),
    ]
    return (
      own.left >= view.left && own.right <= view.right && own.bottom <= view.bottom && own.top >= view.top
    )
  })
  expect(inside).toBe(true)
  await button.click()
  expect(await asked(page)).toContainEqual([
    'click',
    { id: 'p1', title: 'Ana Lima', data: {}, interactive: true },
  ])
  await expect.poll(() => page.getByRole('button', { name: 'Ben' }).count()).toBe(0)
})

describe('a / in the composer', () => {
  test('finds commands of the page and of the composer, and runs them', async () => {
    const { page, composer, detailsOf } = await open()
    await composer.focus()
    await page.keyboard.type('/')
    const options = () => page.getByRole('listbox', { name: 'Commands' }).getByRole('option').allInnerTexts()
    await expect
      .poll(options)
      .toEqual(['Insert a contact\nFrom the address book', 'More…', 'Ping', 'Search the web'])
    await page.keyboard.type('pin')
    await expect.poll(options).toEqual(['Ping'])
    await page.keyboard.press('Enter')
    await expect.poll(() => composer.inputValue()).toBe('')
    expect(await asked(page)).toEqual([['command', 'ping']])
    await page.keyboard.type('/search')
    await expect.poll(options).toEqual(['Search the web'])
    await page.keyboard.press('Enter')
    await expect.poll(() => detailsOf('tool.change')).toEqual([{ toolId: 'search' }])
  })

  test('inserts what a command gives, and goes on with its menu', async () => {
    const { page, composer } = await open()
    await composer.focus()
    await page.keyboard.type('/insert')
    await page.getByRole('option', { name: 'Insert a contact' }).click()
    await expect.poll(() => composer.inputValue()).toBe('@Ana Lima ')
    await page.keyboard.type('/more')
    await page.getByRole('option', { name: 'More…' }).click()
    await page.getByRole('option', { name: 'Deep down' }).click()
    await expect.poll(() => composer.inputValue()).toBe('@Ana Lima ')
    await expect.poll(() => asked(page)).toContainEqual(['command', 'deep'])
  })

  test('is text where the page has no commands', async () => {
    const { page, composer } = await open({ commands: { enabled: false } })
    await composer.focus()
    await page.keyboard.type('/ping')
    await page.keyboard.press('Enter')
    await page.locator('.md', { hasText: 'Fine.' }).waitFor()
    expect(contentOf()).toEqual([{ type: 'input_text', text: '/ping' }])
  })
})
