import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import type { StructuredInputItem, ThreadItem, WidgetItem } from '../../server/chatkit/wire.ts'
import type { DueRange } from '../../server/tasks/due-range.ts'
import { sentences } from '../../server/tasks/sentences.ts'
import { createTask } from '../../server/tasks/task.ts'
import { en } from '../../server/tasks/words/en.ts'
import { wordsFor } from '../../server/tasks/words/words-for.ts'
import { type Ask, ChatClient, itemsOf, spoken, threadOf } from '../helpers/chat-client.ts'

const LOCALES = ['ar', 'de', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt-BR', 'ru', 'tr', 'zh-CN', 'zh-TW']
/** Words that are the same in two languages by chance: none. */
const strings = (locale: string) =>
  Object.entries(wordsFor(locale)).map(([name, words]): [string, string] => [
    name,
    typeof words === 'function' ? (words as (...given: unknown[]) => string)('{1}', 2, 3) : words,
  ])

describe.each(LOCALES)('the words in %s', (locale) => {
  test('are all there, are none of the English, and name what they are given', () => {
    const english = new Map(strings('en'))
    for (const [name, words] of strings(locale)) {
      expect(words.trim(), name).not.toBe('')
      expect(words, name).not.toBe(english.get(name))
      const isGiven = english.get(name)?.includes('{1}') ?? false
      expect(words.includes('{1}'), name).toBe(isGiven)
    }
  })

  test('tell the two answers to a question apart, and what was done from what is undone', () => {
    const { yes, no, undo, undone, added, changed, deleted, done, reopened } = wordsFor(locale)
    expect(new Set([yes, no, undo, undone, added, changed, deleted, done, reopened]).size).toBe(9)
  })
})

test.each(['en', ...LOCALES])('in %s, what is due is said with its days and its number', (locale) => {
  const now = () => new Date('2026-11-20T10:00:00Z')
  const say = sentences({ locale, timeZone: 'UTC', now })
  const tasks = (count: number) =>
    Array.from({ length: count }, (_, id) => createTask(id, { title: 'x' }, now()))
  const ranges: [DueRange, string[]][] = [
    [{ due_from: '2026-11-23', due_to: '2026-11-23' }, ['23']],
    [{ due_from: '2026-11-23', due_to: '2026-11-29' }, ['23', '29']],
    [{ due_to: '2026-11-27' }, ['27']],
    [{ overdue: true }, []],
  ]
  for (const [range, days] of ranges) {
    const [none, one, two, five] = [0, 1, 2, 5].map((count) => say.list(tasks(count), 'pending', range))
    for (const day of days) for (const said of [none, one, two, five]) expect(said).toContain(day)
    expect(new Set([none, one, two, five]).size).toBe(4)
    expect(none).not.toContain('0')
    expect(five).toContain('5')
    expect([none, one, two, five].join()).not.toContain('..')
  }
})

test('a language that we do not have reads English, and Chinese is written as where it is read', () => {
  for (const locale of ['en-GB', 'nl', 'sw-KE', 'x-klingon'.slice(2)]) expect(wordsFor(locale)).toBe(en)
  expect(wordsFor('zh').undo).toBe('撤销')
  for (const locale of ['zh-TW', 'zh-HK', 'zh-Hant']) expect(wordsFor(locale).undo).toBe('復原')
  expect(wordsFor('pt-PT').undo).toBe('Desfazer')
})

describe('a visitor who reads German', () => {
  async function visit() {
    const app = new Hono().route('/api', createTodoChat())
    const ask: Ask = async (path, init = {}) => {
      const headers = new Headers(init.headers)
      headers.set('accept-language', 'de-AT')
      return app.request(path, { ...init, headers })
    }
    return ChatClient.visit(ask)
  }
  const cardOf = (items: ThreadItem[]) =>
    items.find((item): item is WidgetItem => item.type === 'widget')?.widget ?? {}

  test('reads German on cards, before and after they are pressed', async () => {
    const ana = await visit()
    const events = await ana.say('Add a task to buy milk')
    expect(spoken(events)).toBe('**Buy milk** ist jetzt Aufgabe 1.')
    const card = itemsOf(events).find(({ type }) => type === 'widget')
    expect(JSON.stringify(cardOf(itemsOf(events)))).toContain('"label":"Rückgängig"')
    expect(JSON.stringify(card)).toContain('"value":"Hinzugefügt"')
    const [, payload] = /"payload":(\{"changes":\[\d+\]\})/.exec(JSON.stringify(card)) ?? []
    const answer = await ana.json<{ updated_item: WidgetItem }>('threads.sync_custom_action', {
      thread_id: threadOf(events),
      item_id: card?.id,
      action: { type: 'tasks.undo', payload: JSON.parse(payload ?? '') },
    })
    expect(JSON.stringify(answer.updated_item.widget)).toContain('"value":"Rückgängig gemacht"')
  })

  test('is asked in German, and answers with the German words', async () => {
    const ana = await visit()
    const thread = threadOf(await ana.say('Add a task to buy milk'))
    await ana.say('Add a task to buy eggs', thread)
    const question = async () => {
      const items = itemsOf(await ana.say('Delete all tasks', thread))
      return items.find((item): item is StructuredInputItem => item.type === 'structured_input')
    }
    const answer = async (value: string) => {
      const item_id = (await question())?.id
      const input = { answers: { answer: { values: [value] } } }
      return spoken(await ana.events('threads.add_structured_input', { thread_id: thread, item_id, input }))
    }
    expect((await question())?.inputs[0]).toMatchObject({
      question: 'Diese Aufgaben löschen? 1: Buy milk, 2: Buy eggs',
      options: [{ value: 'Ja, löschen' }, { value: 'Nein, behalten' }],
    })
    expect(await answer('Nein, behalten')).toBe('Gut, ich habe alles so gelassen, wie es ist.')
    expect(await answer('Ja, löschen')).toBe('Gelöscht: **Buy milk**, **Buy eggs**.')
  })

  test('learns in German which commands are understood', async () => {
    const words = spoken(await (await visit()).say('Wie ist das Wetter?'))
    expect(words).toContain('einfache Befehle auf Englisch')
    expect(words).toContain('- Mark task 3 as complete')
  })
})
