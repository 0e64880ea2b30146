import { describe, expect, test } from 'vitest'
import { en as view } from '../../widget/view/words.ts'
import { en as element } from '../../widget/words/en.ts'
import { translationFor } from '../../widget/words/translations.ts'
import { streamText } from '../helpers/said.ts'
import { browser, openChat, PAGE_FILES, server, useChat } from './open-chat.ts'
import { readTranslation, translatedLanguages, wordFiles } from './word-files.ts'

/** Every wording by its path, and the places in it that something is put into. */
function placesIn(words: object, path = ''): [path: string, places: string[]][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[path + key, (value.match(/\{\w+\}/g) ?? []).sort()] as [string, string[]]]
      : placesIn(value as object, `${path}${key}.`),
  )
}

test('there are words in thirteen languages beside English', async () => {
  const languages = 'ar de es fr hi it ja ko pt ru tr zh zh-Hant'.split(' ')
  expect((await translatedLanguages()).sort()).toEqual(languages)
})

test.each(await translatedLanguages())(
  'the words in %s are those of English, with the same places',
  async (language) => {
    const translation = await readTranslation(language)
    expect(Object.keys(translation)).toEqual(['element', 'view'])
    expect(new Map(placesIn(translation.view))).toEqual(new Map(placesIn(view)))
    expect(Object.fromEntries(placesIn(translation.element))).toMatchObject(
      Object.fromEntries(placesIn(element)),
    )
    const wordings = placesIn(translation).map(([path]) => path)
    expect(wordings.length).toBe(new Set(wordings).size)
    expect(JSON.stringify(translation)).not.toMatch(/": ?"\s*"/)
  },
)

describe('the words of a chat', () => {
  useChat(({ thread }) => streamText(thread.id, ['Gut.']))

  /** Serves the words, unless told that they are away, and writes down what is asked for. */
  async function open(locale: string, files = new Map<string, string>()) {
    for (const [path, content] of files) PAGE_FILES[path] = content
    const opened = await openChat(browser, server)
    const asked: string[] = []
    opened.page.on('request', (request) => request.url().includes('/words/') && asked.push(request.url()))
    await opened.setOptions({ locale: locale as 'de' })
    return { ...opened, asked }
  }
  const all = async () => new Map(await wordFiles())
  const withdraw = async () => {
    for (const path of (await all()).keys()) delete PAGE_FILES[path]
  }

  test('come in its language, and lose nothing of what is typed', async () => {
    const { page, composer, setOptions, asked } = await open('en', await all())
    await composer.fill('halb fertig')
    await setOptions({ locale: 'de-DE' })
    const field = page.getByRole('textbox', { name: 'Nachricht' })
    await expect.poll(() => field.inputValue()).toBe('halb fertig')
    await setOptions({ locale: 'de-DE', composer: { placeholder: 'Los' } })
    await field.press('Enter')
    await page.getByRole('button', { name: 'Kopieren' }).waitFor()
    expect(asked).toEqual([`${server.origin}/words/de.json`])
    await withdraw()
  })

  test('are English for those who read English, without asking for anything', async () => {
    const { page, asked } = await open('en-AU', await all())
    await page.getByRole('button', { name: 'Send message' }).waitFor()
    expect(asked).toEqual([])
    await withdraw()
  })

  test('are English while there are no others, and are asked for again', async () => {
    const { page, setOptions, asked } = await open('zh-TW')
    await expect.poll(() => asked.length).toBe(1)
    await page.getByRole('button', { name: 'Send message' }).waitFor()
    for (const [path, content] of await all()) PAGE_FILES[path] = content
    await expect
      .poll(async () => {
        await setOptions({ locale: 'zh-TW' })
        return page.getByRole('button', { name: '傳送訊息' }).count()
      })
      .toBe(1)
    expect(new Set(asked)).toEqual(new Set([`${server.origin}/words/zh-Hant.json`]))
    await withdraw()
  })

  test('are written from right to left where people read so, and numbers as there', async () => {
    const { page } = await open('ar', await all())
    await page.getByRole('button', { name: 'إرسال الرسالة' }).waitFor()
    expect(await page.locator('.view').getAttribute('dir')).toBe('rtl')
    await withdraw()
  })
})

test('a language nobody translated is English, and asks nothing', async () => {
  for (const locale of ['nl', 'kok', 'en', 'fil-PH', ''])
    expect(await translationFor(locale, 'no:/')).toBeUndefined()
})

test('an address that cannot be fetched is English, and no error', async () => {
  expect(await translationFor('de', 'no:/')).toBeUndefined()
})
