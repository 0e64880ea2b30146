import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Field } from '../../demo/configure-fields.ts'
import {
  arrived,
  attributesIn,
  chat,
  closePages,
  FIELDS,
  openConfigurator,
  openGroups,
  setControl,
  shared,
  snippet,
  useConfigurator,
} from './configurator.ts'

useConfigurator()

/** Values of what is not any text. */
const WRITTEN: Record<string, string> = {
  endpoint: 'https://chat.example.com/api/chatkit',
  'session-url': 'https://shop.example/session',
  'api-url': 'https://chat.example.com/chatkit',
  'chatkit-src': 'https://chat.example.com/chatkit.js',
  prompts: 'One|Two & three',
  shortcut: 'mod+k',
  locale: 'de',
}

function validValue(field: Field): string {
  if (field.kind === 'switch') return ''
  if (field.kind === 'choice') return field.values.at(-1) ?? ''
  if (field.kind === 'number') return `${field.max}`
  if (field.kind === 'color') return 'rebeccapurple'
  return WRITTEN[field.name] ?? `Salt & "pepper" <b> {x} 'y' ${field.name}`
}

/** The attributes that the script tag in the snippet gives the chat. */
async function pasted(page: Page): Promise<Record<string, string>> {
  const attributes = await attributesIn(page, await snippet(page, 'Script tag'), 'script')
  const said = Object.entries(attributes).filter(([name]) => /^data-|^nonce$/.test(name))
  return Object.fromEntries(said.map(([name, value]) => [name.replace('data-', ''), value]))
}

describe('a control', () => {
  let page: Page
  beforeAll(async () => {
    // Nobody opens this chat, so what is said of servers is not tried.
    ;({ page } = await openConfigurator())
    await openGroups(page)
  })

  test.each(FIELDS.map((field) => [field.name, field] as const))(
    'of %s reaches the chat, the snippet and the address, and is put back',
    async (name, field) => {
      const value = validValue(field)
      await setControl(page, field, value)
      // A token is for one visitor and must not travel in a link.
      const address = name === 'auth-token' ? null : value
      await expect.poll(() => arrived(page, name)).toEqual({ chat: value, snippet: value, address })

      await setControl(page, field, undefined)
      // Without any data-* the script would give no chat.
      const snippet = name === 'mode' ? 'floating' : null
      await expect.poll(() => arrived(page, name)).toEqual({ chat: null, snippet, address: null })
    },
  )

  const WRONG: Record<string, string> = { number: '1234', color: 'greenish' }
  const refusable = FIELDS.flatMap((field): [string, Field, string][] => {
    const wrong = { prompts: '[{"label":', shortcut: 'k k k' }[field.name] ?? WRONG[field.kind]
    return wrong === undefined ? [] : [[field.name, field, wrong]]
  })
  test.each(refusable)('of %s refuses with words what the chat does not take', async (name, field, wrong) => {
    const input = page.getByRole(field.kind === 'number' ? 'spinbutton' : 'textbox', { name, exact: true })
    await setControl(page, field, wrong)
    await expect.poll(() => input.getAttribute('aria-invalid')).toBe('true')
    const words = page.locator(`#field-${name}-error`)
    expect(await words.innerText()).toMatch(/^Allowed: \w/)
    expect(await input.getAttribute('aria-describedby')).toContain(`field-${name}-error`)
    expect(await arrived(page, name)).toEqual({ chat: null, snippet: null, address: null })

    await setControl(page, field, undefined)
    await expect.poll(() => words.innerText()).toBe('')
    expect(await input.getAttribute('aria-invalid')).toBe('false')
  })

  test('of a number says so when what is typed is none', async () => {
    await page.getByRole('spinbutton', { name: 'gray-hue' }).pressSequentially('1e')
    await page.locator('#field-gray-hue-error', { hasText: 'whole numbers, 0 to 360' }).waitFor()
    await page.getByRole('spinbutton', { name: 'gray-hue' }).fill('')
  })

  test('of a colour takes one from the picker, and the picker follows what is typed', async () => {
    const picker = page.getByLabel('Pick accent')
    await picker.fill('#2f6f4f')
    await expect.poll(() => pasted(page)).toMatchObject({ accent: '#2f6f4f' })
    expect(await page.getByRole('textbox', { name: 'accent', exact: true }).inputValue()).toBe('#2f6f4f')
    await page.getByRole('textbox', { name: 'accent', exact: true }).fill('rgb(255 0 128)')
    expect(await picker.inputValue()).toBe('#ff0080')
    await expect.poll(() => pasted(page)).toMatchObject({ accent: 'rgb(255 0 128)' })
  })
})

