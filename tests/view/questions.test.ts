import { describe, expect, test } from 'vitest'
import type { StructuredInput, StructuredInputItem } from '../../server/chatkit/wire.ts'
import { newId, streamText } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, openChat, server, useChat } from './open-chat.ts'

const SIZE: StructuredInput = {
  type: 'multiple_choice',
  id: 'size',
  question: 'Which size?',
  options: [{ value: 'Small' }, { value: 'Large' }],
  multiple: false,
}
const TOPPINGS: StructuredInput = {
  type: 'multiple_choice',
  id: 'toppings',
  question: 'Which toppings?',
  options: [{ value: 'Cheese' }, { value: 'Olives' }, { value: 'Basil' }],
  multiple: true,
}
const NOTE: StructuredInput = { type: 'freeform', id: 'note', question: 'Anything else?' }

const asking = (inputs: StructuredInput[]): StructuredInputItem => ({
  id: newId('msg'),
  thread_id: '',
  created_at: new Date().toISOString(),
  type: 'structured_input',
  status: 'pending',
  inputs,
})

useChat(async function* ({ thread, text }) {
  if (text) yield { type: 'thread.item.done', item: { ...asking([SIZE]), thread_id: thread.id } }
  else yield* streamText(thread.id, ['Ordered.'])
})

const submitted = () => server.requestsOf('threads.add_structured_input')[0]?.params

describe('questions of the assistant', () => {
  test('take the place of the composer and the focus, and are answered with the keyboard', async () => {
    const { page, say, composer, violations } = await openChat(browser, server)
    await say('pizza')
    const group = page.getByRole('form', { name: 'Which size?' })
    await expect.poll(() => group.evaluate((form) => form.matches(':focus'))).toBe(true)
    await expect.poll(() => composer.count()).toBe(0)
    await expect.poll(() => page.locator('.answers').count()).toBe(0)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(
      await page.getByRole('button', { name: 'Large' }).evaluate((option) => option.matches(':focus')),
    ).toBe(true)
    await page.keyboard.press('Enter')
    await page.locator('.md', { hasText: 'Ordered.' }).waitFor()
    expect(submitted()?.input).toEqual({
      status: 'answered',
      answers: { size: { values: ['Large'], skipped: false } },
    })
    expect(await page.locator('.answers').innerText()).toMatch(/Which size\?\s+Large/)
    await expect.poll(() => composer.evaluate((field) => field.matches(':focus'))).toBe(true)
    expect(await violations()).toEqual([])
  })

  test('come one at a time: several choices, own words, back, and a skipped one', async () => {
    const { id } = seedThread(server, 'Order', [asking([SIZE, TOPPINGS, NOTE])])
    const { page } = await openChat(browser, server, { initialThread: id })
    await page.getByText('1 of 3').waitFor()
    await page.getByRole('form', { name: 'Which size?' }).focus()
    await page.keyboard.press('1')
    await page.getByRole('form', { name: 'Which toppings?' }).waitFor()
    expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true)
    await page.keyboard.press('1')
    await page.keyboard.press('3')
    await expect
      .poll(() => page.getByRole('checkbox', { name: 'Basil' }).getAttribute('aria-checked'))
      .toBe('true')
    await page.keyboard.type('no salt')
    expect(await page.getByRole('textbox', { name: 'Something else…' }).inputValue()).toBe('no salt')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Anything else?' }).waitFor()
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('checkbox', { name: 'Cheese' }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Skip' }).click()
    await page.locator('.md', { hasText: 'Ordered.' }).waitFor()
    expect(submitted()?.input).toEqual({
      status: 'answered',
      answers: {
        size: { values: ['Small'], skipped: false },
        toppings: { values: ['Basil', 'no salt'], skipped: false },
        note: { values: [], skipped: true },
      },
    })
    expect(await page.locator('.answers').innerText()).toContain('Skipped')
  })

  test('can be skipped, and stay with their answers when the server cannot be reached', async () => {
    const { id } = seedThread(server, 'Order', [asking([SIZE])])
    const { page } = await openChat(browser, server, { initialThread: id })
    const own = page.getByRole('textbox', { name: 'Something else…' })
    await own.fill('Medium')
    server.intercept = ({ type }, response) => {
      if (type !== 'threads.add_structured_input') return false
      response.writeHead(503).end('{}')
      return true
    }
    await own.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await own.inputValue()).toBe('Medium')
    server.intercept = undefined
    await page.getByRole('button', { name: 'Skip' }).click()
    await page.locator('.md', { hasText: 'Ordered.' }).waitFor()
    expect(server.requestsOf('threads.add_structured_input')[1]?.params.input).toEqual({
      status: 'skipped',
      answers: { size: { values: [], skipped: true } },
    })
  })
})
