import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createSpokenWords } from '../../widget/words/spoken-words.ts'
import { PROBLEMS, type Words } from '../../widget/words/words.ts'
import { SESSION, startSite } from '../helpers/pages.ts'
import {
  chats,
  chatWith,
  emit,
  launcher,
  open,
  openChat,
  optionsNow,
  panel,
  site,
  TAG,
  untilReady,
  useSite,
  withChat,
} from './page.ts'

useSite()

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'ru', 'tr', 'zh', 'zh-Hant']

const untranslated = (locale: string) =>
  createSpokenWords(
    () => '',
    () => {},
  ).in(locale)
const wordsOf = async (language: string) =>
  JSON.parse(await readFile(`dist/words/${language}.json`, 'utf8')).element as Words
/** Puts the translations that we ship beside the script. */
async function serveWords(to = site): Promise<void> {
  for (const file of await readdir('dist/words')) {
    const body = await readFile(`dist/words/${file}`, 'utf8')
    to.routes[`/words/${file}`] = () => ({
      headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
      body,
    })
  }
}

test('the launcher has its name in the language of the page', () => {
  expect(untranslated('ja-JP').chat).toBe('チャット')
  expect(untranslated('ar').chat).toBe('دردشة')
  expect(untranslated('de').chat).toBe('Chat')
})

test('every error says what happened and what to do', () => {
  const { what, next } = untranslated('en')
  for (const problem of Object.values(PROBLEMS)) {
    expect(what[problem]).toMatch(/\w{3}/)
    expect(next[problem]).toMatch(/\.$/)
  }
})

test('every translation says all that English says, and calls the launcher what it is called before', async () => {
  const english = untranslated('en')
  for (const language of LANGUAGES) {
    const words = await wordsOf(language)
    expect(Object.keys(words).sort(), language).toEqual(Object.keys(english).sort())
    expect(Object.keys(words.what), language).toEqual(Object.keys(english.what))
    expect(Object.keys(words.next), language).toEqual(Object.keys(english.next))
    expect(words.unread, language).toContain('{n}')
    expect(words.chat, language).toBe(untranslated(language).chat)
  }
})

