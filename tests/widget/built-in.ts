import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import type { ThreadStreamEvent } from '../../server/chatkit/wire.ts'
import { json, MESSAGE, script } from '../helpers/pages.ts'
import { textEvents, userMessage } from '../helpers/said.ts'
import { site } from './page.ts'

const THREAD = {
  id: 'thr_1',
  created_at: '2026-05-01T12:00:00.000Z',
  status: { type: 'active' as const },
  metadata: {},
}

/** Puts the built-in view on the site as it is shipped, and a server that gives every message this answer. */
export async function serveBuiltInView(answer: string): Promise<void> {
  const view = await readFile('dist/chat-view.js', 'utf8')
  site.routes['/chat-view.js'] = () => script(view)
  site.routes[MESSAGE] = ({ body }) => {
    const { type, params } = JSON.parse(body)
    if (type !== 'threads.create') return json({ data: [], has_more: false })
    const thread = { ...THREAD, items: { data: [], has_more: false } }
    const item = { ...userMessage(''), content: params.input.content, thread_id: THREAD.id }
    const events: ThreadStreamEvent[] = [
      { type: 'thread.created', thread },
      { type: 'thread.item.done', item },
      ...textEvents(THREAD.id, answer.split(/(?<= )/)),
    ]
    return {
      headers: { 'content-type': 'text/event-stream' },
      body: events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''),
    }
  }
}

/** Says something in the built-in view, and waits for an answer with these words. */
export async function talk(page: Page, text: string, answer: string): Promise<void> {
  const view = page.locator('todo-chat-view')
  await view.getByRole('textbox').fill(text)
  await view.getByRole('textbox').press('Enter')
  await view.getByText(answer).first().waitFor()
}