describe('the configurator', () => {
  afterEach(() => closePages())

  test('the address restores the look; what it says wrongly is refused', async () => {
    const look = { heading: 'Garden help', accent: 'teal', density: 'compact', retry: '', 'font-size': '18' }
    const { page } = await openConfigurator({ ...look, mode: 'sidebar', colour: 'red' })
    await expect.poll(() => shared(page)).toEqual(look)
    expect(await pasted(page)).toEqual(look)
    await openGroups(page)
    expect(await page.getByRole('textbox', { name: 'heading', exact: true }).inputValue()).toBe('Garden help')
    expect(await page.getByRole('radio', { name: 'compact' }).isChecked()).toBe(true)
    expect(await page.getByRole('switch', { name: 'retry' }).isChecked()).toBe(true)
    expect(await page.getByRole('group', { name: 'mode' }).innerText()).toContain(
      'Allowed: floating, inline.',
    )
    expect(await chat(page).getAttribute('mode')).toBeNull()

    // Whoever follows another link on the same page gets that one's look.
    await page.evaluate(() => location.assign('#density=spacious'))
    await expect.poll(() => pasted(page)).toEqual({ density: 'spacious' })
    expect(await chat(page).getAttribute('heading')).toBeNull()
  })

  test('link and snippet are copied, and starting over forgets the look', async () => {
    const { page } = await openConfigurator({ heading: 'Help', accent: 'greenish' })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await copied()).toBe(page.url())
    expect(page.url()).toContain('#heading=Help')

    const code = await snippet(page, 'React')
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.poll(copied).toBe(code)

    await openGroups(page)
    expect(await page.locator('#field-accent-error').innerText()).toContain('a CSS colour')
    await page.getByRole('button', { name: 'Start over' }).click()
    await expect.poll(() => pasted(page)).toEqual({ mode: 'floating' })
    expect(shared(page)).toEqual({})
    expect(await page.getByRole('textbox', { name: 'accent', exact: true }).inputValue()).toBe('')
    expect(await page.locator('#field-accent-error').innerText()).toBe('')
    expect(await chat(page).getAttribute('heading')).toBeNull()
  })

  test('the preview shows a desktop and a phone, light and dark, and neither is part of the look', async () => {
    const { page } = await openConfigurator()
    const frame = page.frameLocator('#frame').locator('html')
    const width = () => frame.evaluate(() => window.innerWidth)
    const box = () => page.locator('#frame').boundingBox()
    const stage = await page.locator('#stage').boundingBox()
    expect(await width()).toBeGreaterThanOrEqual(1024)
    expect((await box())?.width).toBeCloseTo(stage?.width ?? 0, 0)

    await page.getByRole('radio', { name: 'Phone' }).check()
    await expect.poll(width).toBe(390)
    await page.getByRole('radio', { name: 'Dark' }).check()
    await expect.poll(() => chat(page).getAttribute('theme')).toBe('dark')
    const schemeOf = () => frame.evaluate((html) => getComputedStyle(html).colorScheme)
    expect(await schemeOf()).toBe('dark')
    expect(await pasted(page)).toEqual({ mode: 'floating' })

    // What the look says goes before what the visitor's system says.
    await openGroups(page)
    await page.getByRole('radio', { name: 'light', exact: true }).check()
    await expect.poll(() => chat(page).getAttribute('theme')).toBe('light')
    expect(await schemeOf()).toBe('dark')
    await page.getByRole('radio', { name: 'auto', exact: true }).first().check()
    await expect.poll(() => chat(page).getAttribute('theme')).toBe('dark')
    await page.getByRole('radio', { name: 'System' }).check()
    await expect.poll(() => chat(page).getAttribute('theme')).toBeNull()
  })

  test('the chat of the preview talks, asks no other host, and no error is left on the console', async () => {
    const { page, left, errors } = await openConfigurator({ renderer: 'built-in', greeting: 'What now?' })
    await page.getByRole('button', { name: 'Open the chat' }).click()
    const view = chat(page).locator('todo-chat-view')
    await view.getByText('What now?').waitFor()
    await openGroups(page)
    await page.getByRole('textbox', { name: 'greeting', exact: true }).fill('And now?')
    await view.getByText('And now?').waitFor()
    await view.getByRole('textbox').fill('Add a task to sow beans')
    await view.getByRole('textbox').press('Enter')
    await page.frameLocator('#frame').locator('#tasks').getByText('Sow beans').waitFor()

    await page.getByRole('button', { name: 'Close the chat' }).click()
    await page.getByRole('button', { name: 'Open the chat' }).waitFor()
    await page.getByRole('radio', { name: 'inline', exact: true }).check()
    await page.getByRole('button', { name: 'Open the chat' }).waitFor({ state: 'hidden' })
    await view.getByText('Sow beans').first().waitFor()
    expect(left).toEqual([])
    expect(errors).toEqual([])
  })

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['dark', 390],
  ] as const)(
    'axe finds nothing in %s at %i pixels, and nothing is wider than the page',
    async (colorScheme, width) => {
      const context = { colorScheme, viewport: { width, height: 844 }, reducedMotion: 'reduce' as const }
      const { page } = await openConfigurator({ renderer: 'built-in', surface: 'greenish' }, context)
      await openGroups(page)
      await page.getByRole('button', { name: 'Open the chat' }).click()
      await chat(page).locator('todo-chat-view').getByRole('textbox').waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
    },
  )

  test('everything is done with the keyboard alone', async () => {
    const { page } = await openConfigurator()
    /** Presses Tab until this has the focus, at most once around the page. */
    const reach = async (role: 'tab' | 'radio' | 'textbox' | 'switch' | 'button', name: string) => {
      const target = page.getByRole(role, { name, exact: true })
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press('Tab')
        if (await target.evaluate((element) => element === document.activeElement)) return
      }
      throw new Error(`Tab does not reach the ${role} "${name}".`)
    }
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
    await page.keyboard.press('Enter')

    await reach('radio', 'Desktop')
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('#stage').getAttribute('data-device')).toBe('phone')
    await reach('tab', 'Script tag')
    await page.keyboard.press('ArrowLeft')
    expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('WordPress')
    await page.keyboard.press('Home')
    await reach('radio', 'floating')
    await page.keyboard.press('ArrowRight')
    await reach('switch', 'open')
    await page.keyboard.press('Space')
    const theme = page.locator('summary', { hasText: 'Theme' })
    while (!(await theme.evaluate((element) => element === document.activeElement)))
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await reach('textbox', 'accent')
    await page.keyboard.type('teal')
    await expect.poll(() => shared(page)).toEqual({ mode: 'inline', open: '', accent: 'teal' })
    expect(await page.getByRole('tabpanel').locator('code').innerText()).toContain('data-accent="teal"')
  })
})
