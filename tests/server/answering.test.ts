import { beforeEach, describe, expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import { readAnswer } from '../../server/tasks/answer.ts'
import { type Action, type AskedQuestion, ask, findQuestion } from '../../server/tasks/questions.ts'
import { sentences } from '../../server/tasks/sentences.ts'
import { createTask, type Task } from '../../server/tasks/task.ts'
import { ChatClient, spoken, threadOf } from '../helpers/chat-client.ts'

const NOW = new Date('2026-11-20T10:00:00Z')
const calls = ['Call a', 'Call b'].map((title, index) => createTask(index + 1, { title }, NOW))

/** A question as it stands in a thread. */
function asked(kind: 'which' | 'sure', action: Action, options: string[]): AskedQuestion {
  const question = { kind, action, ids: calls.map(({ id }) => id) }
  const items = [...ask('thr', NOW, question, '?', options)].flatMap((event) =>
    event.type === 'thread.item.done' ? [event.item] : [],
  )
  const item = items.find(({ type }) => type === 'structured_input')
  return findQuestion(items, item?.id ?? '') as AskedQuestion
}
const options = ['1: Call a', '2: Call b']
const remove: Action = { tool: 'delete_task' }
const rename: Action = { tool: 'update_task', title: 'Phone' }
const complete: Action = { tool: 'complete_task', completed: true }
const ids = (answer: Task[] | 'no' | undefined) => (answer === 'no' ? answer : answer?.map(({ id }) => id))

describe('which one', () => {
  test.each<[Action, string, number[] | undefined]>([
    [remove, '2', [2]],
    [remove, 'delete the second', [2]],
    [remove, 'delete both of them', [1, 2]],
    [remove, 'complete 1', undefined],
    [remove, 'check 1', undefined],
    [remove, 'close the second one', undefined],
    [remove, 'finish everything', undefined],
    [remove, 'delete everything', undefined],
    [complete, 'finish the first', [1]],
    [complete, 'delete 2', undefined],
    [complete, 'reopen 2', undefined],
    [rename, 'delete 1', undefined],
    [rename, 'the first', [1]],
    [remove, 'Call b', [2]],
    [remove, '2: Call b', [2]],
  ])('to %j is answered by %j or it is not', (action, words, chosen) => {
    expect(ids(readAnswer(asked('which', action, options), words, calls))).toEqual(chosen)
  })
})

describe('are you sure', () => {
  test.each([
    ['de', 'ja', 'nein'],
    ['fr', 'Oui.', 'non'],
    ['es', 'sí', 'no'],
    ['ja', 'はい', 'いいえ'],
    ['ko', '네', '아니요'],
    ['ar', 'نعم', 'لا'],
    ['zh', '是', '否'],
    ['en', 'yes please', 'no, keep them'],
  ])('in %s takes %j and %j', (locale, agrees, declines) => {
    const { yes, no } = sentences({ locale, timeZone: 'UTC', now: () => NOW })
    const question = asked('sure', remove, [yes, no])
    expect(ids(readAnswer(question, agrees, calls))).toEqual([1, 2])
    expect(readAnswer(question, declines, calls)).toBe('no')
    expect(readAnswer(question, 'delete 1', calls)).toBeUndefined()
  })
})

describe('a conversation', () => {
  let ana: ChatClient
  let thread: string | undefined
  beforeEach(async () => {
    const app = createTodoChat({ rateLimits: { messages: 1000 }, now: () => NOW })
    ana = await ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
    thread = undefined
  })
  async function say(...texts: string[]): Promise<string> {
    let answer = ''
    for (const text of texts) {
      const events = await ana.say(text, thread)
      thread ??= threadOf(events)
      answer = spoken(events)
    }
    return answer
  }
  const tasks = async () => ((await (await ana.tasks()).json()) as { tasks: Task[] }).tasks
  const titles = async () => (await tasks()).map(({ title }) => title)

  test('obeys another order than the one it asked about', async () => {
    await say('add call a', 'add call b', 'delete call', 'complete 1')
    expect(await tasks()).toMatchObject([
      { title: 'Call a', completed: true },
      { title: 'Call b', completed: false },
    ])
  })

  test('asks again before several of those that were offered are deleted', async () => {
    await say('add call a', 'add call b', 'delete call', 'both')
    expect(await titles()).toEqual(['Call a', 'Call b'])
    await say('yes')
    expect(await titles()).toEqual([])
  })

  test('never gives several tasks one name', async () => {
    await say('add call a', 'add call b', 'rename call to phone', 'both')
    expect(await titles()).toEqual(['Call a', 'Call b'])
    await say('the second')
    expect(await titles()).toEqual(['Call a', 'Phone'])
  })

  test('does two orders of one sentence, and undoes them together', async () => {
    await say('add milk', 'add eggs. Then complete task 1.')
    expect(await tasks()).toMatchObject([{ title: 'Milk', completed: true }, { title: 'Eggs' }])
    await say('undo')
    expect(await tasks()).toMatchObject([{ title: 'Milk', completed: false }])
  })

  test('changes and takes away a due date, and keeps the title', async () => {
    const answer = await say('add buy milk', 'set task 1 due tomorrow')
    expect(answer).toBe('Changed task 1: it now reads **Buy milk**, Sat, Nov 21.')
    expect(await tasks()).toMatchObject([{ title: 'Buy milk', due: '2026-11-21' }])
    await say('move it to friday next week')
    expect(await tasks()).toMatchObject([{ title: 'Buy milk', due: '2026-11-27' }])
    await say('remove the due date from task 1')
    expect(await tasks()).toMatchObject([{ title: 'Buy milk', due: null }])
    expect(await say('move task 1 to somewhere')).toContain('What should I change?')
  })

  test('finds several tasks by their names, and one by its picture', async () => {
    await say('add alpha', 'add beta', 'add 🎉', 'complete alpha and beta', 'complete 🎉')
    expect((await tasks()).map(({ completed }) => completed)).toEqual([true, true, true])
  })

  test('spares what it is told to spare, and deletes nothing when that is not there', async () => {
    await say('add alpha', 'add beta')
    expect(await say('delete everything but gamma')).toContain('gamma')
    expect(await titles()).toEqual(['Alpha', 'Beta'])
    await say('delete everything but beta')
    expect(await titles()).toEqual(['Beta'])
  })

  test('takes a name of many words for one that is not there, at once', async () => {
    await say('add alpha', 'add beta')
    expect(await say(`delete ${'alpha and beta and '.repeat(40)}alpha`)).toContain("can't find")
    expect(await titles()).toEqual(['Alpha', 'Beta'])
  })

  test('says what is too long or too many before anything is added, and that a list is empty after undo', async () => {
    expect(await say(`add tasks: milk, ${'x'.repeat(300)}, bread`)).toContain('200 characters')
    expect(await titles()).toEqual([])
    expect(await say('add milk', 'undo')).toContain('Your list is empty')
    const many = Array.from({ length: 1001 }, (_, index) => `t${index}`).join(', ')
    expect(await say(`add tasks: ${many}`)).toContain('1,000 tasks at most')
    expect(await titles()).toEqual([])
  })
})