describe('a translation', () => {
  test.each(LANGUAGES)('%s is that of the page', async (language) => {
    await serveWords()
    const { page } = await open({ html: `lang="${language}"` })
    const words = await wordsOf(language)
    await page.getByRole('button', { name: words.chat, exact: true }).waitFor()
    await openChat(page)
    await panel(page).getByRole('button', { name: words.close, exact: true }).waitFor()
    await panel(page).getByRole('button', { name: words.expand, exact: true }).waitFor()
    expect(await panel(page).getAttribute('lang')).toBe(language)
    expect(await panel(page).locator('.bar').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr')
    await withChat(page, (chat) => chat.hide())
    await emit(page, 'chatkit.response.end')
    const unread = `${words.chat}, ${words.unread.replace('{n}', '1')}`
    await page.getByRole('button', { name: unread, exact: true }).waitFor()
  })

  test('is that of locale before that of the page', async () => {
    await serveWords()
    const { page } = await open({ html: 'lang="fr"', body: chatWith('locale="de-AT"') })
    await openChat(page)
    await panel(page).getByRole('button', { name: 'Chat schließen' }).waitFor()
    expect(site.asked.filter(({ path }) => path.startsWith('/words/')).map(({ path }) => path)).toEqual([
      '/words/de.json',
    ])
  })

  test('changes live, while the chat runs on', async () => {
    await serveWords()
    const { page } = await open({ body: chatWith('locale="de"') })
    await openChat(page)
    await panel(page).getByRole('button', { name: 'Chat schließen' }).waitFor()
    await withChat(page, (chat) => chat.setAttribute('locale', 'ar'))
    const { close } = await wordsOf('ar')
    await panel(page).getByRole('button', { name: close }).waitFor()
    expect(await panel(page).locator('.bar').getAttribute('dir')).toBe('rtl')
    await withChat(page, (chat) => chat.setAttribute('locale', 'en'))
    await panel(page).getByRole('button', { name: 'Close chat' }).waitFor()
    expect(await chats(page)).toBe(1)
  })

  test('follows the page when that changes its own', async () => {
    await serveWords()
    const { page } = await open({ html: 'lang="en"' })
    await openChat(page)
    await panel(page).getByRole('button', { name: 'Close chat' }).waitFor()
    await page.evaluate(() => {
      document.documentElement.lang = 'de'
    })
    await panel(page).getByRole('button', { name: 'Chat schließen' }).waitFor()
    await expect.poll(async () => (await optionsNow(page)).locale).toBe('de')
    expect(await panel(page).getAttribute('lang')).toBe('de')
    expect(await chats(page)).toBe(1)
  })

  test('is fetched at intent, once, and not before', async () => {
    await serveWords()
    const { page } = await open({ html: 'lang="de"' })
    await launcher(page).waitFor()
    await page.waitForTimeout(100)
    expect(site.askedFor('/words/de.json')).toHaveLength(0)
    await launcher(page).hover()
    await expect.poll(() => site.askedFor('/words/de.json')).toHaveLength(1)
    await openChat(page)
    await panel(page).getByRole('button', { name: 'Chat schließen' }).waitFor()
    expect(site.askedFor('/words/de.json')).toHaveLength(1)
  })

  test('is fetched beside the script, also from a server elsewhere', async () => {
    const server = await startSite()
    await serveWords(server)
    const { page } = await open({
      html: 'lang="de"',
      head: TAG.replace('/todo-chat.js', `${server.origin}/todo-chat.js`),
      body: chatWith(`endpoint="${site.origin}/api/chatkit"`),
    })
    await openChat(page)
    await panel(page).getByRole('button', { name: 'Chat schließen' }).waitFor()
    expect(server.askedFor('/words/de.json').length).toBeGreaterThan(0)
    await server.close()
  })

  test('that is not there leaves English, and the chat runs', async () => {
    const { page, errors } = await open({ html: 'lang="ja"' })
    await openChat(page)
    await panel(page).getByRole('button', { name: 'Close chat' }).waitFor()
    await page.getByRole('button', { name: 'チャット', exact: true }).waitFor()
    expect(errors).toEqual([])
  })

  test('that is no JSON leaves English', async () => {
    site.routes['/words/de.json'] = () => ({
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html>',
    })
    const { page, errors } = await open({ html: 'lang="de"' })
    await openChat(page)
    await panel(page).getByRole('button', { name: 'Close chat' }).waitFor()
    expect(errors).toEqual([])
  })

  test('is not asked for where there is none: English, or a language we do not have', async () => {
    const { page } = await open({ html: 'lang="sv"' })
    await openChat(page)
    expect(site.asked.filter(({ path }) => path.startsWith('/words/'))).toEqual([])
    expect(site.askedFor(SESSION)[0]?.headers['accept-language']).toBe('sv')
  })

  test('tells the visitor of an error in their language', async () => {
    await serveWords()
    site.routes[SESSION] = () => ({ status: 503 })
    const { page } = await open({ html: 'lang="de"' })
    await launcher(page).click()
    await page.getByText('Der Chat ist gerade ausgelastet').waitFor()
    await page.getByRole('button', { name: 'Erneut versuchen' }).waitFor()
  })
})

test('a page that names no language has every word in that of the browser', async () => {
  await serveWords()
  const { page } = await open({ html: '', context: { locale: 'ru-RU' } })
  const words = await wordsOf('ru')
  await page.getByRole('button', { name: words.chat, exact: true }).waitFor()
  await openChat(page)
  await panel(page).getByRole('button', { name: words.close, exact: true }).waitFor()
  expect((await optionsNow(page)).locale).toBe('ru')
})

test('a page that names no language speaks that of the browser', async () => {
  const { page } = await open({ html: '', context: { locale: 'ru-RU' } })
  await page.getByRole('button', { name: 'Чат', exact: true }).waitFor()
})

test('the words stand the other way round in a right-to-left chat on a left-to-right page', async () => {
  const { page } = await open({ body: chatWith('locale="ar" heading="مساعد"') })
  await openChat(page)
  const [title, close] = await Promise.all([
    panel(page).getByRole('heading').boundingBox(),
    panel(page).locator('.bar button').last().boundingBox(),
  ])
  expect(close?.x).toBeLessThan(title?.x ?? 0)
  await untilReady(page)
})
