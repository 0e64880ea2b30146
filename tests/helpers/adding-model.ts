import { type ScriptedModel, type Step, scriptedModel } from './scripted-model.ts'

interface Input {
  type?: string
  role?: string
  content?: unknown
}

/** What the visitor said last, whatever form it has on the way to the model. */
export const lastWords = (input: Input[]): string =>
  JSON.stringify(input.filter(({ role }) => role === 'user').at(-1)?.content ?? '')

/**
 * A model that adds a task when it is told "Add <one word>", and then talks about it, word by word. Without that
 * it only talks.
 */
export const addingModel = (pauseMs: number, words = 12): Promise<ScriptedModel> =>
  scriptedModel((body): Step => {
    const input = (body.input ?? []) as Input[]
    const said = input.findLastIndex(({ role }) => role === 'user')
    const isDone = input.slice(said).some(({ type }) => type === 'function_call_output')
    const title = /Add ([\w-]+)/.exec(lastWords(input))?.[1]
    if (!title || isDone) return { say: [...Array<string>(words).fill('word '), 'end.'], pauseMs }
    return { call: [{ name: 'add_task', arguments: { title } }] }
  })
