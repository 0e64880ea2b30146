import type { Browser, Page } from 'playwright-core'

/** As a phone of the middle range is to the machine of a developer. */
export const SLOW_DOWN = 4
/** What a visitor notices: https://web.dev/articles/optimize-long-tasks */
export const LONG_TASK_MS = 50

/** In the head of a page whose load is watched: what comes before it is the browser's doing. */
export const MARK_DOCUMENT = '<script>performance.mark("document")</script>'

/** What the main thread of a page did while it was watched, in milliseconds of its own CPU time. */
export interface Watched {
  /** When `performance.mark()` was called, by name. */
  marks: Record<string, number>
  /** When each task began, and how long it took. */
  tasks: { start: number; duration: number }[]
}

interface TraceEvent {
  name: string
  cat: string
  pid: number
  tid: number
  /** Clock of the thread, and what the event took of it, in microseconds. */
  tts?: number
  tdur?: number
}

/** Watches the main thread of a page. What else the machine does makes a task longer, but not its CPU time. */
export async function watchMainThread(
  browser: Browser,
  page: Page,
  run: () => Promise<unknown>,
): Promise<Watched> {
  const categories = ['blink.user_timing', 'disabled-by-default-devtools.timeline']
  await browser.startTracing(page, { categories })
  await run()
  // Tells which of all threads it is.
  await page.evaluate(() => performance.mark('watched'))
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[]
  }
  const marks = traceEvents.filter(({ cat, tts }) => cat.includes('user_timing') && tts !== undefined)
  const own = marks.find(({ name }) => name === 'watched')
  if (!own) throw new Error('This browser does not tell the CPU time of a thread.')
  const isOwn = ({ pid, tid }: TraceEvent) => pid === own.pid && tid === own.tid
  const ms = (microseconds = 0) => microseconds / 1000
  return {
    marks: Object.fromEntries(marks.filter(isOwn).map(({ name, tts }) => [name, ms(tts)])),
    tasks: traceEvents
      .filter((event) => event.name === 'RunTask' && isOwn(event))
      .map(({ tts, tdur }) => ({ start: ms(tts), duration: ms(tdur) })),
  }
}

/** Loads the page anew, points at its launcher, and tells how long each task took, on this machine. */
export async function tasksBeforeOpening(
  browser: Browser,
  page: Page,
  launcher: readonly [x: number, y: number],
): Promise<number[]> {
  const { tasks, marks } = await watchMainThread(browser, page, async () => {
    await page.reload()
    await page.mouse.move(...launcher, { steps: 2 })
    await page.waitForTimeout(100)
  })
  const { document } = marks
  if (document === undefined) throw new Error('The page does not mark its document.')
  return tasks.filter(({ start }) => start > document).map(({ duration }) => duration)
}
