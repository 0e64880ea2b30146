import { describe, expect, test } from 'vitest'
import { agentServer, call } from '../helpers/agent-server.ts'
import { type ChatClient, itemsOf, spoken, threadOf } from '../helpers/chat-client.ts'
import type { Step } from '../helpers/scripted-model.ts'

const { visit, sent } = agentServer()

describe('a question to the visitor', () => {
  const questionOf = (events: Parameters<typeof itemsOf>[0]) => {
    const item = itemsOf(events).find(({ type }) => type === 'structured_input')
    if (item?.type !== 'structured_input') throw new Error('Nothing was asked.')
    return item
  }
  const answer = (ana: ChatClient, thread_id: string, item_id: string, value: string) =>
    ana.events('threads.add_structured_input', {
      thread_id,
      item_id,
      input: { answers: { answer: { values: [value] } } },
    })
  const fill = async (ana: ChatClient, ...titles: string[]) => {
    for (const title of titles) await ana.tasks({ method: 'POST', body: JSON.stringify({ title }) })
  }

  test('is asked when the model wants to delete several, and only a yes deletes exactly those', async () => {
    const deletions: Step = {
      call: [1, 2].map((task_id) => ({ name: 'delete_task', arguments: { task_id } })),
    }
    const ana = await visit([deletions, { say: ['Both are gone.'] }])
    await fill(ana, 'a', 'b', 'c')
    const events = await ana.say('Delete a and b')
    const question = questionOf(events)
    expect(question.inputs[0]?.question).toBe('Delete these tasks? 1: a, 2: b')
    expect(await (await ana.tasks()).json()).toMatchObject({ tasks: { length: 3 } })
    const after = await answer(ana, threadOf(events), question.id, 'Yes, delete them')
    expect(after[1]).toMatchObject({ type: 'thread.item.replaced', item: { status: 'answered' } })
    expect(spoken(after)).toBe('Both are gone.')
    expect(await (await ana.tasks()).json()).toMatchObject({ tasks: [{ title: 'c' }] })
    expect(JSON.stringify(sent(1).input.at(-1))).toContain('these tasks are deleted now: 1, 2')
  })

  test('is answered by a message, too; another message leaves it behind', async () => {
    const deletions: Step = {
      call: [1, 2].map((task_id) => ({ name: 'delete_task', arguments: { task_id } })),
    }
    const ana = await visit([deletions, { say: ['Fine.'] }, deletions, { say: ['Both are gone.'] }])
    await fill(ana, 'a', 'b')
    const events = await ana.say('Delete a and b')
    const thread = threadOf(events)
    await ana.say('What is the weather?', thread)
    await expect(answer(ana, thread, questionOf(events).id, 'Yes, delete them')).rejects.toThrow('409')
    await ana.say('Delete a and b', thread)
    expect(await (await ana.tasks()).json()).toMatchObject({ tasks: { length: 2 } })
    await ana.say('yes', thread)
    expect(await (await ana.tasks()).json()).toEqual({ tasks: [] })
  })

  test('answered with no leaves everything, and the model is told', async () => {
    const deletions: Step = {
      call: [1, 2].map((task_id) => ({ name: 'delete_task', arguments: { task_id } })),
    }
    const ana = await visit([deletions, { say: ['Kept.'] }])
    await fill(ana, 'a', 'b')
    const events = await ana.say('Delete a and b')
    await answer(ana, threadOf(events), questionOf(events).id, 'No, keep them')
    expect(await (await ana.tasks()).json()).toMatchObject({ tasks: { length: 2 } })
    expect(JSON.stringify(sent(1).input.at(-1))).toContain('does not want')
  })

  test('is asked when the model does not know which task is meant, and the choice goes back to it', async () => {
    const ana = await visit([
      call('ask_which', { question: 'Which dentist task?', task_ids: [1, 2, 77] }),
      call('complete_task', { task_id: 2 }),
      { say: ['Done.'] },
    ])
    await fill(ana, 'Call dentist', 'Pay dentist')
    const events = await ana.say('The dentist is done')
    const question = questionOf(events)
    expect(question.inputs).toMatchObject([
      {
        question: 'Which dentist task?',
        options: [{ value: '1: Call dentist' }, { value: '2: Pay dentist' }],
      },
    ])
    await answer(ana, threadOf(events), question.id, '2: Pay dentist')
    expect(sent(1).input.slice(-1)).toMatchObject([{ role: 'user', content: '2: Pay dentist' }])
    expect(await (await ana.tasks({}, '?status=completed')).json()).toMatchObject({ tasks: [{ id: 2 }] })
  })
})
