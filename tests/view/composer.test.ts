import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { streamText } from '../helpers/said.ts'
import { browser, type ChatWindow, openChat, server, useChat } from './open-chat.ts'

useChat(({ thread }) => streamText(thread.id, ['Fine.']))

const tools = [
  {
    id: 'search',
    label: 'Search the web',
    shortLabel: 'Search',
    icon: 'globe' as const,
    placeholderOverride: 'Search for…',
  },
  { id: 'draw', label: 'Draw', icon: 'images' as const, persistent: true },
  { id: 'plan', label: 'Plan', icon: 'calendar' as const, pinned: true },
]
const models = [
  { id: 'quick', label: 'Quick', description: 'For most things' },
  { id: 'deep', label: 'Deep', default: true },
  { id: 'old', label: 'Old', disabled: true },
]
const optionsIn = (page: Page, name: string) => page.getByRole('listbox', { name }).getByRole('option')
const inference = (index: number) =>
  [...server.requestsOf('threads.create'), ...server.requestsOf('threads.add_user_message')][index]?.params
    .input.inference_options

describe('tools and models', () => {
  test('are chosen from menus with the keyboard, and sent with the message', async () => {
    const { page, composer, say, detailsOf } = await openChat(browser, server, {
      composer: { tools, models },
    })
    await page.getByRole('button', { name: 'Tools' }).press('Enter')
    await expect.poll(() => optionsIn(page, 'Tools').allInnerTexts()).toEqual(['Search the web', 'Draw'])
    await expect.poll(() => page.getByRole('listbox').evaluate((list) => list.matches(':focus'))).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => composer.getAttribute('placeholder')).toBe('Search for…')
    await page.getByRole('button', { name: 'Model: Deep' }).click()
    await expect.poll(() => optionsIn(page, 'Model').count()).toBe(3)
    const [quick, deep, old] = await optionsIn(page, 'Model').all()
    expect(await quick?.innerText()).toBe('Quick\nFor most things')
    expect(await deep?.getAttribute('aria-selected')).toBe('true')
    expect(await old?.getAttribute('aria-disabled')).toBe('true')
    await quick?.click()
    await say('one')
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    expect(inference(0)).toEqual({ model: 'quick', tool_choice: { id: 'search' } })
    // A tool is for one message; a persistent one stays.
    await page.getByRole('button', { name: 'Tools' }).click()
    await optionsIn(page, 'Tools').nth(1).click()
    await say('two')
    await expect.poll(() => page.getByRole('button', { name: 'Copy' }).count()).toBe(2)
    await say('three')
    await expect.poll(() => page.getByRole('button', { name: 'Copy' }).count()).toBe(3)
    expect([inference(1), inference(2)]).toEqual(
      [1, 2].map(() => ({ model: 'quick', tool_choice: { id: 'draw' } })),
    )
    expect(await detailsOf('tool.change')).toEqual([
      { toolId: 'search' },
      { toolId: null },
      { toolId: 'draw' },
    ])
  })

  test('of which some are pinned have buttons that are switched', async () => {
    const { page, say } = await openChat(browser, server, { composer: { tools } })
    const plan = page.getByRole('button', { name: 'Plan' })
    await expect.poll(() => plan.getAttribute('aria-pressed')).toBe('false')
    await plan.click()
    await expect.poll(() => plan.getAttribute('aria-pressed')).toBe('true')
    await say('now')
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    expect(inference(0)).toEqual({ tool_choice: { id: 'plan' } })
    await expect.poll(() => plan.getAttribute('aria-pressed')).toBe('false')
  })

  test('close on Escape, outside, and by their button, and give the focus back', async () => {
    const { page, composer } = await openChat(browser, server, { composer: { tools } })
    const button = page.getByRole('button', { name: 'Tools' })
    await button.click()
    await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('listbox').count()).toBe(0)
    await expect.poll(() => composer.evaluate((field) => field.matches(':focus'))).toBe(true)
    await button.click()
    await page.getByRole('listbox').waitFor()
    await button.click()
    await expect.poll(() => page.getByRole('listbox').count()).toBe(0)
    await button.click()
    await page.getByRole('listbox').waitFor()
    await page.locator('.scroller').click()
    await expect.poll(() => page.getByRole('listbox').count()).toBe(0)
  })
})

