import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../helpers/browser.ts'
import { type ScriptedChatKit, startScriptedChatKit } from '../helpers/scripted-chatkit.ts'
import { DELTAS, sayMuch, seedLongThread } from '../view/long-answer.ts'
import { LONG_TASK_MS, SLOW_DOWN } from './main-thread.ts'
import { median, printTable, type Row } from './table.ts'

const ROUNDS = 3
const ITEMS = [2, 1000] as const

const html = (body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title><style>html, body { margin: 0; height: 100% }</style><body>${body}`

/** Pages with a function `answer`, which asks the thread named in the address and resolves at the end of the answer. */
const FILES = {
  '/ours': html(`<script src="/chat-view.js"></script><script>
const chat = document.createElement('todo-chat-view')
chat.setOptions({ api: { url: '/chatkit', domainKey: 'local' }, initialThread: location.hash.slice(1) })
const heard = (name) => new Promise((resolve) => chat.addEventListener('chatkit.' + name, resolve, { once: true }))
const ready = heard('thread.load.end')
document.body.append(chat)
const answer = async () => {
  const end = heard('response.end')
  await chat.sendUserMessage({ text: 'Go on' })
  await end
}
</script>`),
  // The least that shows the words of a stream while they come.
  '/bare': html(`<pre></pre><script>
const ready = Promise.resolve()
const pre = document.querySelector('pre')
const body = () => JSON.stringify({ type: 'threads.add_user_message', params: {
  thread_id: location.hash.slice(1),
  input: { content: [{ type: 'input_text', text: 'Go on' }], attachments: [], inference_options: {} },
} })
const answer = async () => {
  const response = await fetch('/chatkit', { method: 'POST', body: body() })
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const frames = (rest + next.value).split('\\n\\n')
    rest = frames.pop()
    for (const frame of frames) pre.append(JSON.parse(frame.slice(6)).update?.delta ?? '')
  }
}
</script>`),
}

type Kind = 'ours' | 'bare'

/** What the built-in view costs beside a page that writes the same words into a `<pre>`. */
export async function benchView(): Promise<boolean> {
  const gzip = gzipSync(await readFile('dist/chat-view.js'), { level: 9 }).length
  const server = await startScriptedChatKit(FILES, sayMuch)
  const browser = await launchBrowser()
  try {
    const rows: Row[] = [
      ...(await costs(browser, server)),
      ...(await longTasks(browser, server)),
      {
        what: 'chat-view.js, gzip',
        ours: gzip,
        unit: 'B',
        better: 'less',
        goal: { text: 'at most 60,000 B', met: gzip <= 60_000 },
      },
    ]
    printTable(`An answer of ${DELTAS.toLocaleString('en')} deltas in the view, median of ${ROUNDS}`, rows)
    return rows.every(({ goal }) => goal?.met !== false)
  } finally {
    await browser.close()
    await server.close()
  }
}

async function costs(browser: Browser, server: ScriptedChatKit): Promise<Row[]> {
  const taken: Record<string, number[]> = {}
  const measure = async (kind: Kind, count: number) => {
    const ms = await inPage(browser, server, kind, count, cpuOf)
    taken[kind + count] = [...(taken[kind + count] ?? []), ms]
  }
  // Turn by turn, so that what else the machine does falls on all of them.
  for (let round = 0; round < ROUNDS; round++) {
    for (const count of ITEMS) {
      await measure('bare', count)
      await measure('ours', count)
    }
  }
  const of = (kind: Kind, count: number) => median(taken[kind + count] ?? [])
  const [few, many] = ITEMS
  const grown = of('ours', many) / of('ours', few)
  return ITEMS.map((count) => ({
    what: `CPU of the main thread, after ${count.toLocaleString('en')} items`,
    ours: of('ours', count),
    bare: of('bare', count),
    unit: 'ms',
    better: 'less',
    ...(count === many && {
      goal: { text: `at most 1.5× of ${few} items (${grown.toFixed(2)}×)`, met: grown <= 1.5 },
    }),
  }))
}

/** The fewest of some rounds: what is ours is long each time, what the machine adds is not. */
async function longTasks(browser: Browser, server: ScriptedChatKit): Promise<Row[]> {
  const acts = { 'in the answer': answerAtOnce, 'while the thread is read back': readBack }
  const rows: Row[] = []
  for (const [what, act] of Object.entries(acts)) {
    let ours = Number.POSITIVE_INFINITY
    for (let round = 0; round < 2 * ROUNDS && ours > 0; round++) {
      const count = await inPage(browser, server, 'ours', ITEMS[1], (page) => countLongTasks(page, act))
      ours = Math.min(ours, count)
    }
    rows.push({
      what: `tasks over ${LONG_TASK_MS} ms ${what}, ${SLOW_DOWN}× slower`,
      ours,
      unit: '',
      better: 'less',
      goal: { text: 'none', met: ours === 0 },
    })
  }
  return rows
}

async function countLongTasks(page: Page, act: (page: Page) => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN })
  await page.evaluate(`globalThis.longTasks = 0
new PerformanceObserver((list) => (longTasks += list.getEntries().length)).observe({ entryTypes: ['longtask'] })`)
  await act(page)
  return page.evaluate<number>('longTasks')
}

const answerAtOnce = (page: Page) => run(page, 'answer()')

/** Scrolls up as a reader does who looks for something. */
async function readBack(page: Page): Promise<void> {
  await page.mouse.move(200, 300)
  for (let turn = 0; turn < 200; turn++) {
    await page.mouse.wheel(0, -300)
    await page.waitForTimeout(50)
  }
}

async function inPage<T>(
  browser: Browser,
  server: ScriptedChatKit,
  kind: Kind,
  count: number,
  measure: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 400, height: 640 }, reducedMotion: 'reduce' })
  try {
    const page = await context.newPage()
    const failed = new Promise<never>((_, reject) => page.on('pageerror', reject))
    const work = async () => {
      await page.goto(`${server.origin}/${kind}#${seedLongThread(server, count)}`)
      await run(page, 'ready')
      // What is under way yet is not part of the answer.
      await page.waitForTimeout(500)
      return measure(page)
    }
    return await Promise.race([work(), failed])
  } finally {
    await context.close()
  }
}

const run = (page: Page, code: string): Promise<void> => page.evaluate(`(async () => void (await ${code}))()`)

/** Milliseconds that the main thread worked for an answer: scripts, styles, layout and paint. */
async function cpuOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
  const before = await worked()
  await run(page, 'answer()')
  return (await worked()) - before
}
