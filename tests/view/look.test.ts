import type { Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { taskList } from '../../demo/gallery-items.ts'
import { contrast, parseComputed, type Rgb } from '../../widget/view/color.ts'
import { assistantMessage, streamText, textEvents, userMessage, widgetItem } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, openChat, PHONE, server, useChat } from './open-chat.ts'

useChat(({ thread }) => streamText(thread.id, ['Sure.']))

const models = Array.from({ length: 9 }, (_, index) => ({
  id: `m${index}`,
  label: `Model ${index}`,
  description: 'What it is good for',
}))

const paper = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('plan') }

/** A colour of an element as it is computed. */
const colorOf = async (element: Locator, property: 'color' | 'backgroundColor' | 'borderTopColor') =>
  parseComputed(
    await element.first().evaluate((node, name) => {
      const probe = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D
      probe.fillStyle = getComputedStyle(node)[name]
      probe.fillRect(0, 0, 1, 1)
      const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data
      return `rgb(${red}, ${green}, ${blue})`
    }, property),
  ) as Rgb

const boxOf = async (element: Locator) => {
  const box = await element.first().boundingBox()
  if (!box) throw new Error('It is not drawn.')
  return box
}

describe('what is seen', () => {
  test('a mention reads in a bubble that is filled with the accent', async () => {
    const tag = { type: 'input_tag' as const, id: 'p1', text: 'Ana', interactive: false, data: {} }
    const message = { ...userMessage(''), content: [tag] }
    const { id } = seedThread(server, 'Mention', [message])
    const { page } = await openChat(browser, server, {
      initialThread: id,
      theme: { color: { accent: { primary: '#0066ff', level: 3 } } },
    })
    await page.locator('.bubble .tag').waitFor()
    const [text, back] = [
      await colorOf(page.locator('.tag'), 'color'),
      await colorOf(page.locator('.bubble'), 'backgroundColor'),
    ]
    expect(contrast(text, back)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['light', 'dark'] as const)(
    'the field in use has an edge that is seen, in %s',
    async (colorScheme) => {
      const { page, composer } = await openChat(browser, server, { theme: { colorScheme } })
      await composer.focus()
      const box = page.locator('.composer')
      const edge = () => colorOf(box, 'borderTopColor')
      const back = await colorOf(box, 'backgroundColor')
      await expect.poll(async () => contrast(await edge(), back)).toBeGreaterThanOrEqual(3)
    },
  )

  test('in forced colours it is seen that an answer is awaited', async () => {
    server.script = async function* ({ thread, signal }) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      yield* textEvents(thread.id, ['Sure.'])
    }
    const { page, say } = await openChat(browser, server, {}, undefined, { forcedColors: 'active' })
    await say('hello')
    await page.locator('.waiting').waitFor()
    const dot = await colorOf(page.locator('.waiting'), 'backgroundColor')
    const back = await colorOf(page.locator('todo-chat-view'), 'backgroundColor')
    expect(contrast(dot, back)).toBeGreaterThanOrEqual(3)
  })

  test('a title in Latin letters begins where an Arabic one does', async () => {
    const { page } = await openChat(browser, server, {
      locale: 'ar',
      header: { title: { text: 'Groceries' } },
    })
    await expect.poll(() => page.locator('.view').getAttribute('dir')).toBe('rtl')
    const words = await page.locator('.title').evaluate((title) => {
      const range = document.createRange()
      range.selectNodeContents(title)
      return title.getBoundingClientRect().right - range.getBoundingClientRect().right
    })
    expect(words).toBeLessThan(20)
  })
})

describe('a chat that is low', () => {
  test('has a list of models that is seen whole', async () => {
    const { page } = await openChat(browser, server, { composer: { models } })
    // Low in a window that is not.
    await page.locator('#box').evaluate((box) => Object.assign(box.style, { height: '320px' }))
    await page.locator('.model').click()
    await page.getByRole('listbox').waitFor()
    expect((await boxOf(page.getByRole('listbox'))).y).toBeGreaterThanOrEqual(0)
  })

  test.each([
    ['a window at 400 %', { width: 320, height: 200 }],
    ['a phone on its side, with its keyboard', { width: 667, height: 119 }],
  ])('has a conversation to read: %s', async (_, viewport) => {
    const { id } = seedThread(server, 'Long', [userMessage('hello'), assistantMessage('Sure. '.repeat(200))])
    const { page } = await openChat(browser, server, { initialThread: id, composer: { models } }, viewport)
    await page.locator('.content .md').waitFor()
    expect((await boxOf(page.locator('.scroller'))).height).toBeGreaterThanOrEqual(80)
    await page.locator('.scroller').hover()
    const send = page.getByRole('button', { name: 'Send message' })
    const isSeen = async () => {
      const { y, height } = await boxOf(send)
      return y + height <= viewport.height
    }
    // The wheel goes on to the field where the conversation ends.
    await page.mouse.wheel(0, 3000)
    await page.mouse.wheel(0, 300)
    await expect.poll(isSeen).toBe(true)
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.locator('.thread').waitFor()
    expect((await boxOf(page.locator('.threads'))).height).toBeGreaterThanOrEqual(80)
  })
})

describe('to a finger', () => {
  const expectLarge = async (buttons: Locator) => {
    for (const button of await buttons.all()) {
      const { width, height } = await boxOf(button)
      expect(Math.round(Math.min(width, height)), await button.innerHTML()).toBeGreaterThanOrEqual(44)
    }
  }

  test('every button of a thread is as large as it must be', async () => {
    seedThread(server, 'Another')
    const { id } = seedThread(server, 'Groceries', [userMessage('hello'), assistantMessage('Sure.')])
    const { page } = await openChat(
      browser,
      server,
      {
        initialThread: id,
        composer: { models, attachments: { enabled: true } },
        threadItemActions: { feedback: true, retry: true },
        theme: { typography: { baseSize: 14 } },
      },
      { width: 390, height: 700 },
      PHONE,
    )
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    await page.locator('input[type=file]').setInputFiles(paper)
    await page.locator('.upload').waitFor()
    await expectLarge(page.locator('.page button'))
    await page.getByRole('button', { name: 'Chat history' }).click()
    await page.getByRole('button', { name: 'Delete “Groceries”' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await expectLarge(page.locator('.history button'))
  })

  test('and to a mouse the cross of a file is large enough', async () => {
    const { page } = await openChat(browser, server, {
      composer: { attachments: { enabled: true } },
      theme: { typography: { baseSize: 14 } },
    })
    await page.locator('input[type=file]').setInputFiles(paper)
    const { width, height } = await boxOf(page.locator('.upload .icon-button').last())
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24)
  })
})

test('a task in a narrow chat has room for its words, its date below them', async () => {
  const { id } = seedThread(server, 'Tasks', [
    widgetItem(taskList([{ id: 1, title: 'Buy milk and bread', due: 'Mon, Nov 23' }])),
  ])
  const { page } = await openChat(browser, server, { initialThread: id }, { width: 240, height: 640 })
  const words = await boxOf(page.locator('.w-text'))
  const badge = await boxOf(page.locator('.w-badge'))
  expect(words.width).toBeGreaterThan(90)
  expect(badge.y).toBeGreaterThanOrEqual(words.y + words.height)
  await page.setViewportSize({ width: 390, height: 640 })
  const wide = await boxOf(page.locator('.w-text'))
  expect((await boxOf(page.locator('.w-badge'))).y).toBeLessThan(wide.y + wide.height)
})
