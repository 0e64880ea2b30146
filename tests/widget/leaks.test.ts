import type { CDPSession, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { SESSION } from '../helpers/pages.ts'
import { serveBuiltInView } from './built-in.ts'
import { open, site, useSite } from './page.ts'

useSite()

const WARM_UP = 20
const ROUNDS = 200
/** What may be more after all rounds: far less than one object that each of them left. */
const HEAP_NOISE = ROUNDS * 500

/** What a page has going on at a moment. */
interface Running {
  timers: number
  observers: number
}

/** Runs in the page before anything else: counts what was started and not ended. */
function countRunning(): void {
  const timers = new Set<number>()
  const observers = new Set<object>()
  const { setTimeout, clearTimeout, setInterval, clearInterval } = window
  const end = (clear: (id?: number) => void) => (id?: number) => {
    timers.delete(id as number)
    clear.call(window, id)
  }
  Object.assign(window, {
    running: (): Running => ({ timers: timers.size, observers: observers.size }),
    setTimeout: (run: () => void, ms?: number) => {
      const id = setTimeout(() => {
        timers.delete(id)
        run()
      }, ms)
      timers.add(id)
      return id
    },
    setInterval: (run: () => void, ms?: number) => {
      const id = setInterval(run, ms)
      timers.add(id)
      return id
    },
    clearTimeout: end(clearTimeout),
    clearInterval: end(clearInterval),
  })
  for (const name of ['IntersectionObserver', 'MutationObserver', 'ResizeObserver'] as const) {
    const { observe, disconnect } = window[name].prototype
    Object.assign(window[name].prototype, {
      observe(this: object, ...args: never[]) {
        observers.add(this)
        return (observe as (...args: never[]) => void).apply(this, args)
      },
      disconnect(this: MutationObserver) {
        observers.delete(this)
        return disconnect.call(this)
      },
    })
  }
}

interface Round {
  attributes: string
  /** The state of the frame at which the chat is taken away again. */
  until: string
}

/** Runs in the page: puts a chat there, opens it, closes it, and takes it away, so many times. */
async function mountAndUnmount({ attributes, until, times }: Round & { times: number }): Promise<void> {
  for (let round = 0; round < times; round++) {
    document.body.insertAdjacentHTML('beforeend', `<todo-chat ${attributes}></todo-chat>`)
    const chat = document.body.lastElementChild as HTMLElementTagNameMap['todo-chat']
    await chat.show()
    const frame = chat.shadowRoot?.querySelector('[part=frame]')
    while (!frame?.classList.contains(until)) await new Promise((resolve) => setTimeout(resolve))
    await chat.hide()
    chat.remove()
    // What the recorder and the page of the test write down is not the chat's.
    for (const list of ['recorded', 'recorders', 'heard'])
      (window as unknown as Record<string, unknown[]>)[list]?.splice(0)
    await new Promise((resolve) => setTimeout(resolve))
  }
}

async function left(page: Page, session: CDPSession) {
  // What ended may wait for a frame until it is let go.
  await page.waitForTimeout(300)
  for (let turn = 0; turn < 3; turn++) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN
  const running = await page.evaluate(() => (window as unknown as { running(): Running }).running())
  return {
    ...running,
    listeners: metric('JSEventListeners'),
    frames: metric('Frames'),
    nodes: metric('Nodes'),
    heap: metric('JSHeapUsedSize'),
  }
}

/** What so many chats left behind, once everything that is made once had been made. */
async function leftBehind(round: Round) {
  const { page, errors } = await open({ body: '', before: countRunning })
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const run = (times: number) => page.evaluate(mountAndUnmount, { ...round, times })
  await page.evaluate(async () => void (await customElements.whenDefined('todo-chat')))
  await run(WARM_UP)
  const before = await left(page, session)
  await run(ROUNDS)
  const { timers, observers, ...after } = await left(page, session)
  expect(errors).toEqual([])
  const more = (name: keyof typeof after) => after[name] - before[name]
  const counts = { listeners: more('listeners'), frames: more('frames'), nodes: more('nodes') }
  return { timers, observers, ...counts, heap: Math.max(0, more('heap') - HEAP_NOISE) }
}

const NOTHING = { timers: 0, observers: 0, listeners: 0, frames: 0, nodes: 0, heap: 0 }
const SLOW = 300_000

test(
  '200 chats that were opened leave nothing behind',
  async () => {
    expect(
      await leftBehind({ attributes: 'chatkit-src="/chatkit.js" loading="eager"', until: 'ready' }),
    ).toEqual(NOTHING)
  },
  SLOW,
)

test(
  'nor do 200 that were still loading',
  async () => {
    site.routes[SESSION] = () => new Promise(() => {})
    expect(await leftBehind({ attributes: 'chatkit-src="/chatkit.js"', until: 'loading' })).toEqual(NOTHING)
  },
  SLOW,
)

test(
  'nor do 200 that had failed, and wait for another try',
  async () => {
    site.routes[SESSION] = () => ({ status: 503 })
    expect(await leftBehind({ attributes: 'chatkit-src="/chatkit.js"', until: 'failed' })).toEqual(NOTHING)
  },
  SLOW,
)

test(
  'nor do 200 in the page with the built-in view',
  async () => {
    await serveBuiltInView('Hello.')
    expect(await leftBehind({ attributes: 'renderer="built-in" mode="inline"', until: 'ready' })).toEqual(
      NOTHING,
    )
  },
  SLOW,
)
