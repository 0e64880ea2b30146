import OpenAI from 'openai'
import { afterEach } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import { openaiModel } from '../../server/openai.ts'
import { ChatClient } from './chat-client.ts'
import { type ScriptedModel, type Step, scriptedModel } from './scripted-model.ts'

/** What a server with a scripted model is asked with, in one test after the other. */
export function agentServer() {
  let upstream: ScriptedModel
  const errors: unknown[] = []
  afterEach(async () => {
    await upstream.close()
    errors.length = 0
  })
  return {
    /** What was logged. */
    errors,
    upstream: () => upstream,
    /** The request to the model with this index. */
    sent: (index: number) => upstream.requests[index] as unknown as Sent,
    /** A visitor of a new server. */
    async visit(
      script: Parameters<typeof scriptedModel>[0],
      options: Parameters<typeof createTodoChat>[0] = {},
    ): Promise<ChatClient> {
      upstream = await scriptedModel(script)
      const client = new OpenAI({ apiKey: 'sk-test', baseURL: upstream.url, maxRetries: 0 })
      const app = createTodoChat({
        model: openaiModel({ client, model: 'gpt-6-luna' }),
        log: (error) => errors.push(error),
        ...options,
      })
      return ChatClient.visit(async (path, init) => app.request(path.replace(/^\/api/, ''), init))
    },
  }
}

export const call = (name: string, args: object = {}): Step => ({ call: [{ name, arguments: args }] })

interface Sent {
  model: string
  store: boolean
  stream: boolean
  instructions: string
  input: { type: string; role?: string; content?: string; output?: string }[]
  tools: { name: string; parameters: { properties: object } }[]
}
