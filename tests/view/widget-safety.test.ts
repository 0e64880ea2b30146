import { describe, expect, test } from 'vitest'
import { color } from '../../widget/view/widgets/colors.ts'
import { length } from '../../widget/view/widgets/css-values.ts'
import { mergeInto } from '../../widget/view/widgets/form-values.ts'
import { streamText, widgetItem } from '../helpers/said.ts'
import { seedThread } from '../helpers/scripted-chatkit.ts'
import { browser, openChat, server, useChat } from './open-chat.ts'

useChat(({ thread }) => streamText(thread.id, ['Fine.']))

async function openWith(...widgets: unknown[]) {
  const { id } = seedThread(
    server,
    'Hostile',
    widgets.map((widget) => widgetItem(widget)),
  )
  const chat = await openChat(browser, server, { initialThread: id })
  const errors: string[] = []
  chat.page.on('pageerror', (error) => errors.push(error.message))
  await expect.poll(chat.eventNames).toContain('thread.load.end')
  await chat.say('still there?')
  await chat.page.locator('.md', { hasText: 'Fine.' }).waitFor()
  return { ...chat, errors }
}

const INJECTION = 'red;background:url(https://evil.example/x)}*{display:none'
const ODD: unknown[] = [
  null,
  true,
  0,
  -1e308,
  1e308,
  '',
  INJECTION,
  [],
  {},
  [[]],
  { toString: 1, valueOf: 1 },
  'x'.repeat(50_000),
]
const PROPS =
  'value label name src alt color size background border radius padding margin width height flex gap align status options data series xAxis editable onClickAction onChangeAction onSubmitAction confirm children defaultValue limit maxLines placeholder inputType pattern rows fieldName theme key id'

describe('a hostile widget', () => {
  test('cannot style, script or address anything but itself', async () => {
    const { page, violations, errors } = await openWith({
      type: 'Card',
      background: INJECTION,
      padding: '1px;position:fixed',
      children: [
        { type: 'Text', value: '<img src=x onerror=alert(1)>', color: 'url(https://evil.example)' },
        { type: 'Markdown', value: '[x](javascript:alert(1)) <script>alert(1)</script>' },
        { type: 'Image', src: 'javascript:alert(1)', alt: 'no picture' },
        { type: 'Image', src: 'http://insecure.example/x.png', alt: 'nor this one' },
        {
          type: 'Box',
          width: 'expression(alert(1))',
          margin: '-9999px',
          height: 1e9,
          background: 'var(--danger)',
        },
        { type: 'Icon', name: '"><script>alert(1)</script>' },
        { type: 'constructor', value: 'unknown' },
        { type: '__proto__', label: 'also unknown' },
      ],
    })
    const root = page.locator('.w-root')
    await expect.poll(() => root.locator('script, [onerror], a[href^="javascript"], img').count()).toBe(0)
    expect(await root.innerText()).toContain('<img src=x onerror=alert(1)>')
    expect(await root.innerText()).toContain('no picture')
    expect(await root.innerText()).toContain('also unknown')
    const styles = await root
      .locator('[style]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('style')))
    expect(styles.join()).not.toMatch(/url|evil|fixed|expression|var\(--danger/)
    expect(await root.evaluate((element) => element.getBoundingClientRect().height)).toBeLessThan(4000)
    expect(await violations()).toEqual([])
    expect(errors).toEqual([])
  })

  test('of any shape leaves the chat as it was', async () => {
    const types =
      'Card ListView ListViewItem Basic Text Title Caption Markdown Badge Icon Image Chart Box Row Col Form Divider Spacer Transition Button Input Textarea Select DatePicker Checkbox RadioGroup Label Table Table.Row Table.Cell'
    const odd = types
      .split(' ')
      .flatMap((type) =>
        ODD.map((value) => ({ type, ...Object.fromEntries(PROPS.split(' ').map((prop) => [prop, value])) })),
      )
    const { page, errors, violations } = await openWith({ type: 'Basic', children: odd }, null, 'a text', {
      type: 'Card',
      children: [null, 7, 'words', [], { children: [{ type: 'Text', value: 'inside' }] }],
    })
    await expect.poll(() => page.getByText('inside').count()).toBe(1)
    expect(errors).toEqual([])
    expect(await violations()).toEqual([])
  })

  test('ten thousand deep, or a hundred thousand wide, is drawn as far as it makes sense', async () => {
    // Written as text: JSON.stringify is no match for it.
    const deep = `${'{"type":"Box","children":['.repeat(10_000)}{"type":"Text","value":"the bottom"}${']}'.repeat(10_000)}`
    const wide = JSON.stringify({ type: 'Card', children: Array(100_000).fill({ type: 'Spacer' }) })
    server.intercept = ({ type, params }, response) => {
      const known = server.threads.get(params.thread_id)
      if (type !== 'threads.get_by_id' || !known) return false
      const whole = JSON.stringify({ ...known.thread, items: { data: known.items, has_more: false } })
      return !!response.end(whole.replace('"deep"', () => deep).replace('"wide"', () => wide))
    }
    const { page, errors } = await openWith('deep', 'wide')
    await expect.poll(() => page.locator('.w-box').count()).toBeGreaterThan(10)
    await expect.poll(() => page.locator('.w-spacer').count()).toBeLessThan(5000)
    await expect.poll(() => page.getByText('the bottom').count()).toBe(0)
    expect(errors).toEqual([])
  })
})

describe('values that came over the wire', () => {
  test('are put into a payload as data, whatever they are called', () => {
    const merged = mergeInto(JSON.parse('{"a":1,"__proto__":{"x":1}}'), [
      ['__proto__.polluted', true],
      ['constructor', 'c'],
      ['a', 2],
    ])
    expect(JSON.parse(JSON.stringify(merged))).toEqual(
      JSON.parse('{"a":1,"constructor":"c","__proto__":{"polluted":true,"x":1}}'),
    )
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(mergeInto('text', [['a', 1]])).toBe('text')
    expect(mergeInto(undefined, [])).toBeUndefined()
  })

  test('are lengths and colours, or nothing', () => {
    expect(length(3, 4)).toBe('12px')
    expect(length('50%')).toBe('50%')
    expect(length('1e9px')).toBeUndefined()
    expect(length('9999999px')).toBe('2000px')
    expect(length('calc(1px)')).toBeUndefined()
    expect(length('1px; color: red')).toBeUndefined()
    expect(color('secondary', false)).toBe('var(--muted)')
    expect(color('blue-500', false)).toMatch(/^oklch\(/)
    expect(color('url(https://evil.example)', false)).toBeUndefined()
    expect(color('"red"', false)).toBeUndefined()
  })
})