describe('dictation', () => {
  /** A page with a microphone that hums, or with none. */
  async function open(hasMicrophone = true) {
    const opened = await openChat(browser, server)
    await opened.page.evaluate((has) => {
      navigator.mediaDevices.getUserMedia = async () => {
        if (!has) throw new DOMException('No microphone.', 'NotAllowedError')
        const context = new AudioContext()
        const hum = context.createOscillator()
        const output = context.createMediaStreamDestination()
        hum.connect(output)
        hum.start()
        Object.assign(window, { microphone: output.stream })
        return output.stream
      }
    }, hasMicrophone)
    await opened.setOptions({ composer: { dictation: { enabled: true } } })
    return opened
  }
  const isListening = (page: Page) =>
    page.evaluate(() =>
      (window as unknown as { microphone: MediaStream }).microphone
        .getTracks()
        .some(({ readyState }) => readyState === 'live'),
    )
  const answerWith = (status: number, body: object) => {
    server.intercept = ({ type }, response) => {
      if (type !== 'input.transcribe') return false
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      return true
    }
  }

  test('records, shows the time, and puts what was said behind what is written', async () => {
    answerWith(200, { text: 'and buy milk' })
    const { page, composer } = await open()
    await composer.fill('Call Ben')
    await page.getByRole('button', { name: 'Dictate' }).click()
    await page.getByRole('status').filter({ hasText: 'Recording' }).waitFor()
    await page.getByText('1 sec').waitFor()
    await page.getByRole('button', { name: 'Stop and insert the text' }).click()
    await expect.poll(() => composer.inputValue()).toBe('Call Ben and buy milk')
    const [{ params } = { params: {} }] = server.requestsOf('input.transcribe')
    const { audio_base64, mime_type } = params as unknown as Record<string, string>
    expect(mime_type).toBe('audio/webm;codecs=opus')
    // What every WebM file begins with.
    expect(audio_base64).toMatch(/^GkXfo/)
    expect(await isListening(page)).toBe(false)
  })

  test('is discarded without asking the server', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: 'Dictate' }).click()
    await page.getByRole('button', { name: 'Discard the recording' }).click()
    await page.getByRole('button', { name: 'Dictate' }).waitFor()
    expect(await isListening(page)).toBe(false)
    expect(server.requestsOf('input.transcribe').length).toBe(0)
  })

  test('says in words that there is no microphone, and what the server says', async () => {
    const { page } = await open(false)
    await page.getByRole('button', { name: 'Dictate' }).click()
    await page.getByRole('alert').filter({ hasText: 'The microphone cannot be used.' }).waitFor()
    answerWith(501, { message: 'Dictation is off here.' })
    const { page: other } = await open()
    await other.getByRole('button', { name: 'Dictate' }).click()
    await other.getByRole('button', { name: 'Stop and insert the text' }).click()
    await other.getByRole('alert').filter({ hasText: 'Dictation is off here.' }).waitFor()
  })

  test('does not send a quote that was taken away after the message could not be sent', async () => {
    const { page, composer } = await openChat(browser, server)
    await page.evaluate(() => {
      return (window as unknown as ChatWindow).chat.setComposerValue({ text: 'about that', reply: 'Quoted' })
    })
    server.intercept = (_, response) => !response.writeHead(503).end('{}') || true
    await composer.press('Enter')
    await expect.poll(() => composer.inputValue()).toBe('about that')
    server.intercept = undefined
    await page.getByRole('button', { name: 'Remove the quote' }).click()
    await composer.press('Enter')
    await expect.poll(() => server.requestsOf('threads.create').length).toBe(2)
    expect(server.requestsOf('threads.create')[1]?.params.input).not.toHaveProperty('quoted_text')
  })
})
