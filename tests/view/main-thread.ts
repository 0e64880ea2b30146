import type { Browser, Page } from 'playwright-core'

/** A task of the main thread of a page. */
export interface Task {
  /** How far into the watched time it began, from 0 to 1. */
  at: number
  /** Milliseconds of CPU time of the thread. */
  ms: number
  /** How many elements it found the styles of. */
  styled: number
}

interface TraceEvent {
  name: string
  cat: string
  pid: number
  tid: number
  /** In microseconds; `tdur` is the CPU time of the thread alone. */
  ts: number
  dur?: number
  tdur?: number
  args?: { elementCount?: number }
}

const CATEGORIES = ['blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline']

/**
 * Gives what the main thread of a page does while something runs. In CPU time: on a machine with other work a task
 * waits for its turn in the middle, and CPU throttling, which stretches the time on the clock, stretches the wait too.
 */
export async function watchTasks(browser: Browser, page: Page, run: () => Promise<unknown>): Promise<Task[]> {
  const mark = (name: string) => page.evaluate((mark) => void performance.mark(mark), name)
  let written: Buffer | undefined
  await browser.startTracing(page, { categories: CATEGORIES })
  try {
    await mark('watch')
    await run()
    await mark('watched')
  } finally {
    written = await browser.stopTracing()
  }
  const trace = JSON.parse(written.toString()) as { traceEvents: TraceEvent[] }
  const find = (name: string) =>
    trace.traceEvents.find((event) => event.name === name && event.cat.includes('user_timing'))
  const [start, end] = [find('watch'), find('watched')]
  if (!start || !end) throw new Error('The trace of the browser does not have the marks of the page.')
  const isOwn = ({ pid, tid, ts }: TraceEvent) => pid === start.pid && tid === start.tid && ts > start.ts
  const own = trace.traceEvents.filter(isOwn)
  const styles = own.filter(({ name }) => name === 'UpdateLayoutTree')
  return own
    .filter(({ name }) => name === 'RunTask')
    .map(({ ts, dur = 0, tdur = 0 }) => ({
      at: Math.min(1, (ts - start.ts) / (end.ts - start.ts)),
      ms: tdur / 1000,
      styled: styles
        .filter((event) => event.ts >= ts && event.ts < ts + dur)
        .reduce((sum, { args }) => sum + (args?.elementCount ?? 0), 0),
    }))
}
