import { describe, expect, test } from 'vitest'
import { type OptionContext, toLocale, toOptions } from '../../widget/options.ts'
import { parsePrompts } from '../../widget/prompts.ts'

const api = { url: 'https://chat.example.com/message', domainKey: 'key' }
const context: OptionContext = { api, scheme: 'light', text: '', locale: '', thread: undefined }
const plain = { api, theme: { colorScheme: 'light' } }

describe('options', () => {
  test('a chat of which nothing is said gets the api and the colour scheme, nothing empty', () => {
    expect(toOptions({}, context)).toEqual(plain)
    expect(
      toOptions({ heading: '', accent: null, retry: false, prompts: [], history: 'on' }, context),
    ).toEqual({
      ...plain,
      startScreen: { prompts: [] },
    })
  })

  test('one prompt is a list of one, and options without a prototype are options', () => {
    const prompts = [{ label: 'Plan', prompt: 'Plan my day' }]
    expect(toOptions({ prompts }, context).startScreen).toEqual({ prompts })
    expect(toOptions({ prompts: 'Plan' }, context).startScreen?.prompts).toHaveLength(1)
    const bare = Object.assign(Object.create(null), { locale: 'de' })
    expect(toOptions({ options: bare }, context)).toEqual({ ...plain, locale: 'de' })
  })

  test('every attribute goes to its place', () => {
    const chat = {
      mode: 'inline',
      accent: '#0f766e',
      accentLevel: 3,
      surface: '#fafafa',
      surfaceForeground: '#111',
      grayHue: 220,
      grayTint: 2,
      grayShade: -1,
      radius: 'soft',
      density: 'compact',
      fontFamily: 'Inter',
      fontFamilyMono: 'Fira Code',
      fontSize: 16,
      heading: 'Tasks',
      frameTitle: 'Task assistant',
      greeting: 'Hello',
      prompts: 'One|Two',
      placeholder: 'Ask',
      disclaimer: 'May be wrong',
      history: 'read-only',
      attachments: true,
      dictation: true,
      feedback: true,
      retry: true,
      autoScroll: true,
      hideHeader: true,
    } as const
    expect(toOptions(chat, { ...context, locale: 'pt-BR', thread: 'thr_1' })).toEqual({
      api,
      locale: 'pt-BR',
      initialThread: 'thr_1',
      frameTitle: 'Task assistant',
      theme: {
        colorScheme: 'light',
        radius: 'soft',
        density: 'compact',
        typography: { baseSize: 16, fontFamily: 'Inter', fontFamilyMono: 'Fira Code' },
        color: {
          accent: { primary: '#0f766e', level: 3 },
          grayscale: { hue: 220, tint: 2, shade: -1 },
          surface: { background: '#fafafa', foreground: '#111' },
        },
      },
      header: { enabled: false, title: { text: 'Tasks' } },
      history: { showDelete: false, showRename: false },
      startScreen: {
        greeting: 'Hello',
        prompts: [
          { label: 'One', prompt: 'One' },
          { label: 'Two', prompt: 'Two' },
        ],
      },
      composer: { placeholder: 'Ask', attachments: { enabled: true }, dictation: { enabled: true } },
      disclaimer: { text: 'May be wrong' },
      threadItemActions: { feedback: true, retry: true },
      thread: { autoScroll: true },
    })
  })

  test('what ChatKit takes only in pairs is made whole, or left out', () => {
    const color = (chat: Parameters<typeof toOptions>[0], text = '') =>
      (toOptions(chat, { ...context, text }).theme as { color?: unknown }).color
    expect(color({ accent: 'red' })).toEqual({ accent: { primary: 'red', level: 2 } })
    expect(color({ grayHue: 0 })).toEqual({ grayscale: { hue: 0, tint: 6 } })
    expect(color({ surface: '#222' }, 'color(xyz-d65 2 2 2)')).toEqual({
      surface: { background: '#222', foreground: '#fff' },
    })
    expect(color({ accentLevel: 1, grayTint: 3, surfaceForeground: '#fff' })).toBeUndefined()
  })

  test('the heading is drawn once: by the bar of the panel, or by ChatKit', () => {
    expect(toOptions({ heading: 'Tasks' }, context).header).toEqual({
      title: { enabled: false, text: 'Tasks' },
    })
    expect(toOptions({ heading: 'Tasks', mode: 'inline' }, context).header).toEqual({
      title: { text: 'Tasks' },
    })
  })

  test('options of the page win, deeply, and reach what no attribute reaches', () => {
    const onClientTool = () => ({})
    const models = [{ id: 'small', label: 'Small' }]
    const options = {
      onClientTool,
      composer: { models, placeholder: 'Mine' },
      theme: { typography: { baseSize: 17 } },
    } as const
    const made = toOptions({ placeholder: 'Attribute', radius: 'sharp', options }, context)
    expect(made.composer).toEqual({ models, placeholder: 'Mine' })
    expect(made.theme).toEqual({ colorScheme: 'light', radius: 'sharp', typography: { baseSize: 17 } })
    expect(made.onClientTool).toBe(onClientTool)
    expect(toOptions({ options: { theme: 'dark' } }, context).theme).toBe('dark')
  })

  test('history can be turned off', () => {
    expect(toOptions({ history: 'off' }, context).history).toEqual({ enabled: false })
  })
})

describe('locale', () => {
  test.each([
    ['pt-BR', 'pt-BR'],
    ['pt_br', 'pt-BR'],
    ['zh-TW', 'zh-TW'],
    ['zh-Hant-HK', 'zh-Hant'],
    ['es-419', 'es-419'],
    ['fr-CA', 'fr-CA'],
    ['de-AT', 'de'],
    ['en-GB', 'en'],
    ['fil', 'tl'],
    ['no', 'nb'],
    ['nn-NO', 'nb'],
    ['ja', 'ja'],
  ])('%s is %s', (tag, locale) => {
    expect(toLocale(tag)).toBe(locale)
  })
})

describe('prompts', () => {
  test('are split, or read from JSON, or taken as they are', () => {
    const prompt = { label: 'Call mom', prompt: 'Add a task to call mom', icon: 'phone' } as const
    expect(parsePrompts('A | B')).toEqual([
      { label: 'A', prompt: 'A' },
      { label: 'B', prompt: 'B' },
    ])
    expect(parsePrompts(JSON.stringify([prompt, 'C']))).toEqual([prompt, { label: 'C', prompt: 'C' }])
    expect(parsePrompts([prompt])).toEqual([prompt])
    expect(() => parsePrompts('[{"label":')).toThrow(SyntaxError)
  })
})
